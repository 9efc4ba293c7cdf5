namespace Mibsp.Web.Security.Discretion;

/// <summary>On whose behalf the portal is working just now. What is not known to be staff's is treated as a citizen's.</summary>
internal enum Whereabouts
{
    /// <summary>Jobs, starting, stopping: nobody's request.</summary>
    Nobodys,
    Citizens,
    Staffs,
}

/// <summary>Follows a request, and all that a circuit does for it, wherever it goes.</summary>
internal static class CurrentWork
{
    private static readonly AsyncLocal<Whereabouts> _current = new();
    private static readonly PathString[] _staffPaths = ["/officer", "/admin", "/auth"];

    public static Whereabouts Is => _current.Value;

    /// <summary>First in the pipeline. A circuit may be anybody's, so it counts as a citizen's.</summary>
    public static void UseMibspDiscretion(this IApplicationBuilder app, LateLines late) => app.Use((context, next) =>
    {
        late.IsOpen = true;
        _current.Value = IsStaffs(context.Request.Path) ? Whereabouts.Staffs : Whereabouts.Citizens;
        return next(context);
    });

    /// <summary>
    /// For work of the portal's own that is done right after each citizen's act: what it says of a failure would say when that was, and is told
    /// as late as if the citizen's request had failed. That the database is away /health says at once.
    /// </summary>
    public static void FollowsCitizens() => _current.Value = Whereabouts.Citizens;

    /// <summary>Whether the address belongs to staff pages.</summary>
    public static bool IsStaffs(PathString path)
    {
        foreach (var own in _staffPaths)
        {
            if (path.StartsWithSegments(own))
            {
                return true;
            }
        }

        return false;
    }
}
