using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>What can happen to a complaint while somebody looks at the queue. Each has a sentence in StaffTexts ("News.…").</summary>
public enum QueueEvent
{
    New,
    GivenToYou,
    TakenByColleague,
    Gone,
    CitizenWrote,
    Closed,

    /// <summary>Handed over to the reader's department.</summary>
    Moved,

    /// <summary>Worked on together with another one.</summary>
    Merged,

    /// <summary>The citizen did not agree to the closing.</summary>
    Reopened,
    NearlyDue,
    DueTomorrow,
    DueToday,
    Late,

    /// <summary>It was not settled in time, and the reader answers for it now.</summary>
    Escalated,
}

/// <summary>Something that happened, to be told once.</summary>
public sealed record QueueNews(QueueEvent What, string CaseNumber, string? Who = null);

/// <summary>Tells what happened by comparing what the page showed with what it reads now: events themselves carry ids only.</summary>
internal sealed class QueueReporting(QueueMoment now)
{
    /// <summary>More than this at once are a flood and not news.</summary>
    private const int LookUpsMax = 5;

    /// <summary>
    /// Complaints that came in after <paramref name="newest"/>, whatever the page's filter shows, and the newest number now. Not those of
    /// a burst: they are told together, and somebody who takes one out of it has not seen it arrive.
    /// </summary>
    public async Task<(IReadOnlyList<QueueNews> News, string Newest)> ArrivedAsync(string? newest)
    {
        if (newest is not { } known)
        {
            var begun = await now.ListAsync(new QueueFilter(Order: QueueOrder.Newest, Bursts: BurstShow.Apart));
            return ([], begun.Rows.Select(row => row.CaseNumber).FirstOrDefault() ?? "");
        }

        var page = await now.ListAsync(new QueueFilter(QueueScope.Unassigned, OpenOnly: true, Order: QueueOrder.Newest, Bursts: BurstShow.Apart));
        var arrived = page.Rows.Where(row => string.CompareOrdinal(row.CaseNumber, known) > 0)
            .Select(row => new QueueNews(QueueEvent.New, row.CaseNumber)).ToList();
        return (arrived, arrived.Count > 0 ? arrived[0].CaseNumber : known);
    }

    /// <summary>What happened to the complaints that were shown.</summary>
    public async Task<IReadOnlyList<QueueNews>> ChangedAsync(IReadOnlyList<ComplaintRow> before, IReadOnlyList<ComplaintRow> rows)
    {
        var news = new List<QueueNews>();
        var after = rows.ToDictionary(row => row.Id);
        var gone = await GoneAsync([.. before.Where(old => !after.ContainsKey(old.Id))]);
        var changed = before.Where(old => after.TryGetValue(old.Id, out var row) ? row.Version != old.Version : gone.Contains(old.Id)).Take(LookUpsMax).ToList();
        List<Guid> ids = [.. changed.Select(old => old.Id).Where(gone.Contains)];
        var elsewhere = ids.Count == 0 ? [] : (await now.FindAsync(ids)).ToDictionary(row => row.Id);
        foreach (var old in changed)
        {
            var row = after.GetValueOrDefault(old.Id) ?? elsewhere.GetValueOrDefault(old.Id);
            if (await WhatAsync(old, row) is { } what)
            {
                var who = what is QueueEvent.TakenByColleague ? row?.OfficerName ?? await now.HolderAsync(old.Id) : null;
                news.Add(new QueueNews(what is QueueEvent.TakenByColleague && who is null ? QueueEvent.Gone : what, old.CaseNumber, who));
            }
        }

        var given = rows.Where(row => row.OfficerId == now.Actor.UserId && row.Version > 1 && before.All(old => old.Id != row.Id));
        news.AddRange(given.Where(row => row.Status is ComplaintStatus.Pending or ComplaintStatus.Reopened)
            .Select(row => new QueueNews(QueueEvent.GivenToYou, row.CaseNumber)));
        return news;
    }

    // What others only pushed off the end of the page is as it was.
    private async Task<HashSet<Guid>> GoneAsync(IReadOnlyList<ComplaintRow> missing)
    {
        if (missing.Count == 0)
        {
            return [];
        }

        var versions = await now.VersionsAsync([.. missing.Select(old => old.Id)]);
        return [.. missing.Where(old => versions.GetValueOrDefault(old.Id) != old.Version).Select(old => old.Id)];
    }

    private async Task<QueueEvent?> WhatAsync(ComplaintRow old, ComplaintRow? row)
    {
        if (old.OfficerId is null && row?.OfficerId != now.Actor.UserId && (row is null || row.OfficerId is not null))
        {
            return QueueEvent.TakenByColleague;
        }

        if (row?.OfficerId != now.Actor.UserId || row.Version == old.Version)
        {
            return null;
        }

        if (old.OfficerId != now.Actor.UserId)
        {
            return row.Status is ComplaintStatus.UnderReview ? null : QueueEvent.GivenToYou;
        }

        if (row.Status is ComplaintStatus.Closed)
        {
            return QueueEvent.Closed;
        }

        return await now.CitizenWasLastAsync(row.Id) ? QueueEvent.CitizenWrote : null;
    }
}
