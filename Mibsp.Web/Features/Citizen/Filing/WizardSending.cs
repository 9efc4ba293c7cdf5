using Mibsp.Web.Flood;
using Mibsp.Web.Observing;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>The last button of the wizard: past the gate that keeps floods out, then filed. Forms and circuits both come this way.</summary>
public sealed class WizardSending(FilingWizard wizard, FloodGate gate, PortalMeters? meters = null)
{
    /// <summary>What the form is to carry, going on from what it was sent with.</summary>
    public FormWork Open(Draft draft, string? token, string? answer, VisitorKey? visitor)
        => gate.Open(FormPurpose.Filing, $"{draft.Form:N}", token, answer, visitor);

    /// <summary>Sends the complaint, or says what has to be mended or waited for first. Nothing that was entered is lost by it.</summary>
    public async Task<IReadOnlyList<Fault>> SendAsync(Draft draft, FormWork work, CancellationToken ct)
    {
        if (draft.Step < WizardStep.Review)
        {
            return await wizard.NextAsync(draft, ct);
        }

        FilingWizard.Prepare(draft);
        if (!draft.IsSent && await gate.AdmitAsync(work, FormPurpose.Filing, $"{draft.Form:N}", draft.TrackingId) is { IsAdmitted: false } not)
        {
            meters?.CitizenActed(not.Wait is null ? "complaint asked to do the work anew" : "complaint asked to wait");
            return [WorkFault.Of("send", not)];
        }

        var faults = await wizard.SendAsync(draft, ct);
        meters?.CitizenActed(faults.Count == 0 ? "complaint sent" : "complaint not sent");
        return faults;
    }
}

/// <summary>What a form says that may not write yet.</summary>
internal static class WorkFault
{
    public const string AnewKey = "Flood.Anew";

    public static Fault Of(string field, Admission admission)
        => admission.Wait is null ? new Fault(field, AnewKey) : new Fault(field, "Flood.Wait", $"{admission.Seconds}");
}
