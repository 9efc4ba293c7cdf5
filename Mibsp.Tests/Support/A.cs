using Mibsp.Domain.Complaints;
using Mibsp.Domain.Filing;

namespace Mibsp.Tests.Support;

/// <summary>Test data by name, with only what the test is about spelled out.</summary>
public static class A
{
    /// <summary>Long enough to be taken; says nothing about anybody.</summary>
    public const string Description = "The counter has been closed during opening hours on three days in a row, and nobody says when it will open.";

    /// <summary>What the accounts of <see cref="Town"/> sign in with.</summary>
    public const string Password = "Correct-horse-7";

    public static ComplaintStory Story(string description = Description)
        => new(description, HappenedOn: null, HappenedByMonth: false, Amount: null, FileNumber: null, HowToCheck: null);

    public static NewComplaint NewComplaint(
        int departmentId, ComplaintKind kind = ComplaintKind.ServiceFault, int? serviceId = null, int? wardId = null,
        KeepFrom keepFrom = KeepFrom.Nobody, string description = Description)
        => new(kind, departmentId, serviceId, wardId, keepFrom, Story(description), []);
}
