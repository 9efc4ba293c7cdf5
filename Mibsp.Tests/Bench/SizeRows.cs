using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Load;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Bench;

/// <summary>The same pages over many complaints and over few, in turns.</summary>
public sealed class SizeRows
{
    private static readonly string[] _public = ["", "dashboard", "api/stats", "api/chart/monthly", "api/chart/dept", "api/services/1", "submit", "track"];

    private static readonly (string Who, string Path, string Sign)[] _staff =
    [
        ("officer_water", "/officer/dashboard", "tile__value"), ("officer_water", "/officer/dashboard?status=any&sort=newest", "tile__value"),
        ("supervisor_water", "/officer/dashboard", "tile__value"), ("integrity", "/officer/dashboard", "tile__value"),
        ("admin", "/admin/dashboard", "overview"), ("admin", "/admin/complaints", "list-tools"), ("admin", "/admin/complaints?status=Closed&order=Deadline", "list-tools"),
        ("admin", "/admin/complaints?department=1", "list-tools"), ("admin", "/admin/officers", "table"), ("admin", "/admin/departments", "departments"), ("admin", "/admin/audit-logs", "entry"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Row", "size")]
    public async Task Public_pages()
    {
        await using var many = await Published.PortalAsync(Table.Text("LARGE")!, Token);
        await using var few = await Published.PortalAsync(Table.Text("SMALL")!, Token);
        await many.QuietAsync(Token);
        await few.QuietAsync(Token);
        var found = new List<(string Path, double Many, double Few, double Ratio)>();
        foreach (var path in _public)
        {
            var (large, small, ratio) = await Load.CompareAsync(new Uri(many.Address, path), new Uri(few.Address, path), Token);
            found.Add((path, large, small, ratio));
        }

        var worst = found.MinBy(f => f.Ratio);
        Table.AtLeast($"{found.Count} public pages and APIs at {Table.Text("LARGE_IS")} complaints; the worst: `/{worst.Path}`", $"{worst.Many:N0}/s", $"itself at 1,000: {worst.Few:N0}/s", worst.Ratio, 0.9);
    }

    [Fact(Explicit = true), Trait("Row", "lists")]
    public async Task Pages_of_staff()
    {
        await using var many = Open("LARGE");
        await using var few = Open("MIDDLE");
        using var http = new HttpClient();
        var found = new List<(string Page, double Many, double Few, double Ratio)>();
        foreach (var (who, path, sign) in _staff)
        {
            var cookies = (Many: await CookieAsync(many, who), Few: await CookieAsync(few, who));
            var (large, small, ratios) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = -2; round < Table.Setting("OPENED", 9); round++)
            {
                var (slow, quick) = (await DrawnAsync(many, http, cookies.Many, path, sign), await DrawnAsync(few, http, cookies.Few, path, sign));
                if (round >= 0)
                {
                    large.Add(slow);
                    small.Add(quick);
                    ratios.Add(quick / slow);
                }
            }

            found.Add(($"{path} ({who})", Table.Median(large), Table.Median(small), Table.Median(ratios)));
        }

        var worst = found.MinBy(f => f.Ratio);
        Table.AtLeast($"{found.Count} queue and admin pages at {Table.Text("LARGE_IS")} complaints; the worst: `{worst.Page}`", $"drawn in {worst.Many:N0} ms", $"itself at 10,000: {worst.Few:N0} ms", worst.Ratio, 0.7);
        Table.Note("Ratios of all of them: " + string.Join(", ", found.Select(f => $"`{f.Page}` {Table.N(f.Ratio)}")));
    }

    private static LoadHost Open(string folder) => new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(Table.Text(folder)!, "mibsp.db")}", Table.Text(folder)!);

    private static async Task<double> DrawnAsync(LoadHost host, HttpClient http, string cookie, string path, string sign)
    {
        await using var page = new CircuitClient(host.Address, cookie, sign);
        var began = Stopwatch.GetTimestamp();
        await page.OpenAsync(http, path, Token);
        var drawn = page.Times.Drawn;
        await page.LeaveAsync(http, Token);
        return Stopwatch.GetElapsedTime(began, drawn).TotalMilliseconds;
    }

    private static async Task<string> CookieAsync(LoadHost host, string name)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync(Token);
        var user = await db.Users.SingleAsync(u => u.UserName == name, Token);
        user.MustChangePassword = false;
        await db.SaveChangesAsync(Token);
        return await host.CookieAsync(new Member(user.Id, name, user.DisplayName, new Actor(user.Id, user.Role, user.DepartmentId)));
    }
}
