using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();

        // The same step of the ladder is told once, whoever notes it and how often. Other kinds come again under another number.
        builder.HasIndex(n => new { n.ComplaintId, n.UserId, n.Kind, n.Round, n.Number }).IsUnique();
        builder.HasIndex(n => new { n.UserId, n.IsRead });
        builder.HasOne<Complaint>().WithMany().HasForeignKey(n => n.ComplaintId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StaffUser>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NoticeChoiceConfiguration : IEntityTypeConfiguration<NoticeChoice>
{
    public void Configure(EntityTypeBuilder<NoticeChoice> builder)
    {
        builder.HasKey(c => c.UserId);
        builder.Property(c => c.UserId).ValueGeneratedNever();
        builder.HasOne<StaffUser>().WithOne().HasForeignKey<NoticeChoice>(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
