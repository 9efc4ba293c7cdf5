using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>
/// Makes tables that lie in the order of their keys. SQLite otherwise numbers the rows of each table as they come, in a hidden
/// column: complaints with random ids would still tell which came first. Tables with a whole number as their key keep it.
/// </summary>
internal sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!terminate || !HasOwnKey(operation))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID").AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }

    // By the type in the database: where a table is made anew because a column changed, the type in the program is not told.
    private static bool HasOwnKey(CreateTableOperation operation)
        => operation.PrimaryKey?.Columns is { } key
            && (key.Length > 1 || !string.Equals(operation.Columns.Single(c => c.Name == key[0]).ColumnType, "INTEGER", StringComparison.OrdinalIgnoreCase));
}
