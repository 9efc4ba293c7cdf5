using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;

namespace Mibsp.Tests.Domain.Escalation;

/// <summary>Who there is in a town on paper: two departments, the integrity cell, the commissioner and the administrator.</summary>
internal static class PaperTown
{
    public const int Water = 1;
    public const int Roads = 2;
    public const int Cell = 9;

    public static readonly DateOnly Start = new(2026, 12, 21);

    public static readonly MunicipalCalendar Calendar = new([2, 2, 2, 2, 2, 1, 0], new Dictionary<DateOnly, int>
    {
        [new(2026, 12, 25)] = 0,
        [new(2026, 12, 31)] = 1,
        [new(2027, 1, 1)] = 0,
        [new(2027, 1, 26)] = 0,
    });

    public static readonly ComplaintCipher Cipher = ComplaintCipher.New(Guid.Parse("00000000-0000-4000-8000-0000000000ff"));

    public static readonly Guid Asha = Id(1), Bela = Id(2), HeadOfWater = Id(3), Chand = Id(4), HeadOfRoads = Id(5), Dev = Id(6), Esha = Id(7), Commissioner = Id(8), Administrator = Id(9);

    public static readonly IReadOnlyList<Colleague> People =
    [
        new(Asha, StaffRole.Officer, Water, false), new(Bela, StaffRole.Officer, Water, false), new(HeadOfWater, StaffRole.Supervisor, Water, false),
        new(Chand, StaffRole.Officer, Roads, false), new(HeadOfRoads, StaffRole.Supervisor, Roads, false),
        new(Dev, StaffRole.IntegrityOfficer, Cell, false), new(Esha, StaffRole.IntegrityOfficer, Cell, false),
        new(Commissioner, StaffRole.Commissioner, null, false), new(Administrator, StaffRole.Administrator, null, false),
    ];

    public static Roster Roster(params Colleague[] instead)
        => new(People.Where(p => instead.All(i => i.Id != p.Id)).Concat(instead), Cell);

    public static Complaint File(ComplaintKind kind = ComplaintKind.ServiceFault, int days = 5)
    {
        var complaint = Complaint.File(
            new ComplaintFacts(kind, KeepFrom.Nobody, Water, Water, null, null, days, Calendar.After(Start, days * MunicipalCalendar.Day)), new byte[32], Stamp.Citizen(Start));
        complaint.Number("2026-000001");
        return complaint;
    }

    private static Guid Id(byte number) => new(number, 0, 0, new byte[8]);
}
