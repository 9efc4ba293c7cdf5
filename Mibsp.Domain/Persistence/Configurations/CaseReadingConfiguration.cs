using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Persistence.Configurations;

internal sealed class CaseReadingConfiguration : IEntityTypeConfiguration<CaseReading>
{
    public void Configure(EntityTypeBuilder<CaseReading> builder)
    {
        // Once a day for a person and a case, whatever opens it, also from two processes at once.
        builder.HasKey(r => new { r.ComplaintId, r.UserId, r.On });
        builder.HasOne<Complaint>().WithMany().HasForeignKey(r => r.ComplaintId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StaffUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
