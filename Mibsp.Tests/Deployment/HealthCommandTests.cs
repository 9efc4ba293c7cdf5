using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mibsp.Tests.Support.Network;
using Mibsp.Web.Commands;

namespace Mibsp.Tests.Deployment;

/// <summary>What a container asks to know whether its portal lives.</summary>
public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(200, 0, "healthy")]
    [InlineData(503, 1, "unhealthy: 503")]
    public async Task It_says_what_the_portal_answers(int status, int code, string words)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = Ports.Free();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var portal = builder.Build();
        portal.Run(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/health/live" ? status : StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await portal.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal((code, words), await AskAsync(["health"], $"{port}"));
    }

    [Fact]
    public async Task Nobody_there_is_unhealthy() => Assert.Equal((1, "unhealthy: no answer"), await AskAsync(["health"], $"{Ports.Free()};1"));

    [Fact]
    public async Task What_is_no_address_is_told() => Assert.Equal(1, (await AskAsync(["health", "here"], null)).Code);

    private static async Task<(int Code, string Said)> AskAsync(string[] args, string? port)
    {
        using var said = new StringWriter();
        var code = await HealthCommand.RunAsync(args, name => name == "ASPNETCORE_HTTP_PORTS" ? port : null, said);
        return (code, said.ToString().Trim());
    }
}
