using Mibsp.Web.Flood;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>The last button of the wizard: past the gate that keeps floods out, then filed. Forms and circuits both come this way.</summary>
public sealed class WizardSending(FilingWizard wizard, FloodGate gate)
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
        if (!draft.IsSent && gate.Admit(work, FormPurpose.Filing, $"{draft.Form:N}", draft.TrackingId) is { IsAdmitted: false } not)
        {
            return [WorkFault.Of("send", not)];
        }

        return await wizard.SendAsync(draft, ct);
    }
}

/// <summary>What a form says that may not write yet.</summary>
internal static class WorkFault
{
    public const string AnewKey = "Flood.Anew";

    public static Fault Of(string field, Admission admission)
        => admission.Wait is null ? new Fault(field, AnewKey) : new Fault(field, "Flood.Wait", $"{admission.Seconds}");
}
