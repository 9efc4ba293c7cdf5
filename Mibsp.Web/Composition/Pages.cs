using Mibsp.Web.Components;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Features.Citizen.Tracking;
using Mibsp.Web.Security;

namespace Mibsp.Web.Composition;

internal static class Pages
{
    public static void AddMibspPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents()
            // A sealed draft of 5,000 Devanagari letters goes to the browser and comes back when a circuit starts.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 512 * 1024);
        builder.AddMibspFlood();
        services.AddSingleton<FilingWizard>().AddSingleton<WizardSending>().AddSingleton<DraftSeal>();
        services.AddSingleton<TrackingDesk>().AddSingleton<AfterwardsDesk>().AddSingleton<CitizenActs>().AddSingleton<EvenPace>();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "form";
            forms.Cookie.HttpOnly = true;
            forms.Cookie.SameSite = SameSiteMode.Strict;
            // A session cookie: no lifetime, and its content is random and sealed.
            forms.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            // SecurityHeaders says this, and more, for every answer.
            forms.SuppressXFrameOptionsHeader = true;
        });
    }

    public static void MapMibspPages(this IEndpointRouteBuilder routes) => routes
        .MapRazorComponents<App>()
        .AddInteractiveServerRenderMode(server =>
        {
            // A circuit costs 172 kB without compression and 433 kB with it.
            server.DisableWebSocketCompression = true;
            // SecurityHeaders sends one policy; the framework would add a second, weaker one.
            server.ContentSecurityFrameAncestorsPolicy = null;
        });
}
