using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Suggesting;

namespace Mibsp.Tests.Domain.Suggesting;

/// <summary>
/// Measures the suggestion against labelled sentences (all invented, written before the phrases it works from). A sentence
/// without a service is one for which no idea is the right answer.
/// </summary>
public class ServiceSuggesterTests(ITestOutputHelper output)
{
    private const double AmongThree = 0.85;
    private const double Honest = 0.6;

    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly List<DepartmentRow> _departments = [.. DemoDirectory.Departments.Select((department, i) => new DepartmentRow(i + 1, department.Name, false, true))];

    private static readonly List<ServiceRow> _services =
    [
        .. DemoDirectory.Departments.SelectMany((department, i) => department.Services.Select(service => (i + 1, service)))
            .Select((pair, i) => new ServiceRow(i + 1, pair.Item1, pair.service.Name, pair.service.Description, pair.service.DeadlineDays, true)),
    ];

    private enum Script
    {
        English,
        Devanagari,
        Romanised,
    }

    [Fact]
    public void The_right_service_is_among_the_three_in_every_script()
    {
        Sentence[] sentences = [.. Read().Where(sentence => sentence.Service is not null)];
        Result[] results = [.. sentences.Select(sentence => new Result(sentence, Names(sentence.Text)))];
        foreach (Result miss in results.Where(result => !result.IsRight))
        {
            output.WriteLine($"{miss.Sentence.Service}: \"{miss.Sentence.Text}\" got {string.Join(", ", miss.Names)}");
        }

        Share("all", results);
        Assert.All(Enum.GetValues<Script>(), script => Share($"{script}", [.. results.Where(result => result.Sentence.Script == script)]));
    }

    [Fact]
    public void Words_about_something_else_get_no_guess_most_of_the_time()
    {
        Sentence[] sentences = [.. Read().Where(sentence => sentence.Service is null)];
        int silent = sentences.Count(sentence => Names(sentence.Text).Length == 0);
        output.WriteLine($"no idea: {silent}/{sentences.Length} = {(double)silent / sentences.Length:P1}");
        Assert.InRange((double)silent / sentences.Length, Honest, 1);
    }

    [Fact]
    public void The_sentences_are_many_cover_everything_and_are_not_what_it_learned_from()
    {
        Sentence[] sentences = [.. Read().Where(sentence => sentence.Service is not null)];
        Assert.True(sentences.Length >= 240);
        Assert.All([Script.Devanagari, Script.Romanised], script => Assert.True(sentences.Count(sentence => sentence.Script == script) >= sentences.Length / 3));
        Assert.All(_services, service => Assert.True(sentences.Count(sentence => sentence.Service == service.Name) >= 12));
        HashSet<string> learned = [.. Topic.All.SelectMany(topic => topic.Phrases).Select(Plain)];
        Assert.All(Read(), sentence => Assert.DoesNotContain(Plain(sentence.Text), learned));
    }

    [Fact]
    public void Every_service_of_the_demo_town_has_its_phrases()
        => Assert.All(_services, service => Assert.Contains(Topic.All, topic => topic.Service == service.Name && topic.Phrases.Count >= 20));

    [Fact]
    public void The_same_question_is_answered_the_same()
    {
        string[] before = [.. Read().Select(sentence => string.Join('|', Names(sentence.Text)))];
        ServiceSuggester.Suggest("anything", _departments, [_services[0]]);
        Assert.Equal(before, Read().Select(sentence => string.Join('|', Names(sentence.Text))));
    }

    [Theory]
    [InlineData("stray dogs bite people in the market")]
    [InlineData("awara kutton ne do logon ko kata")]
    public void An_added_service_is_suggested_by_its_own_name_and_description(string text)
    {
        var added = new ServiceRow(99, 3, "Stray Dogs", "Dogs that bite or chase people. Awara kutte.", 5, true);
        Assert.Equal(new ServiceSuggestion(3, 99), ServiceSuggester.Suggest(text, _departments, [.. _services, added])[0]);
    }

    [Fact]
    public void A_service_that_is_not_offered_is_not_suggested()
        => Assert.DoesNotContain(ServiceSuggester.Suggest("pothole in the road", _departments, [.. _services.Where(service => service.Name != "Pothole Repair")]), found => found.ServiceId == 5);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("12345 %%% 67")]
    [InlineData("\0\ud800\u094d\u093c")]
    public void Nothing_said_is_nothing_found(string text) => Assert.Empty(ServiceSuggester.Suggest(text, _departments, _services));

    [Fact]
    public void A_directory_without_services_has_nothing_to_suggest() => Assert.Empty(ServiceSuggester.Suggest("pothole", _departments, []));

    [Fact]
    public void Only_so_much_is_read()
    {
        string padding = new('.', ServiceSuggester.LongestText);
        Assert.Empty(ServiceSuggester.Suggest(padding + "pothole in the road", _departments, _services));
        Assert.NotEmpty(ServiceSuggester.Suggest(padding[..4000] + "pothole in the road", _departments, _services));
    }

    [Fact]
    public void Twice_the_text_costs_about_twice_as_much()
    {
        string[] words = [.. Read().SelectMany(sentence => sentence.Text.Split(' ')).Distinct().Select((word, i) => $"{word}{(char)('a' + (i % 26))}")];
        string text = string.Join(' ', words)[..ServiceSuggester.LongestText];
        Assert.InRange(Cost(text) / Cost(text[..(text.Length / 4)]), 0, 16);
    }

    [Theory]
    [InlineData("कचरा", "kachra")]
    [InlineData("connection", "conection")]
    [InlineData("मच्छर", "machar")]
    [InlineData("बिजली", "bijlee")]
    [InlineData("कनेक्शन", "kaneksan")]
    public void What_sounds_alike_has_the_same_skeleton(string one, string other)
        => Assert.Equal(Sound.Skeleton(Sound.Words(one).Single()), Sound.Skeleton(Sound.Words(other).Single()));

    private static double Cost(string text) => Enumerable.Range(0, 5).Min(_ =>
    {
        long start = Stopwatch.GetTimestamp();
        ServiceSuggester.Suggest(text, _departments, _services);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    });

    private void Share(string name, Result[] results)
    {
        int right = results.Count(result => result.IsRight);
        int first = results.Count(result => result.Names.FirstOrDefault() == result.Sentence.Service);
        output.WriteLine($"{name}: among three {right}/{results.Length} = {(double)right / results.Length:P1}, first {first}, no idea {results.Count(result => result.Names.Length == 0)}");
        Assert.InRange((double)right / results.Length, AmongThree, 1);
    }

    private static string[] Names(string text)
        => [.. ServiceSuggester.Suggest(text, _departments, _services).Select(found => _services.Single(service => service.Id == found.ServiceId).Name)];

    private static string Plain(string text) => string.Join(' ', Sound.Words(text));

    private static Sentence[] Read()
    {
        using Stream file = typeof(ServiceSuggesterTests).Assembly.GetManifestResourceStream("sentences.json")!;
        return JsonSerializer.Deserialize<Sentence[]>(file, _format)!;
    }

    private sealed record Sentence(string? Service, Script Script, string Text);

    private sealed record Result(Sentence Sentence, string[] Names)
    {
        internal bool IsRight => Names.Contains(Sentence.Service);
    }
}
