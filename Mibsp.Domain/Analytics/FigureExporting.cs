using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Analytics;

/// <summary>
/// What is entered when somebody takes a table of the console away as a file. The whole table is at hand by then and goes out in one piece, hence one
/// entry, where the export of complaints has one for its beginning and one for its end.
/// </summary>
public sealed class FigureExporting(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary><paramref name="table"/> and <paramref name="filterWords"/> go into the record: names, codes and ids.</summary>
    public async Task EnterAsync(string table, string filterWords, int rows, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var details = new Dictionary<string, string>
        {
            ["table"] = table, ["filter"] = filterWords, ["rows"] = rows.ToString(CultureInfo.InvariantCulture),
        };
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.FiguresExported, Stamp.Staff(actor, time), null, details), ct);
    }
}
