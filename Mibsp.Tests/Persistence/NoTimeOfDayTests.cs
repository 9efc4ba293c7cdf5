using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Persistence;

/// <summary>What no table has a column for cannot be kept: the database holds days, and no time of day of anything.</summary>
public sealed class NoTimeOfDayTests
{
    // ASP.NET Core Identity's own, of staff only: until when failed sign-ins lock an account, and when a passkey was made.
    private static readonly string[] _identity = ["StaffUser.LockoutEnd", "IdentityPasskeyData.CreatedAt"];

    private static readonly Type[] _times = [typeof(DateTime), typeof(DateTimeOffset), typeof(TimeOnly), typeof(TimeSpan)];

    [Fact]
    public async Task No_column_can_hold_a_time_of_day()
    {
        using var portal = new TestPortal(DatabaseProvider.Sqlite);
        await using var db = await portal.Town.ContextAsync();

        var found = db.Model.GetEntityTypes().SelectMany(type => type.GetProperties())
            .Where(property => _times.Contains(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType))
            .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name}");

        Assert.Equal(_identity, found);
    }
}
