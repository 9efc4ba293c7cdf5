using System.Text.Json.Serialization;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Evidence;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>The steps of the wizard in their order.</summary>
public enum WizardStep
{
    Kind,
    Place,
    KeepFrom,
    Story,
    Evidence,
    Review,

    /// <summary>Sent: the tracking ID is shown, this once.</summary>
    Receipt,
}

/// <summary>
/// Everything entered in the wizard so far, just as it was typed, right or wrong. It lives in the citizen's own form
/// (encrypted, see <see cref="DraftSeal"/>) and nowhere on the server.
/// </summary>
public sealed class Draft
{
    /// <summary>Tells this draft from others, also before it has a tracking ID. Random; means nothing anywhere else.</summary>
    public Guid Form { get; set; } = Identifiers.Random();

    public WizardStep Step { get; set; }

    public ComplaintKind? Kind { get; set; }

    public int? DepartmentId { get; set; }

    /// <summary>0 stands for "I am not sure".</summary>
    public int? ServiceId { get; set; }

    /// <summary>What was typed to have a service suggested. It goes nowhere else and is not part of the complaint.</summary>
    public string Words { get; set; } = "";

    /// <summary>The services suggested for it; empty when the words did not tell, null when nobody asked.</summary>
    public List<int>? Suggested { get; set; }

    public int? WardId { get; set; }

    public KeepFrom? KeepFrom { get; set; }

    public string Description { get; set; } = "";

    public string Day { get; set; } = "";

    public string Month { get; set; } = "";

    public string Year { get; set; } = "";

    public string Amount { get; set; } = "";

    public string FileNumber { get; set; } = "";

    public string HowToCheck { get; set; } = "";

    public List<StagedEvidence> Files { get; set; } = [];

    /// <summary>Drawn before sending, so that sending twice is sending once.</summary>
    public string? TrackingId { get; set; }

    public DateOnly? DeadlineOn { get; set; }

    /// <summary>The citizen has typed the last group back.</summary>
    public bool IsNoted { get; set; }

    [JsonIgnore]
    public bool IsSent => Step is WizardStep.Receipt;

    [JsonIgnore]
    public long FileBytes => Files.Sum(file => file.Size);
}

/// <summary>What is wrong with a field: which one, and the key of the sentence that says how to mend it.</summary>
public sealed record Fault(string Field, string TextKey, string? Argument = null);
