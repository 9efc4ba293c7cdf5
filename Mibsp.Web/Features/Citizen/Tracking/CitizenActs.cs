using Mibsp.Domain.Common;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Flood;
using Mibsp.Web.Observing;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>How anything is written from the tracking page: past the gate that keeps floods out, then done, then told.</summary>
public sealed class CitizenActs(ComplaintTracking tracking, FloodGate gate, PortalMeters? meters = null)
{
    public ComplaintTracking Tracking => tracking;

    /// <summary>What the visit's form is to carry, going on from what it was sent with. The same right serves all reports of a tracking ID.</summary>
    public FormWork OpenWork(Visit visit, string? token, string? answer, VisitorKey? visitor)
        => visit.Secret is { } secret ? gate.Open(FormPurpose.Visit, secret.Reveal(), token, answer, visitor) : new FormWork { Visitor = visitor };

    /// <summary>Past the gate; or what has to be done or waited for first.</summary>
    public async Task<Fault?> AdmitAsync(Visit visit, string field)
    {
        if (visit.Secret is not { } secret || await gate.AdmitAsync(visit.Work, FormPurpose.Visit, secret.Reveal()) is not { IsAdmitted: false } not)
        {
            meters?.CitizenActed("visit let in");
            return null;
        }

        meters?.CitizenActed(not.Wait is null ? "visit asked to do the work anew" : "visit asked to wait");
        return WorkFault.Of(field, not);
    }

    /// <summary>Does it, once it is past the gate, and says in the visit that it was done or returns why not.</summary>
    public async Task<IReadOnlyList<Fault>> DoAsync(Visit visit, string field, string done, Action succeeded, Func<TrackingId, Task<Outcome>> act)
    {
        visit.Done = null;
        return await AdmitAsync(visit, field) is { } notYet ? [notYet] : await AdmittedAsync(visit, field, done, succeeded, act);
    }

    /// <summary>The same for what is past the gate already.</summary>
    public static async Task<IReadOnlyList<Fault>> AdmittedAsync(
        Visit visit, string field, string done, Action succeeded, Func<TrackingId, Task<Outcome>> act)
    {
        visit.Done = null;
        if (visit.Id is not { } id)
        {
            return [new Fault("TrackingId", "Find.Unknown")];
        }

        if ((await act(id)).Refusal is { } refusal)
        {
            return [new Fault(field, $"Refused.{refusal}")];
        }

        succeeded();
        visit.Done = done;
        return [];
    }
}
