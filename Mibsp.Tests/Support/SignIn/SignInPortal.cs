namespace Mibsp.Tests.Support.SignIn;

/// <summary>A portal process whose open pages ask every second whether they may stay open.</summary>
public sealed class SignInPortal : IAsyncLifetime
{
    public PortalProcess Portal { get; } = new(new Dictionary<string, string> { ["Staff__RecheckSeconds"] = "1" });

    public string Address => Portal.Address;

    public async ValueTask InitializeAsync()
    {
        if (BrowserFixture.Chromium is not null)
        {
            await Portal.StartAsync(CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
