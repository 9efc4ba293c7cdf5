using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Host;

/// <summary>Every route there is, tried by everybody there is. A new route fails here until somebody says whom it is for.</summary>
public sealed class AccessMatrixTests(WebHost host) : IClassFixture<WebHost>
{
    private static readonly StaffRole[] _everybody = Enum.GetValues<StaffRole>();
    private static readonly StaffRole[] _casework = [StaffRole.Officer, StaffRole.Supervisor, StaffRole.IntegrityOfficer, StaffRole.Commissioner];

    /// <summary>Null: open to anybody. Otherwise the roles that may.</summary>
    private static readonly Dictionary<string, StaffRole[]?> _matrix = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/"] = null, ["/how-it-works"] = null, ["/privacy"] = null, ["/about"] = null, ["/contact"] = null, ["/leave"] = null,
        ["/submit"] = null, ["/submit/slip"] = null, ["/track"] = null, ["/track/slip"] = null, ["/dashboard"] = null, ["/error"] = null,
        ["/auth/login"] = null, ["/auth/logout"] = null, ["/auth/second-step"] = null, ["/auth/setup"] = null,

        // Takes posts only; what it gives to whom: PasskeyOptionsTests.
        ["/auth/passkey-options"] = null,
        ["/api/stats"] = null, ["/api/chart/monthly"] = null, ["/api/chart/dept"] = null, ["/api/chart/status"] = null,
        ["/api/services/{departmentId:int}"] = null, ["/health"] = null, ["/health/live"] = null, ["/health/ready"] = null, ["/openapi/{documentName}.json"] = null,
        ["/auth/profile"] = _everybody, ["/auth/change-password"] = _everybody, ["/auth/second-factor"] = _everybody, ["/auth/recovery-codes"] = _everybody,
        ["/auth/passkeys"] = _everybody, ["/auth/confirm"] = _everybody,
        ["/officer/dashboard"] = _casework, ["/officer/complaint/{CaseNumber}"] = _casework, ["/officer/evidence/{id:guid}"] = _casework, ["/officer/draft"] = _casework,
        ["/officer/templates"] = [StaffRole.Supervisor, StaffRole.IntegrityOfficer, StaffRole.Administrator],
        ["/officer/metrics"] = [.. _casework, StaffRole.Administrator, StaffRole.Auditor],
        ["/officer/notices"] = _casework, ["/officer/notices/settings"] = _casework,
        ["/admin/dashboard"] = [StaffRole.Administrator, StaffRole.Auditor], ["/admin/complaints"] = [StaffRole.Administrator], ["/admin/complaints/export"] = [StaffRole.Administrator], ["/admin/assignment"] = [StaffRole.Administrator],
        ["/admin/complaints/{Number}"] = [StaffRole.Administrator], ["/admin/officers"] = [StaffRole.Administrator],
        ["/admin/departments"] = [StaffRole.Administrator], ["/admin/jobs"] = [StaffRole.Administrator], ["/admin/status"] = [StaffRole.Administrator], ["/admin/settings"] = [StaffRole.Administrator],
        ["/admin/officers/{Id:guid}"] = [StaffRole.Administrator], ["/admin/departments/{Id:int}"] = [StaffRole.Administrator], ["/admin/wards"] = [StaffRole.Administrator], ["/admin/templates/{Id:int}"] = [StaffRole.Administrator],
        ["/admin/departments/import"] = [StaffRole.Administrator], ["/admin/departments/export"] = [StaffRole.Administrator],
        ["/admin/calendars"] = [StaffRole.Administrator], ["/admin/calendars/{Id:int}"] = [StaffRole.Administrator],
        ["/admin/analytics"] = [StaffRole.Administrator, StaffRole.Commissioner, StaffRole.Auditor], ["/admin/analytics/export"] = [StaffRole.Administrator, StaffRole.Commissioner, StaffRole.Auditor],
        ["/admin/audit-logs"] = [StaffRole.Administrator, StaffRole.Auditor], ["/admin/audit-logs/export"] = [StaffRole.Administrator, StaffRole.Auditor],
    };

    [Fact]
    public async Task Every_route_answers_those_it_is_for_and_nobody_else()
    {
        var routes = Routes();
        Assert.Equal(_matrix.Keys.Select(route => route.ToUpperInvariant()).Order(), routes.Select(route => route.ToUpperInvariant()).Order());

        foreach (var route in routes.Where(route => _matrix[route] is not null))
        {
            using var answer = await host.Browser().GetAsync(new Uri(Filled(route), UriKind.Relative), Token);
            Assert.True(answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.Contains("/auth/login", StringComparison.Ordinal), $"{route} is open to strangers.");
        }

        foreach (var role in _everybody)
        {
            var browser = new StaffBrowser(host.Browser());
            await browser.SignInAsync((await host.Town.HireAsync(role)).UserName);
            foreach (var (route, isFor) in routes.Where(route => _matrix[route] is not null).Select(route => (route, _matrix[route]!.Contains(role))))
            {
                using var answer = await browser.GetAsync(Filled(route));
                Assert.True(isFor ? (int)answer.StatusCode < 500 && answer.StatusCode is not HttpStatusCode.Forbidden : answer.StatusCode is HttpStatusCode.Forbidden, $"{route} answers {answer.StatusCode} to the role {role}.");
            }
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Filled(string route) => route
        .Replace("{CaseNumber}", "2026-000001", StringComparison.Ordinal)
        .Replace("{Number}", "2026-000001", StringComparison.Ordinal)
        .Replace("{Id:int}", "1", StringComparison.Ordinal)
        .Replace("{Id:guid}", "7d0c7a0a-0f0e-4b7e-9b80-6f2f6f1f0a11", StringComparison.Ordinal)
        .Replace("{id:guid}", "7d0c7a0a-0f0e-4b7e-9b80-6f2f6f1f0a11", StringComparison.Ordinal);

    // What the framework serves for itself, files and circuits, is not a page of ours.
    private List<string> Routes() => [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
        .Where(route => !route.StartsWith("/_", StringComparison.Ordinal) && !Path.HasExtension(route.Replace(".json", "", StringComparison.Ordinal)) && !route.Contains("{*", StringComparison.Ordinal))
        .Distinct(StringComparer.OrdinalIgnoreCase)];
}
