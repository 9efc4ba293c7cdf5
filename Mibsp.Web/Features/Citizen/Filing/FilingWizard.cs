using Microsoft.Extensions.Options;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Suggesting;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Options;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>
/// The wizard without a face: what each button does to a draft. Forms and circuits call the same methods, so that neither
/// can do what the other cannot.
/// </summary>
public sealed class FilingWizard(
    ComplaintFiling filing, DirectoryQueries directory, EvidenceIntake intake, EvidenceStore store, MunicipalTime time,
    IOptions<StorageOptions> options)
{
    public Task<FilingDirectory> DirectoryAsync(CancellationToken ct) => FilingDirectory.ReadAsync(directory, ct);

    /// <summary>Goes on if the step is right; says what is wrong if not.</summary>
    public async Task<IReadOnlyList<Fault>> NextAsync(Draft draft, CancellationToken ct)
    {
        if (draft.Step >= WizardStep.Review)
        {
            return [];
        }

        var offered = await DirectoryAsync(ct);
        Settle(draft, offered);
        var faults = DraftChecks.Check(draft, draft.Step, offered, time.Today);
        if (faults.Count == 0)
        {
            draft.Step++;
        }

        return faults;
    }

    /// <summary>Goes back, to correct something; what was typed stays, right or wrong.</summary>
    public static void Back(Draft draft)
    {
        if (draft.Step is > WizardStep.Kind and not WizardStep.Receipt)
        {
            draft.Step--;
        }
    }

    public static void GoTo(Draft draft, WizardStep step)
    {
        if (step < draft.Step && !draft.IsSent)
        {
            draft.Step = step;
        }
    }

    /// <summary>Looks for services that the typed words may be about. Worked out here; the words go nowhere.</summary>
    public async Task SuggestAsync(Draft draft, CancellationToken ct)
    {
        if (draft.Step is WizardStep.Place)
        {
            var offered = await DirectoryAsync(ct);
            draft.Suggested = string.IsNullOrWhiteSpace(draft.Words)
                ? null
                : [.. ServiceSuggester.Suggest(draft.Words, offered.Departments, offered.Services).Select(suggestion => suggestion.ServiceId)];
        }
    }

    /// <summary>Chooses a suggested service and its department.</summary>
    public async Task TakeAsync(Draft draft, int serviceId, CancellationToken ct)
    {
        if (draft.Step is WizardStep.Place && (await DirectoryAsync(ct)).Services.FirstOrDefault(s => s.Id == serviceId) is { } service)
        {
            (draft.DepartmentId, draft.ServiceId) = (service.DepartmentId, service.Id);
        }
    }

    /// <summary>
    /// Sends the complaint. Every step is checked again first; the first one that is not right is gone back to. The tracking
    /// ID in the draft must have been drawn before (<see cref="Prepare"/>), which makes a second press harmless.
    /// </summary>
    public async Task<IReadOnlyList<Fault>> SendAsync(Draft draft, CancellationToken ct)
    {
        if (draft.IsSent)
        {
            return [];
        }

        var offered = await DirectoryAsync(ct);
        for (var step = WizardStep.Kind; step < WizardStep.Review; step++)
        {
            if (DraftChecks.Check(draft, step, offered, time.Today) is { Count: > 0 } faults)
            {
                draft.Step = step;
                return faults;
            }
        }

        Prepare(draft);
        if (!TrackingId.TryParse(draft.TrackingId, out var id))
        {
            throw new InvalidOperationException("A draft holds what is no tracking ID.");
        }

        var outcome = await filing.FileAsync(Complaint(draft), id, ct);
        if (outcome.Refusal is { } refusal)
        {
            draft.Files.RemoveAll(_ => refusal is Refusal.EvidenceGone);
            draft.Step = refusal is Refusal.EvidenceGone or Refusal.TooManyFiles ? WizardStep.Evidence : draft.Step;
            return [new Fault("send", $"Refused.{refusal}")];
        }

        draft.DeadlineOn = outcome.DeadlineOn;
        draft.Step = WizardStep.Receipt;
        Forget(draft);
        return [];
    }

    /// <summary>Draws the tracking ID that the complaint will have, once.</summary>
    public static void Prepare(Draft draft)
    {
        if (draft.Step is WizardStep.Review)
        {
            draft.TrackingId ??= TrackingId.New().Reveal();
        }
    }

    /// <summary>Typing the last group back shows that the tracking ID was written down.</summary>
    public static IReadOnlyList<Fault> Note(Draft draft, string? typed)
    {
        draft.IsNoted = TrackingId.TryParse(draft.TrackingId, out var id) && id.LastGroupIs(typed);
        return draft.IsNoted ? [] : [new Fault("LastGroup", "Receipt.LastGroupWrong")];
    }

    /// <summary>Takes one file: decides its type, removes what it tells besides, and stages it. Returns what is wrong with it, if anything.</summary>
    public async Task<Fault?> AddFileAsync(Draft draft, Stream content, CancellationToken ct)
    {
        if (draft.Files.Count >= ComplaintFiling.FilesMax)
        {
            return new Fault("files", "Evidence.TooMany", $"{ComplaintFiling.FilesMax}");
        }

        var result = await intake.AcceptAsync(content, options.Value.MaxUploadBytes - draft.FileBytes, ct);
        if (result.Accepted is not { } accepted)
        {
            return new Fault("files", $"Evidence.Refused.{result.Refusal}");
        }

        draft.Files.Add(await store.StageAsync(accepted, ct));
        return null;
    }

    public void RemoveFile(Draft draft, int index)
    {
        if (index >= 0 && index < draft.Files.Count && !draft.IsSent)
        {
            store.DeleteStaged(draft.Files[index].Name);
            draft.Files.RemoveAt(index);
        }
    }

    /// <summary>A complaint about retaliation, or one kept from the department, goes to the integrity cell.</summary>
    public static bool GoesAroundDepartment(Draft draft)
        => draft.Kind is ComplaintKind.Retaliation || draft.KeepFrom is KeepFrom.DepartmentOfficers or KeepFrom.DepartmentHead;

    // A service chosen without its department says the department, too.
    private static void Settle(Draft draft, FilingDirectory offered)
    {
        if (draft.Step is WizardStep.Place && draft.DepartmentId is null && draft.ServiceId is > 0)
        {
            draft.DepartmentId = offered.Services.FirstOrDefault(s => s.Id == draft.ServiceId)?.DepartmentId;
        }
    }

    // Once it is sent, the form needs to know the tracking ID and nothing else.
    private static void Forget(Draft draft)
    {
        (draft.Files, draft.Suggested, draft.Words) = ([], null, "");
        (draft.Description, draft.Amount, draft.FileNumber, draft.HowToCheck) = ("", "", "", "");
        (draft.Day, draft.Month, draft.Year) = ("", "", "");
    }

    private static NewComplaint Complaint(Draft draft)
    {
        var (on, byMonth) = DraftChecks.When(draft);
        var story = new ComplaintStory(
            draft.Description.Trim(), on, byMonth,
            draft.Kind is { } kind && kind.HasAmount() ? DraftChecks.Amount(draft) : null,
            Blank(draft.FileNumber), Blank(draft.HowToCheck));
        return new NewComplaint(
            draft.Kind!.Value, draft.DepartmentId!.Value, draft.ServiceId is > 0 ? draft.ServiceId : null, draft.WardId,
            draft.KeepFrom!.Value, story, draft.Files);
    }

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
