namespace Mibsp.Domain.Counters;

/// <summary>How many days a cell of <see cref="FlowTally"/> stands for.</summary>
public enum FlowGrain
{
    Day,

    /// <summary>So that years are read as months.</summary>
    Month,
}

/// <summary>By what complaints are told apart beside day and department: by one thing at a time.</summary>
public enum FlowMargin
{
    All,
    Service,
    Ward,
    Kind,
}

/// <summary>
/// What came to a department on a day (or in a month), what was done there and what left it: of all complaints, of a service, a ward or a kind. Kept
/// up with every act, and equal to what a recount of the complaints comes to.
/// </summary>
public sealed class FlowTally
{
    private FlowTally() { } // EF

    internal FlowTally(FlowKey key, FlowCount count)
    {
        (Cell, Grain, Margin, On, DepartmentId, Value) = (key.Cell, key.Grain, key.Margin, key.On, key.DepartmentId, key.Value);
        (Filed, Came, Left, Acted, DaysToAct) = (count.Filed, count.Came, count.Left, count.Acted, count.DaysToAct);
        (Proposed, Contested, Closed, ClosedInTime, DaysToClose) = (count.Proposed, count.Contested, count.Closed, count.ClosedInTime, count.DaysToClose);
    }

    /// <summary>All that tells the cells apart in one number. See <see cref="FlowKey"/>.</summary>
    public long Cell { get; private set; }

    public FlowGrain Grain { get; private set; }

    public FlowMargin Margin { get; private set; }

    /// <summary>The day, or the first of the month.</summary>
    public DateOnly On { get; private set; }

    public int DepartmentId { get; private set; }

    /// <summary>Which service, ward or kind; 0 for all, and for complaints that name none.</summary>
    public int Value { get; private set; }

    public int Filed { get; private set; }

    /// <summary>Handed to it by another department.</summary>
    public int Came { get; private set; }

    /// <summary>Handed on by it.</summary>
    public int Left { get; private set; }

    public int Acted { get; private set; }

    public int DaysToAct { get; private set; }

    public int Proposed { get; private set; }

    public int Contested { get; private set; }

    public int Closed { get; private set; }

    public int ClosedInTime { get; private set; }

    public int DaysToClose { get; private set; }

    internal FlowCount Count => new(Filed, Came, Left, Acted, DaysToAct, Proposed, Contested, Closed, ClosedInTime, DaysToClose);
}

/// <summary>What a cell of <see cref="FlowTally"/> holds, or by how much it is to change.</summary>
internal readonly record struct FlowCount(
    int Filed, int Came, int Left, int Acted, int DaysToAct, int Proposed, int Contested, int Closed, int ClosedInTime, int DaysToClose)
{
    /// <summary>By how much it changes what is open.</summary>
    public int Net => Filed + Came - Left - Closed;

    public static FlowCount operator +(FlowCount a, FlowCount b) => new(
        a.Filed + b.Filed, a.Came + b.Came, a.Left + b.Left, a.Acted + b.Acted, a.DaysToAct + b.DaysToAct,
        a.Proposed + b.Proposed, a.Contested + b.Contested, a.Closed + b.Closed, a.ClosedInTime + b.ClosedInTime, a.DaysToClose + b.DaysToClose);

    public static FlowCount operator -(FlowCount a) => new(
        -a.Filed, -a.Came, -a.Left, -a.Acted, -a.DaysToAct, -a.Proposed, -a.Contested, -a.Closed, -a.ClosedInTime, -a.DaysToClose);
}

/// <summary>
/// A cell of <see cref="FlowTally"/>. As one number it is found at once by any database, and the days or months of a margin lie side by side:
/// grain (1 bit), margin (2), day (20), department (16), value (24).
/// </summary>
internal readonly record struct FlowKey(FlowGrain Grain, FlowMargin Margin, DateOnly On, int DepartmentId, int Value)
{
    private const int ValueBits = 24;
    private const int DepartmentBits = 16;
    private const int DayBits = 20;
    private const int MarginBits = 2;

    public long Cell => First(Grain, Margin, On.DayNumber) | (Checked(DepartmentId, DepartmentBits) << ValueBits) | Checked(Value, ValueBits);

    /// <summary>The first and the last cell there can be of these days (or of the months that begin on them).</summary>
    public static (long First, long Last) Between(FlowGrain grain, FlowMargin margin, DateOnly from, DateOnly until)
        => (First(grain, margin, from.DayNumber), First(grain, margin, (int)Math.Min(until.DayNumber, Mask(DayBits))) | Mask(DepartmentBits + ValueBits));

    /// <summary>The same of all days.</summary>
    public static (long First, long Last) Whole(FlowGrain grain, FlowMargin margin) => Between(grain, margin, DateOnly.MinValue, DateOnly.MaxValue);

    public static FlowKey Of(long cell)
    {
        var head = cell >> (DepartmentBits + ValueBits);
        return new FlowKey(
            (FlowGrain)(head >> (MarginBits + DayBits)), (FlowMargin)((head >> DayBits) & Mask(MarginBits)), DateOnly.FromDayNumber((int)(head & Mask(DayBits))),
            (int)((cell >> ValueBits) & Mask(DepartmentBits)), (int)(cell & Mask(ValueBits)));
    }

    private static long First(FlowGrain grain, FlowMargin margin, int day)
        => (((((long)grain << MarginBits) | (long)margin) << DayBits) | Checked(day, DayBits)) << (DepartmentBits + ValueBits);

    private static long Checked(int number, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Mask(bits));
        return number;
    }

    private static long Mask(int bits) => (1L << bits) - 1;
}
