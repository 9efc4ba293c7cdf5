using Mibsp.Domain.Common;
using Mibsp.Domain.Messages;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Templates;

/// <summary>
/// A text that officers start from instead of writing it anew. It knows nothing of any case: what differs from case to case is
/// put in for its <see cref="Placeholders"/> when somebody uses it.
/// </summary>
public sealed class ReplyTemplate
{
    public const int TitleMaxLength = 80;
    public const int TextMaxLength = 2000;

    private ReplyTemplate() { } // EF

    /// <summary>Refuses what <see cref="Change"/> refuses. No department means: for all of them.</summary>
    public ReplyTemplate(int? departmentId, string title, string text)
    {
        DepartmentId = departmentId;
        Change(title, text, isActive: true);
    }

    public int Id { get; private set; }

    public int? DepartmentId { get; private set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>Inactive templates are offered to nobody. None is deleted: the record names them.</summary>
    public bool IsActive { get; private set; }

    public int Version { get; private set; }

    /// <summary>Refuses a title or text that says nothing or is too long, and anything in braces that is no placeholder.</summary>
    public void Change(string title, string text, bool isActive)
    {
        Require(!string.IsNullOrWhiteSpace(title), Refusal.NameMissing);
        Require(title.Trim().Length <= TitleMaxLength, Refusal.TextTooLong);
        var checkedText = WrittenText.Check(text, TextMaxLength);
        Require(Placeholders.UnknownIn(title).Count == 0 && Placeholders.UnknownIn(text).Count == 0, Refusal.PlaceholderUnknown);
        (Title, Text, IsActive, Version) = (title.Trim(), checkedText, isActive, Version + 1);
    }
}
