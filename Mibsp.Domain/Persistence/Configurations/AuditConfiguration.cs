using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Audit;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        // The triggers of AuditGuard refuse UPDATE and DELETE; SQL Server's OUTPUT clause must know that there are some.
        builder.ToTable(nameof(MibspDbContext.AuditEntries), table => table.HasTrigger(AuditGuard.EntriesTrigger));
        builder.HasKey(e => e.Sequence);
        builder.Property(e => e.Sequence).ValueGeneratedNever();

        // A rare act is found without reading all others.
        builder.HasIndex(e => new { e.Act, e.Sequence });
        builder.HasIndex(e => new { e.By, e.Sequence });

        // Where a period begins and ends.
        builder.HasIndex(e => new { e.On, e.Sequence });
        builder.Property(e => e.Commitment).HasMaxLength(32).IsFixedLength();
        builder.Property(e => e.ChainHash).HasMaxLength(32).IsFixedLength();
    }
}

internal sealed class AuditDetailConfiguration : IEntityTypeConfiguration<AuditDetail>
{
    public void Configure(EntityTypeBuilder<AuditDetail> builder)
    {
        builder.ToTable(nameof(MibspDbContext.AuditDetails), table => table.HasTrigger(AuditGuard.DetailsTrigger));
        builder.HasKey(d => d.Sequence);
        builder.Property(d => d.Sequence).ValueGeneratedNever();
        builder.Property(d => d.Salt).HasMaxLength(32).IsFixedLength();
        builder.Property(d => d.Json).HasMaxLength(AuditDetail.JsonMaxLength);
        builder.HasIndex(d => new { d.ComplaintId, d.Sequence });
        builder.HasIndex(d => new { d.UserId, d.Sequence });
        builder.HasOne<AuditEntry>().WithOne().HasForeignKey<AuditDetail>(d => d.Sequence).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.ChainHash).HasMaxLength(32).IsFixedLength();
        builder.HasData(AuditHead.Seed);
    }
}
