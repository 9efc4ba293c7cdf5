using System.Text.Json;
using System.Text.Json.Serialization;
using Mibsp.Domain.Coach;

namespace Mibsp.Tests.Domain.Coach;

/// <summary>
/// Measures the coach against labelled sentences (all invented). Whoever finds a sentence that it misses or accuses wrongly
/// adds it to the file; the floors say how much of that may stay unsolved. Sentences marked <c>heldOut</c> were written before
/// the rules were worked on and no rule was made for them: their figures say what to expect of sentences nobody has seen.
/// </summary>
public class CoachExamplesTests(ITestOutputHelper output)
{
    private const double NumbersFound = 0.95;
    private const double PhrasesFound = 0.8;
    private const double Right = 0.9;

    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static readonly CoachKind[] _numbers =
    [
        CoachKind.PhoneNumber, CoachKind.Email, CoachKind.Aadhaar, CoachKind.Pan, CoachKind.VehiclePlate, CoachKind.TrackingId,
        CoachKind.BankDetail,
    ];

    [Theory]
    [InlineData("examples.en.json", false)]
    [InlineData("examples.en.json", true)]
    [InlineData("examples.hi.json", false)]
    [InlineData("examples.hi.json", true)]
    public void Finds_what_it_should_and_little_else(string name, bool heldOut)
    {
        Result[] results = [.. Read(name).Where(example => example.HeldOut == heldOut).SelectMany(Compare)];
        foreach (Result result in results.Where(result => result.Found != result.Expected))
        {
            output.WriteLine($"{result.Kind}: expected {result.Expected}, found {result.Found} in \"{result.Text}\"");
        }

        foreach (bool numbers in (bool[])[true, false])
        {
            Result[] group = [.. results.Where(result => _numbers.Contains(result.Kind) == numbers)];
            (int both, int expected, int found) = (group.Sum(result => Math.Min(result.Expected, result.Found)), group.Sum(result => result.Expected), group.Sum(result => result.Found));
            double recall = (double)both / expected;
            double precision = (double)both / found;
            output.WriteLine($"{name}{(heldOut ? ", held out" : "")}, {(numbers ? "numbers" : "phrases")}: recall {both}/{expected} = {recall:P1}, precision {both}/{found} = {precision:P1}");
            Assert.InRange(recall, numbers ? NumbersFound : PhrasesFound, 1);
            Assert.InRange(precision, Right, 1);
        }
    }

    [Theory]
    [InlineData("examples.en.json")]
    [InlineData("examples.hi.json")]
    public void There_are_enough_sentences_of_both_sorts(string name)
    {
        Example[] examples = Read(name);
        int harmless = examples.Count(example => example.Expect.Length == 0);
        output.WriteLine($"{name}: {examples.Length} sentences, {harmless} harmless, {examples.Count(example => example.HeldOut)} held out");
        Assert.True(examples.Length >= 200);
        Assert.InRange(harmless, examples.Length / 3, 2 * examples.Length / 3);
        Assert.InRange(examples.Count(example => example.HeldOut), examples.Length / 4, examples.Length / 2);
        Assert.Equal(examples.Length, examples.Select(example => example.Text).Distinct().Count());
        Assert.All(
            examples.GroupBy(example => example.HeldOut),
            part => Assert.All(Enum.GetValues<CoachKind>(), kind => Assert.Contains(part, example => example.Expect.Contains(kind))));
    }

    private static Example[] Read(string name)
    {
        using Stream file = typeof(CoachExamplesTests).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Example[]>(file, _format)!;
    }

    private static IEnumerable<Result> Compare(Example example)
    {
        CoachKind[] found = [.. IdentityCoach.Look(example.Text).Select(finding => finding.Kind)];
        return found.Union(example.Expect)
            .Select(kind => new Result(example.Text, kind, example.Expect.Count(each => each == kind), found.Count(each => each == kind)));
    }

    private sealed record Example(string Text, CoachKind[] Expect, bool HeldOut = false);

    private sealed record Result(string Text, CoachKind Kind, int Expected, int Found);
}
