using Microsoft.EntityFrameworkCore.Migrations;

namespace Mibsp.Domain.Persistence;

/// <summary>
/// Gives complaints that were filed before there were clocks one each, as if it had run for whoever has them since the filing.
/// Who answers for them is worked out by the first sweep. The same words on every database.
/// </summary>
internal static class ClockBackfill
{
    public static void Apply(MigrationBuilder migration)
    {
        migration.Sql("""
            UPDATE "Complaints" SET "RoundOn" = "FiledOn", "ReckonedOn" = "FiledOn",
              "LateAfterOn" = CASE WHEN "Status" = 'Action Taken' THEN '9999-12-31' ELSE "DeadlineOn" END,
              "Days" = COALESCE((SELECT s."DeadlineDays" FROM "Services" s WHERE s."Id" = "Complaints"."ServiceId"), 15);
            """);
        migration.Sql("""UPDATE "Complaints" SET "AllowanceUnits" = 2 * "Days";""");
        migration.Sql("""
            INSERT INTO "CaseSpans" ("ComplaintId", "Number", "Round", "State", "DepartmentId", "ChargedDepartmentId", "OfficerId", "FromOn")
            SELECT "Id", 1, 0, CASE "Status" WHEN 'Action Taken' THEN 'AwaitingConfirmation' WHEN 'Awaiting Citizen' THEN 'AwaitingCitizen' ELSE 'Running' END,
              "DepartmentId", "DepartmentId", "OfficerId", "FiledOn"
            FROM "Complaints" WHERE "Status" <> 'Closed';
            """);
        migration.Sql("""
            UPDATE "Recusals" SET "By" = 'Citizen', "On" = (SELECT c."FiledOn" FROM "Complaints" c WHERE c."Id" = "Recusals"."ComplaintId");
            """);
        migration.Sql("""DELETE FROM "WorkTallies";""");
        migration.Sql("""
            INSERT INTO "WorkTallies" ("DepartmentId", "OfficerId", "LateAfterOn", "Count")
            SELECT "DepartmentId", COALESCE("OfficerId", '00000000-0000-0000-0000-000000000000'), "LateAfterOn", COUNT(*)
            FROM "Complaints" WHERE "CaseNumber" IS NOT NULL AND "Status" <> 'Closed'
            GROUP BY "DepartmentId", "OfficerId", "LateAfterOn";
            """);
    }
}
