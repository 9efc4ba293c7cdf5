using Mibsp.Domain.Departments;

namespace Mibsp.Domain.Suggesting;

/// <summary>
/// Says which service a citizen's own words may be about: in English, in Hindi, or in Hindi with Latin letters, rightly
/// spelled or not. It works from phrases that come with the program and from the names and descriptions in the directory, so
/// that a service added or renamed by the administrator is found too. Pure: it keeps, logs and sends nothing of what it is
/// asked, and answers the same question always the same.
/// </summary>
public static class ServiceSuggester
{
    /// <summary>Of a longer text only this much is read.</summary>
    public const int LongestText = 5_000;

    /// <summary>More choices than this would be no help.</summary>
    public const int MostSuggestions = 3;

    // How much must speak for a service to be named at all, and how far behind the first another may be. Both are natural
    // logarithms of how much likelier the words are with the service than without.
    private const double Enough = 1.6;
    private const double Near = 3;
    private const double NameWeight = 4;

    private static Prepared? _last;

    /// <summary>Up to three services, the likeliest first; none when the words do not tell.</summary>
    public static IReadOnlyList<ServiceSuggestion> Suggest(string words, IReadOnlyList<DepartmentRow> departments, IReadOnlyList<ServiceRow> services)
    {
        Prepared prepared = Prepare(departments, services);
        (double[] spoken, double[] scores) = prepared.Model.Judge(words.Length > LongestText ? words[..LongestText] : words);
        double nothing = scores[^1];
        var ranked = services.Select((service, number) => (Service: service, Score: scores[number], For: spoken[number]))
            .OrderByDescending(each => each.Score).ThenBy(each => each.Service.Id).Take(MostSuggestions).ToList();
        if (ranked.Count == 0 || ranked[0].For < Enough || ranked[0].Score <= nothing)
        {
            return [];
        }

        return [.. ranked.Where(each => each.For > 0 && each.Score >= ranked[0].Score - Near)
            .Select(each => new ServiceSuggestion(each.Service.DepartmentId, each.Service.Id))];
    }

    // A directory is asked about many times before it changes. What is kept is made of the directory only.
    private static Prepared Prepare(IReadOnlyList<DepartmentRow> departments, IReadOnlyList<ServiceRow> services)
    {
        Prepared? last = _last;
        if (last is not null && last.Services.SequenceEqual(services) && last.Departments.SequenceEqual(departments))
        {
            return last;
        }

        Dictionary<int, string> names = departments.ToDictionary(department => department.Id, department => department.Name);
        List<IReadOnlyList<(string, double)>> classes = [.. services.Select(service => Phrases(service, names.GetValueOrDefault(service.DepartmentId, "")))];
        classes.Add([.. Topic.All.Where(topic => topic.Service.Length == 0).SelectMany(topic => topic.Phrases).Select(phrase => (phrase, 1.0))]);
        return _last = new Prepared([.. departments], [.. services], new WordModel(classes));
    }

    private static IReadOnlyList<(string, double)> Phrases(ServiceRow service, string department)
        => [(service.Name, NameWeight), (service.Description, 1), .. About(service, department)?.Phrases.Select(phrase => (phrase, 1.0)) ?? []];

    // What comes with the program is about the services of its own directory. "New Connection" alone may mean water or power,
    // so the department's name must have a word in common, too.
    private static Topic? About(ServiceRow service, string department)
        => Topic.All.FirstOrDefault(topic => Sound.Words(topic.Service).SequenceEqual(Sound.Words(service.Name))
            && Topic.Telling(topic.Department).Intersect(Topic.Telling(department)).Any());

    private sealed record Prepared(IReadOnlyList<DepartmentRow> Departments, IReadOnlyList<ServiceRow> Services, WordModel Model);
}
