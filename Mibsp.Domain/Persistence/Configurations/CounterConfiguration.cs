using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Counters;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class ComplaintTallyConfiguration : IEntityTypeConfiguration<ComplaintTally>
{
    public void Configure(EntityTypeBuilder<ComplaintTally> builder)
        => builder.HasKey(t => new { t.DepartmentId, t.FiledMonth, t.Status });
}

internal sealed class WorkTallyConfiguration : IEntityTypeConfiguration<WorkTally>
{
    public void Configure(EntityTypeBuilder<WorkTally> builder)
        => builder.HasKey(w => new { w.DepartmentId, w.OfficerId, w.LateAfterOn });
}

internal sealed class AgeTallyConfiguration : IEntityTypeConfiguration<AgeTally>
{
    public void Configure(EntityTypeBuilder<AgeTally> builder)
        => builder.HasKey(a => new { a.DepartmentId, a.FiledOn });
}

internal sealed class FlowTallyConfiguration : IEntityTypeConfiguration<FlowTally>
{
    // The key alone says which cell it is, in the order in which cells are read: see FlowKey.
    public void Configure(EntityTypeBuilder<FlowTally> builder)
    {
        builder.HasKey(t => t.Cell);
        builder.Property(t => t.Cell).ValueGeneratedNever();
        builder.Property(t => t.Grain).HasConversion<int>();
        builder.Property(t => t.Margin).HasConversion<int>();
        builder.Ignore(t => t.Count);
    }
}

internal sealed class FigureCheckConfiguration : IEntityTypeConfiguration<FigureCheck>
{
    public void Configure(EntityTypeBuilder<FigureCheck> builder) => builder.Property(c => c.Id).ValueGeneratedNever();
}
