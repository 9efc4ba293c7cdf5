using Mibsp.Web.Flood;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>What a plain form asks for: reads the posted fields into the draft and presses the button that was pressed.</summary>
internal static class WizardPost
{
    /// <summary>Applies the posted form to <paramref name="draft"/> and returns what is wrong, if anything.</summary>
    public static async Task<IReadOnlyList<Fault>> ApplyAsync(
        FilingWizard wizard, WizardSending sending, FormWork work, Draft draft, IFormCollection form, CancellationToken ct)
    {
        if (!draft.IsSent)
        {
            DraftForm.Read(form, draft);
        }

        var (go, about) = Split(form["go"].ToString());
        var faults = draft.Step is WizardStep.Evidence && go is not "remove" ? await TakeFilesAsync(wizard, draft, form.Files, ct) : [];

        switch (go)
        {
            case "back":
                FilingWizard.Back(draft);
                return [];
            case "edit" when Enum.TryParse<WizardStep>(about, out var step):
                FilingWizard.GoTo(draft, step);
                return [];
            case "suggest" or "take":
                await AskAsync(wizard, draft, about, ct);
                return [];
            case "remove" when int.TryParse(about, out var index):
                wizard.RemoveFile(draft, index);
                return [];
            case "next" when faults.Count == 0:
                faults.AddRange(await wizard.NextAsync(draft, ct));
                break;
            case "send":
                faults.AddRange(await sending.SendAsync(draft, work, ct));
                break;
            case "noted":
                faults.AddRange(FilingWizard.Note(draft, form["LastGroup"]));
                break;
        }

        FilingWizard.Prepare(draft);
        return faults;
    }

    // With a number it is the choice of a suggested service, without one it asks for suggestions.
    private static Task AskAsync(FilingWizard wizard, Draft draft, string about, CancellationToken ct)
        => int.TryParse(about, out var service) ? wizard.TakeAsync(draft, service, ct) : wizard.SuggestAsync(draft, ct);

    private static async Task<List<Fault>> TakeFilesAsync(FilingWizard wizard, Draft draft, IFormFileCollection files, CancellationToken ct)
    {
        var faults = new List<Fault>();
        foreach (var file in files.Where(f => f.Name == "files" && (f.Length > 0 || f.FileName.Length > 0)))
        {
            await using var content = file.OpenReadStream();
            if (await wizard.AddFileAsync(draft, content, ct) is { } fault && !faults.Contains(fault))
            {
                faults.Add(fault);
            }
        }

        return faults;
    }

    private static (string Go, string About) Split(string value)
    {
        var parts = value.Split(':', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
