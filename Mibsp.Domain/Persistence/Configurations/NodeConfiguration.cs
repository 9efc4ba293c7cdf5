using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Nodes;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class ProtectionKeyConfiguration : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.HasKey(k => k.Place);
        builder.Property(k => k.Place).ValueGeneratedNever();
        builder.Property(k => k.Sealed).HasMaxLength(ProtectionKey.SealedMaxLength);
    }
}

internal sealed class SpentTokenConfiguration : IEntityTypeConfiguration<SpentToken>
{
    public void Configure(EntityTypeBuilder<SpentToken> builder) => builder.Property(s => s.Id).ValueGeneratedNever();
}

internal sealed class LiveNodeConfiguration : IEntityTypeConfiguration<LiveNode>
{
    public void Configure(EntityTypeBuilder<LiveNode> builder) => builder.Property(n => n.Id).ValueGeneratedNever();
}
