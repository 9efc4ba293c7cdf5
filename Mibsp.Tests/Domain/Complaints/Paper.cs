using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Tests.Domain.Complaints;

/// <summary>Complaints on paper: made and moved by the entity's own methods, without a database.</summary>
internal static class Paper
{
    public const int Department = 1;
    public const int IntegrityCell = 9;
    public static readonly DateOnly Today = new(2026, 7, 15);
    public static readonly Guid Officer = Guid.Parse("00000000-0000-4000-8000-000000000001");
    public static readonly Guid Colleague = Guid.Parse("00000000-0000-4000-8000-000000000002");

    /// <summary>What notes are sealed with. One for all: nothing here is about whose key it is.</summary>
    public static readonly ComplaintCipher Cipher = ComplaintCipher.New(Guid.Parse("00000000-0000-4000-8000-000000000003"));

    public static Stamp Citizen => Stamp.Citizen(Today);

    public static Stamp By(Guid officer) => Stamp.Staff(officer, Today);

    public static Stamp By(Party party) => party switch
    {
        Party.Citizen => Citizen,
        Party.Staff => By(Officer),
        _ => Stamp.System(Today),
    };

    public static Complaint Filed() => Complaint.File(
        new ComplaintFacts(ComplaintKind.ServiceFault, KeepFrom.Nobody, Department, Department, null, null, 5, Today.AddDays(7)), new byte[32], Citizen);

    /// <summary>A complaint at the status, as it gets there; with <see cref="Officer"/>, once somebody has it.</summary>
    public static Complaint At(ComplaintStatus status)
    {
        var complaint = Filed();
        if (status is ComplaintStatus.Pending)
        {
            return complaint;
        }

        complaint.Take(By(Officer));
        if (status is ComplaintStatus.UnderReview)
        {
            return complaint;
        }

        if (status is ComplaintStatus.AwaitingCitizen)
        {
            complaint.AwaitCitizen(By(Officer));
            return complaint;
        }

        complaint.ProposeClosing(ComplaintOutcome.Resolved, "Mended.", By(Officer), Cipher);
        if (status is ComplaintStatus.Reopened)
        {
            complaint.Contest("It is not.", IntegrityCell, Citizen, Cipher);
        }
        else if (status is ComplaintStatus.Closed)
        {
            complaint.Confirm(Citizen);
        }

        return complaint;
    }

    public static void Refused(Refusal expected, Action act) => Assert.Equal(expected, Assert.Throws<RuleBrokenException>(act).Refusal);
}
