using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Clock;

/// <summary>Calendars are changed from today on; what was counted stays, and no deadline comes earlier.</summary>
public sealed class CalendarEditingTests
{
    // The test clock's today, a Wednesday.
    private static readonly DateOnly _today = new(2026, 7, 15);
    private static readonly DateOnly _friday = new(2026, 7, 17);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_new_holiday_moves_an_open_deadline_later_and_its_removal_moves_none_earlier(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, editing) = (await portal.Town.FoundAsync(), portal.Get<CalendarEditing>());
        var filed = await town.FileAsync();
        Assert.Equal(new DateOnly(2026, 7, 22), await DeadlineAsync());

        Town.Done(await editing.SetDayAsync(Calendar.TownHall, _friday, 0, "Rain festival", town.Administrator, Token));
        await portal.Get<EscalationSweep>().RunAsync(Token);
        Assert.Equal(new DateOnly(2026, 7, 23), await DeadlineAsync());

        Town.Done(await editing.UnsetDayAsync(Calendar.TownHall, _friday, town.Administrator, Token));
        await portal.Get<EscalationSweep>().RunAsync(Token);
        Assert.Equal(new DateOnly(2026, 7, 23), await DeadlineAsync());
        await Chronicle.HoldsAsync(portal);

        async Task<DateOnly> DeadlineAsync()
        {
            await using var db = await town.ContextAsync();
            var complaint = await db.Complaints.SingleAsync(c => c.Id == filed.Id, Token);
            Assert.True(complaint.LateAfterOn >= complaint.DeadlineOn);
            return complaint.DeadlineOn;
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_department_goes_by_another_calendar_from_today_on_and_its_past_stays(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, editing) = (await portal.Town.FoundAsync(), portal.Get<CalendarEditing>());
        var before = await town.FileAsync();
        portal.Clock.Advance(TimeSpan.FromDays(2));
        Town.Done(await editing.CreateAsync("Works on Saturdays", town.Administrator, Token));
        var own = (await portal.Get<CalendarQueries>().ListAsync(town.Administrator, Token)).Single(c => c.Name == "Works on Saturdays").Id;
        Town.Done(await editing.SetWeekAsync(own, [2, 2, 2, 2, 2, 1, 0], town.Administrator, Token));

        Town.Done(await editing.AssignAsync(town.Water, own, town.Administrator, Token));
        await portal.Get<EscalationSweep>().RunAsync(Token);

        await using var db = await town.ContextAsync();
        var calendar = await ReckoningSource.CalendarAsync(db, town.Water, Token);
        Assert.Equal((0, 1), (calendar.Units(new DateOnly(2026, 7, 11)), calendar.Units(new DateOnly(2026, 7, 18))));
        Assert.Equal(0, (await ReckoningSource.CalendarAsync(db, town.Roads, Token)).Units(new DateOnly(2026, 7, 18)));
        Assert.Equal(new DateOnly(2026, 7, 22), await db.Complaints.Where(c => c.Id == before.Id).Select(c => c.DeadlineOn).SingleAsync(Token));
        Assert.Equal(own, (await portal.Get<CalendarQueries>().DepartmentsAsync(town.Administrator, Token)).Single(d => d.DepartmentId == town.Water).CalendarId);
    }

    [Theory]
    [InlineData(2026, 7, 14, Refusal.DayInPast)]
    [InlineData(2026, 7, 15, null)]
    [InlineData(2028, 12, 31, null)]
    [InlineData(2029, 1, 1, Refusal.DayTooFar)]
    public async Task Only_days_from_today_on_are_set(int year, int month, int day, Refusal? refusal)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();

        Assert.Equal(refusal, (await portal.Get<CalendarEditing>().SetDayAsync(Calendar.TownHall, new DateOnly(year, month, day), 0, "A day", town.Administrator, Token)).Refusal);
    }

    [Fact]
    public async Task A_day_that_passed_is_not_taken_away_and_another_week_does_not_reach_back()
    {
        using var portal = new TestPortal();
        var (town, editing) = (await portal.Town.FoundAsync(), portal.Get<CalendarEditing>());
        Town.Done(await editing.SetDayAsync(Calendar.TownHall, _friday, 1, "Half", town.Administrator, Token));
        portal.Clock.Advance(TimeSpan.FromDays(10));

        Assert.Equal(Refusal.DayInPast, (await editing.UnsetDayAsync(Calendar.TownHall, _friday, town.Administrator, Token)).Refusal);
        Town.Done(await editing.SetWeekAsync(Calendar.TownHall, [0, 2, 2, 2, 2, 2, 0], town.Administrator, Token));

        var calendar = (await portal.Get<CalendarQueries>().FindAsync(Calendar.TownHall, 2026, town.Administrator, Token))!.Calendar;
        Assert.Equal((1, 2, 0), (calendar.Units(_friday), calendar.Units(new DateOnly(2026, 7, 20)), calendar.Units(new DateOnly(2026, 7, 18))));
        Assert.Equal((0, 2), (calendar.Units(new DateOnly(2026, 7, 27)), calendar.Units(new DateOnly(2026, 7, 25))));
    }

    [Fact]
    public async Task The_days_of_last_year_are_copied_but_those_that_passed_or_are_set()
    {
        using var portal = new TestPortal();
        var (town, editing) = (await portal.Town.FoundAsync(), portal.Get<CalendarEditing>());
        DateOnly[] days = [new(2026, 8, 15), new(2026, 10, 2), new(2026, 12, 25)];
        foreach (var day in days)
        {
            Town.Done(await editing.SetDayAsync(Calendar.TownHall, day, 0, $"Day {day.Month}", town.Administrator, Token));
        }

        portal.Clock.Advance(TimeSpan.FromDays(400));
        Town.Done(await editing.SetDayAsync(Calendar.TownHall, new DateOnly(2027, 12, 25), 1, "Christmas", town.Administrator, Token));
        Town.Done(await editing.CopyDaysAsync(Calendar.TownHall, days, 2027, town.Administrator, Token));

        var view = (await portal.Get<CalendarQueries>().FindAsync(Calendar.TownHall, 2027, town.Administrator, Token))!;
        Assert.Equal([("Day 10", 0), ("Christmas", 1)], view.Days.Select(day => (day.Name, day.Units)));
        Assert.Equal(days, view.LastYear.Select(day => day.On));
        Assert.Null(CalendarEditing.CopyOf(new DateOnly(2028, 2, 29), 2029));
    }

    [Fact]
    public async Task A_calendar_without_work_is_refused()
    {
        using var portal = new TestPortal();
        var (town, editing) = (await portal.Town.FoundAsync(), portal.Get<CalendarEditing>());

        Assert.Equal(Refusal.TooFewWorkingDays, (await editing.SetWeekAsync(Calendar.TownHall, [0, 0, 0, 0, 0, 0, 0], town.Administrator, Token)).Refusal);

        // One day a week, and that one off for nine weeks.
        Town.Done(await editing.SetWeekAsync(Calendar.TownHall, [0, 0, 2, 0, 0, 0, 0], town.Administrator, Token));
        var last = Refusal.NotFound;
        for (var week = 1; week <= 9 && last is Refusal.NotFound; week++)
        {
            last = (await editing.SetDayAsync(Calendar.TownHall, _today.AddDays(7 * week), 0, "Off", town.Administrator, Token)).Refusal ?? last;
        }

        Assert.Equal(Refusal.TooFewWorkingDays, last);
    }

    [Fact]
    public async Task Each_change_is_in_its_history_with_what_it_was()
    {
        using var portal = new TestPortal();
        var (town, editing) = (await portal.Town.FoundAsync(), portal.Get<CalendarEditing>());
        Town.Done(await editing.SetDayAsync(Calendar.TownHall, _friday, 0, "Rain festival", town.Administrator, Token));
        Town.Done(await editing.SetWeekAsync(Calendar.TownHall, [2, 2, 2, 2, 1, 0, 0], town.Administrator, Token));
        Assert.Equal(Refusal.NameTaken, (await editing.CreateAsync("Town hall", town.Administrator, Token)).Refusal);

        var history = await portal.Get<HistoryQueries>().ListAsync(AuditSubject.Calendar(Calendar.TownHall), null, town.Administrator, Token);

        Assert.Equal(["week 2222200 > 2222100", "2026-07-17 as its weekday > off"], history.Select(row => row.Facts.Single(f => f.Key == "changed").Value));
        Assert.All(history, row => Assert.Equal(AuditAct.CalendarChanged, row.Act));
    }
}
