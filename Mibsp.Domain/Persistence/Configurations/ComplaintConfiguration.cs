using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class ComplaintConfiguration : IEntityTypeConfiguration<Complaint>
{
    public void Configure(EntityTypeBuilder<Complaint> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.CaseNumber).HasMaxLength(11);
        builder.Property(c => c.TrackingHash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(c => c.CaseNumber).IsUnique();

        // Also what makes a form that was sent twice one complaint and not two.
        builder.HasIndex(c => c.TrackingHash).IsUnique();
        ListIndexes.Add(builder);
        builder.HasIndex(c => new { c.DepartmentId, c.Status, c.LateAfterOn });
        builder.HasIndex(c => new { c.OfficerId, c.Status });
        builder.HasIndex(c => new { c.AccountableId, c.Status });
        builder.HasIndex(c => c.NextMarkOn);
        builder.HasIndex(c => c.BlockedByDepartmentId);
        builder.HasIndex(c => c.MergedIntoId);

        // Compared in queries: as a word it would be ordered by the alphabet.
        builder.Property(c => c.Rung).HasConversion<int>();
        builder.Property(c => c.SealedPendingNote).HasMaxLength(ComplaintCipher.LongestSealed(StatusChange.NoteMaxLength));
        builder.Property(c => c.SealedBlockedNote).HasMaxLength(ComplaintCipher.LongestSealed(Complaint.BlockedNoteMaxLength));
        builder.Ignore(c => c.Clock);
        builder.HasIndex(c => new { c.Status, c.ProposedOn });
        builder.HasIndex(c => new { c.ErasedOn, c.ClosedOn });

        builder.HasIndex(c => c.LinkedToId);

        // Counted by the entity, because SQLite has no row version of its own.
        builder.Property(c => c.Version).IsConcurrencyToken();

        Relate(builder);
    }

    private static void Relate(EntityTypeBuilder<Complaint> builder)
    {
        builder.HasOne<Department>().WithMany().HasForeignKey(c => c.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Department>().WithMany().HasForeignKey(c => c.NamedDepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Service>().WithMany().HasForeignKey(c => c.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Ward>().WithMany().HasForeignKey(c => c.WardId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffUser>().WithMany().HasForeignKey(c => c.OfficerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Complaint>().WithMany().HasForeignKey(c => c.LinkedToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffUser>().WithMany().HasForeignKey(c => c.AccountableId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Department>().WithMany().HasForeignKey(c => c.BlockedByDepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Complaint>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Spans).WithOne().HasForeignKey(s => s.ComplaintId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Steps).WithOne().HasForeignKey(s => s.ComplaintId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.History).WithOne().HasForeignKey("ComplaintId").OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Recusals).WithOne().HasForeignKey(r => r.ComplaintId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ComplaintContentConfiguration : IEntityTypeConfiguration<ComplaintContent>
{
    public void Configure(EntityTypeBuilder<ComplaintContent> builder)
    {
        builder.HasKey(c => c.ComplaintId);
        builder.Property(c => c.ComplaintId).ValueGeneratedNever();
        builder.HasOne<Complaint>().WithOne().HasForeignKey<ComplaintContent>(c => c.ComplaintId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ComplaintKeyConfiguration : IEntityTypeConfiguration<ComplaintKey>
{
    public void Configure(EntityTypeBuilder<ComplaintKey> builder)
    {
        builder.HasKey(k => k.ComplaintId);
        builder.Property(k => k.ComplaintId).ValueGeneratedNever();
        builder.Property(k => k.KekId).HasMaxLength(KeyRing.IdLength);
        builder.Property(k => k.Wrapped).HasMaxLength(KeyRing.WrappedLength);
        builder.HasIndex(k => k.KekId);
        builder.HasOne<Complaint>().WithOne().HasForeignKey<ComplaintKey>(k => k.ComplaintId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StatusChangeConfiguration : IEntityTypeConfiguration<StatusChange>
{
    public void Configure(EntityTypeBuilder<StatusChange> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.SealedNote).HasMaxLength(ComplaintCipher.LongestSealed(StatusChange.NoteMaxLength));
        builder.HasIndex("ComplaintId", nameof(StatusChange.Number)).IsUnique();
        builder.HasIndex(s => new { s.UserId, s.To, s.On });
        builder.HasIndex(s => new { s.DepartmentId, s.To, s.On });
    }
}

internal sealed class RecusalConfiguration : IEntityTypeConfiguration<Recusal>
{
    public void Configure(EntityTypeBuilder<Recusal> builder)
    {
        builder.HasKey(r => new { r.ComplaintId, r.UserId });
        builder.HasOne<StaffUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CaseCounterConfiguration : IEntityTypeConfiguration<CaseCounter>
{
    public void Configure(EntityTypeBuilder<CaseCounter> builder)
    {
        builder.HasKey(c => c.Year);
        builder.Property(c => c.Year).ValueGeneratedNever();
    }
}
