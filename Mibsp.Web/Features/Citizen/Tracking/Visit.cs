using System.Text.Json.Serialization;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Flood;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>What of a complaint its page shows: the complaint itself, or one of the things that are asked once more before they are done.</summary>
public enum VisitStep
{
    Case,
    Withdraw,
    Erase,
    Retaliation,
}

/// <summary>A citizen's visit to their complaint: the tracking ID, where they are, and what is typed and not sent yet.</summary>
public sealed class Visit
{
    /// <summary>What was typed or sealed. Does not travel with the rest: the island opens the seal itself.</summary>
    [JsonIgnore]
    public TrackingId? Secret { get; set; }

    /// <summary>Which of the reports of this tracking ID: 0 is the first.</summary>
    public int Report { get; set; }

    public VisitStep Step { get; set; }

    /// <summary>The right to write, and the work done for it. Does not travel either: the island opens its token anew.</summary>
    [JsonIgnore]
    public FormWork Work { get; set; } = new();

    public string Message { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary>What happened to the citizen, as far as it is told: description and day.</summary>
    public Draft Story { get; set; } = new();

    public int? Stars { get; set; }

    [JsonIgnore]
    public string LastGroup { get; set; } = "";

    /// <summary>Key of the sentence that says what was just done; null when nothing was.</summary>
    public string? Done { get; set; }

    /// <summary>The report that is looked at.</summary>
    [JsonIgnore]
    public TrackingId? Id => Secret?.For(Report);
}
