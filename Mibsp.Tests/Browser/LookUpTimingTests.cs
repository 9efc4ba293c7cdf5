using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>How long a look-up takes says nothing of the tracking ID: not whether it is one, not whether anybody has it.</summary>
[Trait("Category", "Browser")]
public sealed partial class LookUpTimingTests
{
    private const int Samples = 320;
    private const int AtOnce = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unknown_malformed_and_known_ids_take_the_same_time()
    {
        // Without the pause that many look-ups from one address get, under which small differences would be lost.
        await using var portal = new PortalProcess(new() { ["Flood__LookUpsPerMinute"] = "1000000" });
        await portal.StartAsync(Token);
        var kinds = new Dictionary<string, Func<string>>
        {
            ["unknown"] = () => TrackingId.New().Reveal(),
            ["malformed"] = () => TrackingId.New().Reveal()[..^1] + "?",
            ["known"] = () => DemoTrackingIds.Closed,
        };
        var plan = kinds.Keys.SelectMany(kind => Enumerable.Repeat(kind, Samples)).ToArray();
        RandomNumberGenerator.Shuffle(plan.AsSpan());
        var times = kinds.Keys.ToDictionary(kind => kind, _ => new List<double>());

        // The first look-ups pay for what is made once.
        await AskAllAsync(portal, plan[..60], kinds, (_, _) => { });
        await AskAllAsync(portal, plan, kinds, (kind, took) =>
        {
            lock (times)
            {
                times[kind].Add(took.TotalMilliseconds);
            }
        });

        // Four standard errors of the statistic when there is no difference: one run in five thousand is beyond it by chance.
        var allowed = 4 * Math.Sqrt((2.0 * Samples + 1) / (12.0 * Samples * Samples));
        foreach (var (a, b) in new[] { ("unknown", "malformed"), ("unknown", "known"), ("malformed", "known") })
        {
            var area = AreaUnderCurve(times[a], times[b]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{a} / {b}: AUC {area:0.000} (0.5 ± {allowed:0.000}), KS {Distance(times[a], times[b]):0.000}, medians {Median(times[a]):0.0} / {Median(times[b]):0.0} ms, n = {Samples} each"));
            Assert.InRange(area, 0.5 - allowed, 0.5 + allowed);
        }
    }

    private static async Task AskAllAsync(PortalProcess portal, string[] plan, Dictionary<string, Func<string>> kinds, Action<string, TimeSpan> tell)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            using var http = new HttpClient { BaseAddress = new Uri(portal.Address) };
            var page = await http.GetStringAsync(new Uri("/track", UriKind.Relative), Token);
            var token = FormToken().Match(page).Groups[1].Value;
            for (var i = Interlocked.Increment(ref next); i < plan.Length; i = Interlocked.Increment(ref next))
            {
                using var form = new FormUrlEncodedContent(
                    [new("_handler", "find"), new("__RequestVerificationToken", token), new("TrackingId", kinds[plan[i]]()), new("go", "find")]);
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsync(new Uri("/track", UriKind.Relative), form, Token);
                var took = Stopwatch.GetElapsedTime(began);
                Assert.Equal(plan[i] is "known", (await answer.Content.ReadAsStringAsync(Token)).Contains("data-testid=\"status\"", StringComparison.Ordinal));
                tell(plan[i], took);
            }
        }));
    }

    /// <summary>Mann-Whitney: how often a value of the one is above one of the other. A half when they are alike.</summary>
    private static double AreaUnderCurve(List<double> a, List<double> b)
        => a.Sum(x => b.Sum(y => x > y ? 1.0 : x < y ? 0.0 : 0.5)) / (a.Count * (double)b.Count);

    /// <summary>Kolmogorov-Smirnov: the widest gap between the two distributions.</summary>
    private static double Distance(List<double> a, List<double> b)
        => a.Concat(b).Max(at => Math.Abs((a.Count(x => x <= at) / (double)a.Count) - (b.Count(y => y <= at) / (double)b.Count)));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();
}
