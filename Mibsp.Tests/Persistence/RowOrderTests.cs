using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Persistence;

/// <summary>The embedded database keeps no number of its own that would tell in which order random ids were made.</summary>
public sealed class RowOrderTests
{
    /// <summary>What nobody files: the directory of the town and its rules, templates, keys of the portal's own, and Identity's tables with numbered keys.</summary>
    private static readonly HashSet<string> _numbered =
        ["Departments", "Services", "Wards", "CaseCounters", "AuditHeads", "AuditEntries", "AuditDetails", "AspNetUserClaims", "ReplyTemplates", "Calendars", "AssignmentRules", "FlowTallies", "FigureChecks", "ProtectionKeys", "__EFMigrationsLock"];

    [Fact]
    public async Task Rows_of_citizens_have_no_hidden_number()
    {
        using var portal = new TestPortal(DatabaseProvider.Sqlite);
        await (await portal.Town.FoundAsync()).FileAsync();
        await using var db = await portal.Town.ContextAsync();
        var tables = await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite_%'")
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(tables.Except(_numbered));
    }
}
