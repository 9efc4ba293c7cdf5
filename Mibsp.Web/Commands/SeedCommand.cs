using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Seeding;

namespace Mibsp.Web.Commands;

/// <summary>
/// <c>seed --complaints N [--number N]</c>: plants made-up complaints into the configured database. Only in Development and Testing, or into a
/// database without any complaint. The portal must not run meanwhile. Ctrl+C ends it in good order.
/// </summary>
internal sealed class SeedCommand(
    ComplaintSeeding seeding, DemoPlanting demo, KeyRing ring, IDbContextFactory<MibspDbContext> contexts, IStartupValidator settings, IHostEnvironment environment)
{
    private const int Refused = 1;
    private const int Misused = 2;

    private bool IsTrial => environment.IsDevelopment() || environment.IsEnvironment("Testing");

    public static bool IsMeant(string[] args) => args is ["seed", ..];

    /// <summary>Null when the words are not understood.</summary>
    public static SeedPlan? Parse(string[] args) => args switch
    {
        ["seed", "--complaints", var complaints] when Whole(complaints) is { } count => new SeedPlan(count),
        ["seed", "--complaints", var complaints, "--number", var number] when Whole(complaints) is { } count && uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var drawn)
            => new SeedPlan(count, drawn),
        _ => null,
    };

    /// <summary>As it is called from the command line.</summary>
    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        return await ActivatorUtilities.CreateInstance<SeedCommand>(app.Services).RunAsync(args, Console.Out, stop.Token);
    }

    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken stop)
    {
        if (Parse(args) is not { } plan)
        {
            await output.WriteLineAsync($"Use: seed --complaints N, with N from 1 to {SeedPlan.Most}; add --number N to draw other complaints.");
            return Misused;
        }

        try
        {
            settings.Validate();
            await PrepareAsync(stop);
            var bar = new SeedBar(output, !Console.IsOutputRedirected);
            return await seeding.PlantAsync(plan, IsTrial, bar, stop) switch
            {
                SeedRefusal.NotEmpty => await SayAsync(output, "There are complaints in this database. Made-up ones are planted into an empty one only, or in Development."),
                SeedRefusal.NoTown => await SayAsync(output, "First make departments with services and an officer each, and two people of the Integrity Cell, or one and a commissioner."),
                _ => await bar.EndAsync(),
            };
        }
        catch (Exception fault) when (fault is KeyRingException or KeyFileException or OptionsValidationException)
        {
            return await SayAsync(output, fault.Message);
        }
    }

    private async Task PrepareAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.MigrateAsync(ct);
        if (!await db.ComplaintKeys.AnyAsync(ct))
        {
            ring.MakeFirst();
        }

        if (environment.IsDevelopment())
        {
            await demo.PlantAsync(ct);
        }
    }

    private static int? Whole(string text)
        => int.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole is >= 1 and <= SeedPlan.Most ? whole : null;

    private static async Task<int> SayAsync(TextWriter output, string sentence)
    {
        await output.WriteLineAsync(sentence);
        return Refused;
    }
}
