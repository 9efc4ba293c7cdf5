using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Assignment;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Templates;
using Mibsp.Domain.Views;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class ReplyTemplateConfiguration : IEntityTypeConfiguration<ReplyTemplate>
{
    public void Configure(EntityTypeBuilder<ReplyTemplate> builder)
    {
        builder.Property(t => t.Title).HasMaxLength(ReplyTemplate.TitleMaxLength);
        builder.Property(t => t.Text).HasMaxLength(ReplyTemplate.TextMaxLength);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasOne<Department>().WithMany().HasForeignKey(t => t.DepartmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Name).HasMaxLength(SavedView.NameMaxLength);
        builder.Property(v => v.Query).HasMaxLength(SavedView.QueryMaxLength);
        builder.HasOne<StaffUser>().WithMany().HasForeignKey(v => v.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ListChoiceConfiguration : IEntityTypeConfiguration<ListChoice>
{
    public void Configure(EntityTypeBuilder<ListChoice> builder)
    {
        builder.HasKey(c => c.UserId);
        builder.Property(c => c.UserId).ValueGeneratedNever();
        builder.Property(c => c.Columns).HasMaxLength(ListChoice.ColumnsMaxLength);
        builder.HasOne<StaffUser>().WithOne().HasForeignKey<ListChoice>(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AssignmentRuleConfiguration : IEntityTypeConfiguration<AssignmentRule>
{
    public void Configure(EntityTypeBuilder<AssignmentRule> builder)
    {
        builder.HasKey(r => r.DepartmentId);
        builder.Property(r => r.DepartmentId).ValueGeneratedNever();
        builder.HasOne<Department>().WithOne().HasForeignKey<AssignmentRule>(r => r.DepartmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
