using System.Text.Json;
using System.Text.Json.Serialization;
using Mibsp.Domain.Coach;

namespace Mibsp.Tests.Domain.Coach;

/// <summary>
/// Measures the coach against labelled sentences (all invented). Whoever finds a sentence that it misses or accuses wrongly
/// adds it to the file; the floors say how much of that may stay unsolved.
/// </summary>
public class CoachExamplesTests(ITestOutputHelper output)
{
    private const double NumbersFound = 0.95;
    private const double PhrasesFound = 0.8;
    private const double Right = 0.9;

    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static readonly CoachKind[] _numbers =
        [CoachKind.PhoneNumber, CoachKind.Email, CoachKind.Aadhaar, CoachKind.Pan, CoachKind.VehiclePlate, CoachKind.TrackingId];

    [Theory]
    [InlineData("examples.en.json")]
    [InlineData("examples.hi.json")]
    public void Finds_what_it_should_and_little_else(string name)
    {
        using Stream file = typeof(CoachExamplesTests).Assembly.GetManifestResourceStream(name)!;
        Example[] examples = JsonSerializer.Deserialize<Example[]>(file, _format)!;
        Assert.True(examples.Length >= 60);
        Assert.All(Enum.GetValues<CoachKind>(), kind => Assert.Contains(examples, example => example.Expect.Contains(kind)));
        Result[] results = [.. examples.SelectMany(Compare)];
        foreach (Result result in results.Where(result => result.Found != result.Expected))
        {
            output.WriteLine($"{result.Kind}: expected {result.Expected}, found {result.Found} in \"{result.Text}\"");
        }

        foreach (bool numbers in (bool[])[true, false])
        {
            Result[] group = [.. results.Where(result => _numbers.Contains(result.Kind) == numbers)];
            double both = group.Sum(result => Math.Min(result.Expected, result.Found));
            double recall = both / group.Sum(result => result.Expected);
            double precision = both / group.Sum(result => result.Found);
            output.WriteLine($"{name} {(numbers ? "numbers" : "phrases")}: recall {recall:P1}, precision {precision:P1}");
            Assert.InRange(recall, numbers ? NumbersFound : PhrasesFound, 1);
            Assert.InRange(precision, Right, 1);
        }
    }

    private static IEnumerable<Result> Compare(Example example)
    {
        CoachKind[] found = [.. IdentityCoach.Look(example.Text).Select(finding => finding.Kind)];
        return found.Union(example.Expect)
            .Select(kind => new Result(example.Text, kind, example.Expect.Count(each => each == kind), found.Count(each => each == kind)));
    }

    private sealed record Example(string Text, CoachKind[] Expect);

    private sealed record Result(string Text, CoachKind Kind, int Expected, int Found);
}
