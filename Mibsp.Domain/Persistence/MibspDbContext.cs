using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Mibsp.Domain.Assignment;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.BreakGlass;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Messages;
using Mibsp.Domain.Nodes;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Settings;
using Mibsp.Domain.Templates;
using Mibsp.Domain.Views;

namespace Mibsp.Domain.Persistence;

/// <summary>The model, the same for every database. Providers derive from it only to own their migrations.</summary>
public abstract class MibspDbContext(DbContextOptions options) : IdentityUserContext<StaffUser, Guid>(options)
{
    public DbSet<Department> Departments => Set<Department>();

    public DbSet<Service> Services => Set<Service>();

    public DbSet<Ward> Wards => Set<Ward>();

    public DbSet<Complaint> Complaints => Set<Complaint>();

    public DbSet<ComplaintContent> ComplaintContents => Set<ComplaintContent>();

    public DbSet<ComplaintKey> ComplaintKeys => Set<ComplaintKey>();

    public DbSet<StatusChange> StatusChanges => Set<StatusChange>();

    public DbSet<CaseSpan> CaseSpans => Set<CaseSpan>();

    public DbSet<LadderStep> LadderSteps => Set<LadderStep>();

    public DbSet<Calendar> Calendars => Set<Calendar>();

    public DbSet<SettingChange> SettingChanges => Set<SettingChange>();

    public DbSet<StatedOpening> StatedOpenings => Set<StatedOpening>();

    public DbSet<AuditSubject> AuditSubjects => Set<AuditSubject>();

    public DbSet<Recusal> Recusals => Set<Recusal>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();

    public DbSet<CaseReading> CaseReadings => Set<CaseReading>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<NoticeChoice> NoticeChoices => Set<NoticeChoice>();

    public DbSet<StaffSession> StaffSessions => Set<StaffSession>();

    public DbSet<SignInNote> SignInNotes => Set<SignInNote>();

    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();

    public DbSet<CaseCounter> CaseCounters => Set<CaseCounter>();

    public DbSet<ReplyTemplate> ReplyTemplates => Set<ReplyTemplate>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<ListChoice> ListChoices => Set<ListChoice>();

    public DbSet<AssignmentRule> AssignmentRules => Set<AssignmentRule>();

    public DbSet<ComplaintTally> ComplaintTallies => Set<ComplaintTally>();

    public DbSet<WorkTally> WorkTallies => Set<WorkTally>();

    public DbSet<AgeTally> AgeTallies => Set<AgeTally>();

    public DbSet<FlowTally> FlowTallies => Set<FlowTally>();

    public DbSet<FigureCheck> FigureChecks => Set<FigureCheck>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditDetail> AuditDetails => Set<AuditDetail>();

    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<SpentToken> SpentTokens => Set<SpentToken>();

    public DbSet<LiveNode> LiveNodes => Set<LiveNode>();

    /// <summary>
    /// Clears away what the database itself still holds of rows that were deleted: <paramref name="all"/> of it, which takes a
    /// moment, or only what is at hand at once. After commit, never within a transaction.
    /// </summary>
    public abstract Task ScrubAsync(bool all, CancellationToken ct);

    /// <summary>Within the record's transaction: lets other processes know, once it is committed, that the record has grown.</summary>
    internal virtual Task RingAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Puts the token in where it is not there yet, and says whether it was put in: one statement, so that of two nodes one is first.</summary>
    internal virtual async Task<bool> AddOnceAsync(SpentToken token, CancellationToken ct)
        => await Database.ExecuteSqlAsync(
            $"""INSERT INTO "SpentTokens" ("Id", "Use", "SpentOn") VALUES ({token.Id}, {token.Use}, {token.SpentOn}) ON CONFLICT DO NOTHING""", ct) == 1;

    /// <summary>What complaints are filed by is counted at its change, whoever makes it, in the same transaction where there is one.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var isTown = TownReading.Changes(ChangeTracker);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (isTown)
        {
            await AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Town, h => h.Town + 1), cancellationToken);
        }

        return saved;
    }

    /// <inheritdoc cref="SaveChangesAsync(bool, CancellationToken)"/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        var isTown = TownReading.Changes(ChangeTracker);
        var saved = base.SaveChanges(acceptAllChangesOnSuccess);
        if (isTown)
        {
            AuditHeads.ExecuteUpdate(s => s.SetProperty(h => h.Town, h => h.Town + 1));
        }

        return saved;
    }

    // Identity asks the host's options which of its schemas to use. Where there is no host (dotnet ef, tests), the model
    // must come out the same as under AddMibspPersistence.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        if (optionsBuilder.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider is null)
        {
            optionsBuilder.UseApplicationServiceProvider(IdentitySchema.Alone);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<ComplaintStatus>().HaveConversion<StatusWordsConverter>().HaveMaxLength(20);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(MibspDbContext).Assembly);
    }

    internal sealed class StatusWordsConverter() : ValueConverter<ComplaintStatus, string>(
        v => v.Words(), v => ComplaintStatusWords.Parse(v));
}
