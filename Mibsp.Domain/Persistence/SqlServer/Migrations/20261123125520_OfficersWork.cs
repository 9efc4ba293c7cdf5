using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mibsp.Domain.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class OfficersWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "DeadlineOn",
                table: "WorkTallies",
                newName: "LateAfterOn");

            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "Recusals",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "ByUserId",
                table: "Recusals",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "On",
                table: "Recusals",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<int>(
                name: "CalendarId",
                table: "Departments",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AccountableId",
                table: "Complaints",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AllowanceUnits",
                table: "Complaints",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "ApprovedById",
                table: "Complaints",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BlockedByDepartmentId",
                table: "Complaints",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Days",
                table: "Complaints",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "GrantUnits",
                table: "Complaints",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Hops",
                table: "Complaints",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "LateAfterOn",
                table: "Complaints",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "Complaints",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NextMarkOn",
                table: "Complaints",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PendingById",
                table: "Complaints",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PendingOutcome",
                table: "Complaints",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ProposedById",
                table: "Complaints",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReckonedOn",
                table: "Complaints",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "Complaints",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RoundOn",
                table: "Complaints",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<int>(
                name: "Rung",
                table: "Complaints",
                type: "int",
                maxLength: 40,
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "SealedBlockedNote",
                table: "Complaints",
                type: "varbinary(1565)",
                maxLength: 1565,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "SealedPendingNote",
                table: "Complaints",
                type: "varbinary(6173)",
                maxLength: 6173,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "AbsentFromOn",
                table: "AspNetUsers",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "AbsentUntilOn",
                table: "AspNetUsers",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SubstituteId",
                table: "AspNetUsers",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Calendars",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Week = table.Column<string>(type: "nchar(7)", fixedLength: true, maxLength: 7, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Calendars", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CaseSpans",
                columns: table => new
                {
                    ComplaintId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Round = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    DepartmentId = table.Column<int>(type: "int", nullable: false),
                    ChargedDepartmentId = table.Column<int>(type: "int", nullable: false),
                    OfficerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AccountableId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseSpans", x => new { x.ComplaintId, x.Number });
                    table.ForeignKey(
                        name: "FK_CaseSpans_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LadderSteps",
                columns: table => new
                {
                    ComplaintId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Round = table.Column<int>(type: "int", nullable: false),
                    Mark = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    ToldId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LadderSteps", x => new { x.ComplaintId, x.Round, x.Mark });
                    table.ForeignKey(
                        name: "FK_LadderSteps_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NoticeChoices",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BellOn = table.Column<bool>(type: "bit", nullable: false),
                    DigestOn = table.Column<bool>(type: "bit", nullable: false),
                    QuietFrom = table.Column<int>(type: "int", nullable: false),
                    QuietUntil = table.Column<int>(type: "int", nullable: false),
                    QuietOnDaysOff = table.Column<bool>(type: "bit", nullable: false),
                    MailFailedOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeChoices", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_NoticeChoices_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ComplaintId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Round = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    IsRead = table.Column<bool>(type: "bit", nullable: false),
                    IsMailed = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notices_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Notices_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReplyTemplates",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DepartmentId = table.Column<int>(type: "int", nullable: true),
                    Title = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    IsActive = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplyTemplates", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReplyTemplates_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Query = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedViews_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CalendarDays",
                columns: table => new
                {
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    CalendarId = table.Column<int>(type: "int", nullable: false),
                    Units = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarDays", x => new { x.CalendarId, x.On });
                    table.ForeignKey(
                        name: "FK_CalendarDays_Calendars_CalendarId",
                        column: x => x.CalendarId,
                        principalTable: "Calendars",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Departments_CalendarId",
                table: "Departments",
                column: "CalendarId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_AccountableId_Status",
                table: "Complaints",
                columns: new[] { "AccountableId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_BlockedByDepartmentId",
                table: "Complaints",
                column: "BlockedByDepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DepartmentId_Status_LateAfterOn",
                table: "Complaints",
                columns: new[] { "DepartmentId", "Status", "LateAfterOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_MergedIntoId",
                table: "Complaints",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_NextMarkOn",
                table: "Complaints",
                column: "NextMarkOn");

            migrationBuilder.CreateIndex(
                name: "IX_CaseSpans_ChargedDepartmentId_UntilOn",
                table: "CaseSpans",
                columns: new[] { "ChargedDepartmentId", "UntilOn" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseSpans_OfficerId_UntilOn",
                table: "CaseSpans",
                columns: new[] { "OfficerId", "UntilOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_ComplaintId_UserId_Kind_Round_Number",
                table: "Notices",
                columns: new[] { "ComplaintId", "UserId", "Kind", "Round", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Notices_UserId_IsRead",
                table: "Notices",
                columns: new[] { "UserId", "IsRead" });

            migrationBuilder.CreateIndex(
                name: "IX_ReplyTemplates_DepartmentId",
                table: "ReplyTemplates",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_UserId",
                table: "SavedViews",
                column: "UserId");

            migrationBuilder.AddForeignKey(
                name: "FK_Complaints_AspNetUsers_AccountableId",
                table: "Complaints",
                column: "AccountableId",
                principalTable: "AspNetUsers",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Complaints_Complaints_MergedIntoId",
                table: "Complaints",
                column: "MergedIntoId",
                principalTable: "Complaints",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Complaints_Departments_BlockedByDepartmentId",
                table: "Complaints",
                column: "BlockedByDepartmentId",
                principalTable: "Departments",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Departments_Calendars_CalendarId",
                table: "Departments",
                column: "CalendarId",
                principalTable: "Calendars",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Complaints_AspNetUsers_AccountableId",
                table: "Complaints");

            migrationBuilder.DropForeignKey(
                name: "FK_Complaints_Complaints_MergedIntoId",
                table: "Complaints");

            migrationBuilder.DropForeignKey(
                name: "FK_Complaints_Departments_BlockedByDepartmentId",
                table: "Complaints");

            migrationBuilder.DropForeignKey(
                name: "FK_Departments_Calendars_CalendarId",
                table: "Departments");

            migrationBuilder.DropTable(
                name: "CalendarDays");

            migrationBuilder.DropTable(
                name: "CaseSpans");

            migrationBuilder.DropTable(
                name: "LadderSteps");

            migrationBuilder.DropTable(
                name: "NoticeChoices");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "ReplyTemplates");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropTable(
                name: "Calendars");

            migrationBuilder.DropIndex(
                name: "IX_Departments_CalendarId",
                table: "Departments");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_AccountableId_Status",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_BlockedByDepartmentId",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DepartmentId_Status_LateAfterOn",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_MergedIntoId",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_NextMarkOn",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "By",
                table: "Recusals");

            migrationBuilder.DropColumn(
                name: "ByUserId",
                table: "Recusals");

            migrationBuilder.DropColumn(
                name: "On",
                table: "Recusals");

            migrationBuilder.DropColumn(
                name: "CalendarId",
                table: "Departments");

            migrationBuilder.DropColumn(
                name: "AccountableId",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "AllowanceUnits",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "ApprovedById",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "BlockedByDepartmentId",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "Days",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "GrantUnits",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "Hops",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "LateAfterOn",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "NextMarkOn",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "PendingById",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "PendingOutcome",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "ProposedById",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "ReckonedOn",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "Round",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "RoundOn",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "Rung",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "SealedBlockedNote",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "SealedPendingNote",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "AbsentFromOn",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "AbsentUntilOn",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "SubstituteId",
                table: "AspNetUsers");

            migrationBuilder.RenameColumn(
                name: "LateAfterOn",
                table: "WorkTallies",
                newName: "DeadlineOn");
        }
    }
}
