using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mibsp.Domain.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RecordFilters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_By_Sequence",
                table: "AuditEntries",
                columns: new[] { "By", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_On_Sequence",
                table: "AuditEntries",
                columns: new[] { "On", "Sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_By_Sequence",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_On_Sequence",
                table: "AuditEntries");
        }
    }
}
