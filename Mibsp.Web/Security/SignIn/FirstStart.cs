using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Mibsp.Domain.Officers.SignIn;

namespace Mibsp.Web.Security.SignIn;

/// <summary>
/// A new portal has no account that anybody knows: whoever starts it reads on the console how to make the first one. While there is no
/// administrator, each start prints a new link. Not in Development, which has the demo's accounts, nor in tests.
/// </summary>
internal sealed class FirstStart(FirstAdministrator first, IServer server, IHostEnvironment environment) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment() || environment.IsEnvironment("Testing") || await first.NewTokenAsync(cancellationToken) is not { } token)
        {
            return;
        }

        // To the console and not to the log, which may be kept where others read it.
        TextWriter console = Console.Out;
        await console.WriteLineAsync(
            $"""

            There is no administrator yet. Within 24 hours, open this page at the portal's own address and make the first one:
                {server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()}/auth/setup?token={token}
            Whoever has this link can do it. It works once. The next start prints a new one.

            """);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
