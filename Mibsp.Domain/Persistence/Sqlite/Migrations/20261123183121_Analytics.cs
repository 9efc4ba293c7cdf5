using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mibsp.Domain.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Analytics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "DepartmentId",
                table: "StatusChanges",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AgeTallies",
                columns: table => new
                {
                    DepartmentId = table.Column<int>(type: "INTEGER", nullable: false),
                    FiledOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgeTallies", x => new { x.DepartmentId, x.FiledOn });
                });

            migrationBuilder.CreateTable(
                name: "FigureChecks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    SinceOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Cells = table.Column<int>(type: "INTEGER", nullable: false),
                    Differing = table.Column<int>(type: "INTEGER", nullable: false),
                    Run = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FigureChecks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FlowTallies",
                columns: table => new
                {
                    Cell = table.Column<long>(type: "INTEGER", nullable: false),
                    Grain = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    Margin = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DepartmentId = table.Column<int>(type: "INTEGER", nullable: false),
                    Value = table.Column<int>(type: "INTEGER", nullable: false),
                    Filed = table.Column<int>(type: "INTEGER", nullable: false),
                    Came = table.Column<int>(type: "INTEGER", nullable: false),
                    Left = table.Column<int>(type: "INTEGER", nullable: false),
                    Acted = table.Column<int>(type: "INTEGER", nullable: false),
                    DaysToAct = table.Column<int>(type: "INTEGER", nullable: false),
                    Proposed = table.Column<int>(type: "INTEGER", nullable: false),
                    Contested = table.Column<int>(type: "INTEGER", nullable: false),
                    Closed = table.Column<int>(type: "INTEGER", nullable: false),
                    ClosedInTime = table.Column<int>(type: "INTEGER", nullable: false),
                    DaysToClose = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlowTallies", x => x.Cell);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StatusChanges_DepartmentId_To_On",
                table: "StatusChanges",
                columns: new[] { "DepartmentId", "To", "On" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgeTallies");

            migrationBuilder.DropTable(
                name: "FigureChecks");

            migrationBuilder.DropTable(
                name: "FlowTallies");

            migrationBuilder.DropIndex(
                name: "IX_StatusChanges_DepartmentId_To_On",
                table: "StatusChanges");

            migrationBuilder.DropColumn(
                name: "DepartmentId",
                table: "StatusChanges");
        }
    }
}
