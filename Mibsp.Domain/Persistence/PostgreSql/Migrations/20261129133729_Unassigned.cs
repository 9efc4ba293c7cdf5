using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mibsp.Domain.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Unassigned : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Recusals_UserId",
                table: "Recusals");

            migrationBuilder.CreateIndex(
                name: "IX_Recusals_UserId",
                table: "Recusals",
                column: "UserId")
                .Annotation("Npgsql:IndexInclude", new[] { "ComplaintId" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Unassigned_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "CaseNumber" },
                filter: "\"OfficerId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Unassigned_DeadlineOn",
                table: "Complaints",
                columns: new[] { "DepartmentId", "DeadlineOn", "CaseNumber" },
                filter: "\"OfficerId\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Recusals_UserId",
                table: "Recusals");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Unassigned_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Unassigned_DeadlineOn",
                table: "Complaints");

            migrationBuilder.CreateIndex(
                name: "IX_Recusals_UserId",
                table: "Recusals",
                column: "UserId");
        }
    }
}
