using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mibsp.Domain.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Complaints_BurstId",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DepartmentId_Status_DeadlineOn",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_ServiceId",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_WardId",
                table: "Complaints");

            migrationBuilder.AddColumn<bool>(
                name: "IsDisabled",
                table: "Wards",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "AssignmentRules",
                columns: table => new
                {
                    DepartmentId = table.Column<int>(type: "int", nullable: false),
                    Way = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    LastId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssignmentRules", x => x.DepartmentId);
                    table.ForeignKey(
                        name: "FK_AssignmentRules_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AuditSubjects",
                columns: table => new
                {
                    Subject = table.Column<string>(type: "nvarchar(44)", maxLength: 44, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditSubjects", x => new { x.Subject, x.Sequence });
                });

            migrationBuilder.CreateTable(
                name: "CalendarWeeks",
                columns: table => new
                {
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    CalendarId = table.Column<int>(type: "int", nullable: false),
                    Units = table.Column<string>(type: "nchar(7)", fixedLength: true, maxLength: 7, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarWeeks", x => new { x.CalendarId, x.FromOn });
                    table.ForeignKey(
                        name: "FK_CalendarWeeks_Calendars_CalendarId",
                        column: x => x.CalendarId,
                        principalTable: "Calendars",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DepartmentCalendars",
                columns: table => new
                {
                    DepartmentId = table.Column<int>(type: "int", nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    CalendarId = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepartmentCalendars", x => new { x.DepartmentId, x.FromOn });
                    table.ForeignKey(
                        name: "FK_DepartmentCalendars_Calendars_CalendarId",
                        column: x => x.CalendarId,
                        principalTable: "Calendars",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepartmentCalendars_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ListChoices",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Columns = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListChoices", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_ListChoices_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SettingChanges",
                columns: table => new
                {
                    Setting = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Value = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettingChanges", x => new { x.Setting, x.FromOn });
                });

            migrationBuilder.CreateTable(
                name: "SetupLinks",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SetupLinks", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "SignInNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Sealed = table.Column<byte[]>(type: "varbinary(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SignInNotes_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StaffSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Stamp = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    StartedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Sealed = table.Column<byte[]>(type: "varbinary(600)", maxLength: 600, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StaffSessions_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StatedOpenings",
                columns: table => new
                {
                    ComplaintId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SealedReason = table.Column<byte[]>(type: "varbinary(1565)", maxLength: 1565, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatedOpenings", x => new { x.ComplaintId, x.Number });
                    table.ForeignKey(
                        name: "FK_StatedOpenings_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StatedOpenings_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StatusChanges_UserId_To_On",
                table: "StatusChanges",
                columns: new[] { "UserId", "To", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_AccountableId_CaseNumber",
                table: "Complaints",
                columns: new[] { "AccountableId", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_AccountableId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "AccountableId", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_BurstId",
                table: "Complaints",
                column: "BurstId",
                filter: "\"BurstId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Climbed_CaseNumber",
                table: "Complaints",
                column: "CaseNumber",
                filter: "\"Rung\" >= 2");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Climbed_DeadlineOn",
                table: "Complaints",
                columns: new[] { "DeadlineOn", "CaseNumber" },
                filter: "\"Rung\" >= 2");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ClosedOn_Id",
                table: "Complaints",
                columns: new[] { "ClosedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DepartmentId_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DepartmentId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DepartmentId_OfficerId_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "OfficerId", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DepartmentId_OfficerId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "OfficerId", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DepartmentId_Status_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "Status", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DepartmentId_Status_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "Status", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_FiledOn_CaseNumber_DeadlineOn",
                table: "Complaints",
                columns: new[] { "FiledOn", "CaseNumber", "DeadlineOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Kind_CaseNumber",
                table: "Complaints",
                columns: new[] { "Kind", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Kind_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "Kind", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_OfficerId_CaseNumber",
                table: "Complaints",
                columns: new[] { "OfficerId", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_OfficerId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "OfficerId", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_PendingById",
                table: "Complaints",
                column: "PendingById",
                filter: "\"PendingById\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ServiceId_CaseNumber",
                table: "Complaints",
                columns: new[] { "ServiceId", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ServiceId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "ServiceId", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Status_CaseNumber",
                table: "Complaints",
                columns: new[] { "Status", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Status_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "Status", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_WardId_CaseNumber",
                table: "Complaints",
                columns: new[] { "WardId", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_WardId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "WardId", "DeadlineOn", "CaseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseSpans_AccountableId_OfficerId",
                table: "CaseSpans",
                columns: new[] { "AccountableId", "OfficerId" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseSpans_DepartmentId_State_FromOn",
                table: "CaseSpans",
                columns: new[] { "DepartmentId", "State", "FromOn" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Act_Sequence",
                table: "AuditEntries",
                columns: new[] { "Act", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_DepartmentCalendars_CalendarId",
                table: "DepartmentCalendars",
                column: "CalendarId");

            migrationBuilder.CreateIndex(
                name: "IX_SignInNotes_UserId",
                table: "SignInNotes",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_StaffSessions_UserId",
                table: "StaffSessions",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_StatedOpenings_UserId",
                table: "StatedOpenings",
                column: "UserId");

            // Last: where two indexes serve alike, SQLite takes the one that was made last, and these are the shorter ones.
            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_CaseNumber",
                table: "Complaints",
                column: "CaseNumber",
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "DeadlineOn", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_DepartmentId_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_DepartmentId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "DeadlineOn", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_DepartmentId_OfficerId_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "OfficerId", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_DepartmentId_OfficerId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "DepartmentId", "OfficerId", "DeadlineOn", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_Kind_CaseNumber",
                table: "Complaints",
                columns: new[] { "Kind", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_Kind_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "Kind", "DeadlineOn", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_OfficerId_CaseNumber",
                table: "Complaints",
                columns: new[] { "OfficerId", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_OfficerId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "OfficerId", "DeadlineOn", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_ServiceId_CaseNumber",
                table: "Complaints",
                columns: new[] { "ServiceId", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_ServiceId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "ServiceId", "DeadlineOn", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_WardId_CaseNumber",
                table: "Complaints",
                columns: new[] { "WardId", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Work_WardId_DeadlineOn_CaseNumber",
                table: "Complaints",
                columns: new[] { "WardId", "DeadlineOn", "CaseNumber" },
                filter: "\"Status\" <> 'Closed'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AssignmentRules");

            migrationBuilder.DropTable(
                name: "AuditSubjects");

            migrationBuilder.DropTable(
                name: "CalendarWeeks");

            migrationBuilder.DropTable(
                name: "DepartmentCalendars");

            migrationBuilder.DropTable(
                name: "ListChoices");

            migrationBuilder.DropTable(
                name: "SettingChanges");

            migrationBuilder.DropTable(
                name: "SetupLinks");

            migrationBuilder.DropTable(
                name: "SignInNotes");

            migrationBuilder.DropTable(
                name: "StaffSessions");

            migrationBuilder.DropTable(
                name: "StatedOpenings");

            migrationBuilder.DropIndex(
                name: "IX_StatusChanges_UserId_To_On",
                table: "StatusChanges");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_AccountableId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_AccountableId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_BurstId",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Climbed_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Climbed_DeadlineOn",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_ClosedOn_Id",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DepartmentId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DepartmentId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DepartmentId_OfficerId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DepartmentId_OfficerId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DepartmentId_Status_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_DepartmentId_Status_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_FiledOn_CaseNumber_DeadlineOn",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Kind_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Kind_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_OfficerId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_OfficerId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_PendingById",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_ServiceId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_ServiceId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Status_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Status_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_WardId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_WardId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_DepartmentId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_DepartmentId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_DepartmentId_OfficerId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_DepartmentId_OfficerId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_Kind_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_Kind_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_OfficerId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_OfficerId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_ServiceId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_ServiceId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_WardId_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Work_WardId_DeadlineOn_CaseNumber",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_CaseSpans_AccountableId_OfficerId",
                table: "CaseSpans");

            migrationBuilder.DropIndex(
                name: "IX_CaseSpans_DepartmentId_State_FromOn",
                table: "CaseSpans");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Act_Sequence",
                table: "AuditEntries");

            migrationBuilder.DropColumn(
                name: "IsDisabled",
                table: "Wards");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_BurstId",
                table: "Complaints",
                column: "BurstId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_DepartmentId_Status_DeadlineOn",
                table: "Complaints",
                columns: new[] { "DepartmentId", "Status", "DeadlineOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ServiceId",
                table: "Complaints",
                column: "ServiceId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_WardId",
                table: "Complaints",
                column: "WardId");
        }
    }
}
