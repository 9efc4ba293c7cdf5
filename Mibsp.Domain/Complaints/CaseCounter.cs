namespace Mibsp.Domain.Complaints;

/// <summary>The last case number given in a year. Counted up under the record's lock.</summary>
public sealed class CaseCounter
{
    private CaseCounter() { } // EF

    public CaseCounter(int year, int last) => (Year, Last) = (year, last);

    public int Year { get; private set; }

    public int Last { get; private set; }

    public string Next() => $"{Year:0000}-{++Last:000000}";
}
