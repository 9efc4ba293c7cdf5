using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Demo;

/// <summary>
/// What a citizen of the demo town might tell. {place}, {days} and {amount} are filled in. <paramref name="Amount"/> is
/// the money asked for, about.
/// </summary>
internal sealed record DemoStory(string Service, ComplaintKind Kind, string Text, string? HowToCheck = null, int Amount = 0);

/// <summary>A question an officer might ask, and an answer that fits it.</summary>
internal sealed record DemoQuestion(string Question, string Answer);

/// <summary>All that is said in complaints of one department: by citizens, and by its officers.</summary>
internal sealed record DemoWords(
    IReadOnlyList<DemoStory> Stories, IReadOnlyList<DemoQuestion> Questions, IReadOnlyList<string> Resolved, IReadOnlyList<string> Notes);
