using Mibsp.Domain.Clock;

namespace Mibsp.Domain.Demo;

/// <summary>A service of the demo town.</summary>
internal sealed record DemoService(string Name, int DeadlineDays, string Description);

/// <summary>A department of the demo town. The key is the last part of its accounts' names.</summary>
internal sealed record DemoDepartment(string Name, string Key, IReadOnlyList<DemoService> Services, DemoWords Words);

/// <summary>The demo town's departments in the order of their ids, and its wards.</summary>
internal static class DemoDirectory
{
    public static readonly IReadOnlyList<DemoDepartment> Departments =
    [
        new("Water Supply", "water",
        [
            new("Water Connection", 15, "New house connections, transfers to a new owner, and disconnections."),
            new("Water Quality Issue", 3, "Water that is coloured, smells, or makes people ill."),
            new("Pipeline Leakage", 5, "Leaking or burst mains, and valves that do not close."),
            new("Billing Complaint", 10, "Wrong bills, missing payments, and meters that were never read."),
        ], WaterStories.Words),
        new("Roads & Infrastructure", "roads",
        [
            new("Pothole Repair", 7, "Holes and sunken patches in roads that the municipality keeps."),
            new("Street Light Issue", 5, "Lamps that are out, flicker, or burn through the day."),
            new("Road Construction", 20, "New roads, resurfacing, and work that was left unfinished."),
            new("Drainage Problem", 7, "Storm drains that overflow, are blocked, or have lost their covers."),
        ], RoadStories.Words),
        new("Public Health", "health",
        [
            new("Mosquito Menace", 5, "Standing water, fogging, and breeding places."),
            new("Garbage Collection", 2, "Door-to-door collection by the health wing, and street bins."),
            new("Public Toilet Maintenance", 3, "Cleaning, water, light and safety in public toilets."),
            new("Health Violation", 7, "Food stalls, eating houses and shops that endanger health."),
        ], HealthStories.Words),
        new("Electricity", "power",
        [
            new("Power Outage", 2, "A house or a street without power."),
            new("Voltage Issue", 5, "Voltage that is too low, too high, or keeps changing."),
            new("New Connection", 15, "New supply, a larger load, and a change of name."),
            new("Meter Complaint", 10, "Meters that run fast, stand still, or are damaged."),
        ], PowerStories.Words),
        new("Sanitation", "sanitation",
        [
            new("Sewage Blockage", 2, "Blocked sewers, overflowing manholes, and broken covers."),
            new("Waste Collection", 3, "Collection of household, garden and building waste."),
            new("Drain Cleaning", 5, "Cleaning of open drains beside streets and houses."),
            new("Public Cleanliness", 3, "Sweeping, dumping places, and places used as toilets."),
        ], SanitationStories.Words),
    ];

    /// <summary>Monday to Friday, the national holidays of the years around, and a half day before the year ends.</summary>
    public static Calendar TownHall(int year)
    {
        var calendar = new Calendar(Calendar.TownHall, "Town hall");
        for (var y = year - 1; y <= year + 1; y++)
        {
            calendar.Set(new DateOnly(y, 1, 26), 0, "Republic Day");
            calendar.Set(new DateOnly(y, 8, 15), 0, "Independence Day");
            calendar.Set(new DateOnly(y, 10, 2), 0, "Gandhi Jayanti");
            calendar.Set(new DateOnly(y, 12, 25), 0, "Christmas Day");
            calendar.Set(new DateOnly(y, 12, 31), 1, "Last day of the year");
        }

        return calendar;
    }

    public static readonly IReadOnlyList<string> Wards =
    [
        "Ward 1: Old Town", "Ward 2: Station Road", "Ward 3: Market Yard", "Ward 4: Lake View", "Ward 5: Mill Colony", "Ward 6: Fort Area",
        "Ward 7: College Road", "Ward 8: Riverside", "Ward 9: Temple Hill", "Ward 10: Industrial Estate", "Ward 11: New Layout", "Ward 12: Hospital Road",
    ];
}
