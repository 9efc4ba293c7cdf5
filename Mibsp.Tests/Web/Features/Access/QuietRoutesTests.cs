using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Domain.Access;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Features.Access;

/// <summary>Every address of the portal, found by asking it, for somebody from whom a case is kept: the same answer as before there was the case.</summary>
public sealed partial class QuietRoutesTests(WebHost host) : IClassFixture<WebHost>
{
    /// <summary>What shows the public figures. Everybody is told the same there, whoever asks.</summary>
    private static readonly string[] _public = ["/", "/dashboard", "/api/stats", "/api/chart/monthly", "/api/chart/dept", "/api/chart/status"];

    /// <summary>Not about complaints, and different each time: how the portal is.</summary>
    private static readonly string[] _health = ["/health", "/health/live", "/health/ready"];

    /// <summary>Numbers and hashes of the record, which grows with each asking. What it says beside them: RecordExportTests.</summary>
    private static readonly string[] _record = ["/admin/audit-logs/export"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_recused_gets_the_same_bytes_with_and_without_the_case()
    {
        var town = await new QuietTown(host.Town).BuildAsync();
        foreach (var role in Enum.GetValues<StaffRole>().Where(role => role is not StaffRole.Auditor))
        {
            var (me, browser) = (town.First(role), new StaffBrowser(host.Browser()));
            await browser.SignInAsync(me.UserName);
            var before = await AskAsync(browser, "2031-000001", Identifiers.Random());
            Assert.Equal(before, await AskAsync(browser, "2031-000002", Identifiers.Random()));

            var filed = await town.FileAsync(A.NewComplaint(me.Actor.DepartmentId ?? host.Town.Water));
            var file = Assert.Single(await town.FilesAsync(filed));
            Town.Done(await host.Town.Get<ComplaintRouting>().RecuseAsync(await host.Town.SeenAsync(filed), me.Id, "A cousin.", host.Town.Administrator, Token));
            Assert.Equal(before, await AskAsync(browser, filed.CaseNumber, file));
            Assert.Equal(before, await AskAsync(browser, filed.CaseNumber, filed.Id));
            Assert.True(await town.LiveAsync(filed, me) >= 8);
            Assert.Equal(before, await AskAsync(browser, filed.CaseNumber, file));
            await SameForEverybodyAsync(browser, role);
        }
    }

    // The figures in memory are read anew while the two ask, hence until they agree.
    private async Task SameForEverybodyAsync(StaffBrowser me, StaffRole role)
    {
        var browser = new StaffBrowser(host.Browser());
        await browser.SignInAsync((await host.Town.HireAsync(role)).UserName);
        foreach (var route in _public)
        {
            var (mine, theirs) = ("", "-");
            for (var tries = 0; mine != theirs && tries < 200; tries++)
            {
                (mine, theirs) = (await AnswerAsync(me, route), await AnswerAsync(browser, route));
            }

            Assert.Equal(theirs, mine);
        }
    }

    private async Task<List<string>> AskAsync(StaffBrowser browser, string caseNumber, Guid id)
    {
        var answers = new List<string>();
        foreach (var route in Routes().Except(_public, StringComparer.OrdinalIgnoreCase).Except([.. _health, .. _record], StringComparer.OrdinalIgnoreCase))
        {
            var address = Place().Replace(route, place => place.Value switch
            {
                "{documentName}" => "v1",
                "{id:guid}" or "{Id:guid}" => id.ToString(),
                "{CaseNumber}" or "{Number}" => caseNumber,
                _ => "1",
            });
            var answer = (await AnswerAsync(browser, address)).Replace(caseNumber, "NUMBER", StringComparison.Ordinal).Replace(id.ToString(), "ID", StringComparison.Ordinal);
            answers.Add($"{route} {answer}");
        }

        return answers;
    }

    private static async Task<string> AnswerAsync(StaffBrowser browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        var body = await answer.Content.ReadAsStringAsync(Token);
        return $"{(int)answer.StatusCode} {answer.Headers.Location} {answer.Content.Headers.ContentType} {answer.Content.Headers.ContentDisposition}\n{Once().Replace(body, "")}";
    }

    // Leaving ends the sitting; what the framework serves for itself, files and circuits, is not a page of ours.
    private List<string> Routes() => [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
        .Where(route => !route.StartsWith("/_", StringComparison.Ordinal) && !Path.HasExtension(route.Replace(".json", "", StringComparison.Ordinal)) && !route.Contains("{*", StringComparison.Ordinal))
        .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    /// <summary>What is drawn anew for each answer: tokens of forms, marks of circuits.</summary>
    [GeneratedRegex("<!--Blazor.*?-->|<input[^>]*type=\"hidden\"[^>]*>|nonce=\"[^\"]*\"", RegexOptions.Singleline)]
    private static partial Regex Once();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
