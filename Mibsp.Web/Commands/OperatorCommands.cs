using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Commands;

/// <summary>What an operator calls instead of starting the portal: one place that knows which word means which.</summary>
internal static class OperatorCommands
{
    /// <summary>Those that need no setting and no service, answered before anything is built. Null when it is none of them.</summary>
    public static Task<int>? WithoutHost(string[] args)
        => ScheduleCommand.IsMeant(args) ? ScheduleCommand.RunAsync(args, Console.Out)
            : HealthCommand.IsMeant(args) ? HealthCommand.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out)
            : null;

    /// <summary>Whether it is one of the others, so that the portal is not to start.</summary>
    public static bool IsMeant(string[] args)
        => KeysCommand.IsMeant(args) || SeedCommand.IsMeant(args) || VerifyCommand.IsMeant(args) || MigrateCommand.IsMeant(args) || MoveCommand.IsMeant(args);

    /// <summary>The others. Null when the portal is to start.</summary>
    public static Task<int>? Find(WebApplication app, DatabaseConnection database, string[] args)
        => KeysCommand.IsMeant(args) ? app.Services.GetRequiredService<KeysCommand>().RunAsync(args, Console.Out)
            : SeedCommand.IsMeant(args) ? SeedCommand.RunAsync(app, args)
            : VerifyCommand.IsMeant(args) ? ActivatorUtilities.CreateInstance<VerifyCommand>(app.Services).RunAsync(args, Console.Out)
            : MigrateCommand.IsMeant(args) ? ActivatorUtilities.CreateInstance<MigrateCommand>(app.Services, database).RunAsync(args, Console.Out)
            : MoveCommand.IsMeant(args) ? ActivatorUtilities.CreateInstance<MoveCommand>(app.Services, database).RunAsync(args, Console.Out)
            : null;
}
