using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Casework.BreakGlass;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class AuditSubjectConfiguration : IEntityTypeConfiguration<AuditSubject>
{
    public void Configure(EntityTypeBuilder<AuditSubject> builder)
    {
        builder.HasKey(s => new { s.Subject, s.Sequence });
        builder.Property(s => s.Subject).HasMaxLength(AuditSubject.MaxLength);
        builder.Property(s => s.Sequence).ValueGeneratedNever();
    }
}

internal sealed class SettingChangeConfiguration : IEntityTypeConfiguration<SettingChange>
{
    // One value for a day, whoever sets it and however often.
    public void Configure(EntityTypeBuilder<SettingChange> builder) => builder.HasKey(s => new { s.Setting, s.FromOn });
}

internal sealed class StatedOpeningConfiguration : IEntityTypeConfiguration<StatedOpening>
{
    public void Configure(EntityTypeBuilder<StatedOpening> builder)
    {
        builder.HasKey(o => new { o.ComplaintId, o.Number });
        builder.Property(o => o.Number).ValueGeneratedNever();
        builder.Property(o => o.SealedReason).HasMaxLength(ComplaintCipher.LongestSealed(StatedOpening.ReasonMaxLength));
        builder.HasOne<Complaint>().WithMany().HasForeignKey(o => o.ComplaintId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StaffUser>().WithMany().HasForeignKey(o => o.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
