using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mibsp.Domain.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ClockBackfill : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            Persistence.ClockBackfill.Apply(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
