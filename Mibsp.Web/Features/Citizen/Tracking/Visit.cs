using Mibsp.Domain.Tracking;
using Mibsp.Web.Flood;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>A citizen's visit to their complaint: the tracking ID, and what is typed and not sent yet.</summary>
public sealed class Visit
{
    public TrackingId? Id { get; set; }

    /// <summary>The right to write, and the work done for it.</summary>
    public FormWork Work { get; set; } = new();

    public string Message { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary>Key of the sentence that says what was just done; null when nothing was.</summary>
    public string? Done { get; set; }
}
