using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Common;
using Mibsp.Domain.Notifying;

namespace Mibsp.Web.Features.Staff.Notices;

/// <summary>How somebody wants to be told. What was typed stays when it is refused.</summary>
public sealed partial class NoticeSettingsForm
{
    private const int HoursOfDay = 24;

    private bool _bellOn;
    private bool _digestOn;
    private string _email = "";
    private int _from;
    private int _until;
    private bool _onDaysOff;
    private Refusal? _refusal;
    private bool _busy;

    [Parameter, EditorRequired]
    public required NoticeWishes Wishes { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private (string Field, string Message)? Wrong => _refusal switch
    {
        null => null,
        Refusal.HoursOutOfRange => ("quiet-from", C["Refusal.HoursOutOfRange"]),
        Refusal.EmailInvalid when string.IsNullOrWhiteSpace(_email) => ("email", T["NoticeSettings.Email.Missing"]),
        { } other => ("email", C[$"Refusal.{other}"]),
    };

    private static RenderFragment Hours => builder =>
    {
        for (var hour = 0; hour < HoursOfDay; hour++)
        {
            builder.OpenElement(0, "option");
            builder.SetKey(hour);
            builder.AddAttribute(1, "value", hour);
            builder.AddContent(2, $"{hour:00}:00");
            builder.CloseElement();
        }
    };

    protected override void OnInitialized()
    {
        (_bellOn, _digestOn, _email) = (Wishes.BellOn, Wishes.DigestOn, Wishes.Email ?? "");
        (_from, _until, _onDaysOff) = (Wishes.Quiet.From, Wishes.Quiet.Until, Wishes.Quiet.OnDaysOff);
    }

    private string? ErrorAt(string field) => Wrong is { } wrong && wrong.Field == field ? wrong.Message : null;

    private async Task SubmitAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var wishes = new NoticeWishes(_bellOn, _digestOn, _email, new QuietHours(_from, _until, _onDaysOff));
            var outcome = await Choosing.SaveAsync(wishes, await Staff.GetAsync(), CancellationToken.None);
            _refusal = outcome.Refusal;
            if (outcome.Succeeded)
            {
                await OnSaved.InvokeAsync();
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
