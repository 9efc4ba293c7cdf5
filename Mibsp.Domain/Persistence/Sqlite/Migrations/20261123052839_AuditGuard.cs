using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mibsp.Domain.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AuditGuard : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in SqliteAuditGuard.Create)
            {
                migrationBuilder.Sql(statement);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in SqliteAuditGuard.Drop)
            {
                migrationBuilder.Sql(statement);
            }
        }
    }
}
