using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Escalation;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class CaseSpanConfiguration : IEntityTypeConfiguration<CaseSpan>
{
    public void Configure(EntityTypeBuilder<CaseSpan> builder)
    {
        builder.HasKey(s => new { s.ComplaintId, s.Number });
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.Ignore(s => s.ChargedUserId);
        builder.HasIndex(s => new { s.OfficerId, s.UntilOn });
        builder.HasIndex(s => new { s.ChargedDepartmentId, s.UntilOn });

        // For figures of work: what somebody answered for while nobody worked on it, and closings that a department proposed.
        builder.HasIndex(s => new { s.AccountableId, s.OfficerId });
        builder.HasIndex(s => new { s.DepartmentId, s.State, s.FromOn });
    }
}

internal sealed class LadderStepConfiguration : IEntityTypeConfiguration<LadderStep>
{
    // The key is what makes a reminder come once, with however many nodes.
    public void Configure(EntityTypeBuilder<LadderStep> builder)
        => builder.HasKey(s => new { s.ComplaintId, s.Round, s.Mark });
}

internal sealed class CalendarConfiguration : IEntityTypeConfiguration<Calendar>
{
    public void Configure(EntityTypeBuilder<Calendar> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(Calendar.NameMaxLength);
        builder.Property(c => c.Week).HasMaxLength(7).IsFixedLength();
        builder.HasMany<Department>().WithOne().HasForeignKey(d => d.CalendarId).OnDelete(DeleteBehavior.Restrict);
        builder.OwnsMany(c => c.Days, days =>
        {
            days.ToTable("CalendarDays").WithOwner().HasForeignKey("CalendarId");
            days.HasKey("CalendarId", nameof(CalendarDay.On));
            days.Property(d => d.On).ValueGeneratedNever();
            days.Property(d => d.Name).HasMaxLength(Calendar.NameMaxLength);
        });
        builder.OwnsMany(c => c.Weeks, weeks =>
        {
            weeks.ToTable("CalendarWeeks").WithOwner().HasForeignKey("CalendarId");
            weeks.HasKey("CalendarId", nameof(CalendarWeek.FromOn));
            weeks.Property(w => w.FromOn).ValueGeneratedNever();
            weeks.Property(w => w.Units).HasMaxLength(7).IsFixedLength();
        });
    }
}
