using Mibsp.Domain.Complaints;

namespace Mibsp.Web.Components;

/// <summary>The colour a status has everywhere.</summary>
internal static class Badges
{
    public static string Of(ComplaintStatus status) => "badge--" + status.Words().ToLowerInvariant().Replace(' ', '-');
}
