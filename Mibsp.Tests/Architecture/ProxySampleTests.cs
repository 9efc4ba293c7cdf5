using Mibsp.Tests.Support;

namespace Mibsp.Tests.Architecture;

/// <summary>What nginx is told writes nothing about anybody. How it behaves: Deployment/ProxyTests.</summary>
public sealed class ProxySampleTests
{
    private static readonly string _sample = Path.Combine(Repository.Root, "infra", "nginx", "mibsp.conf");

    [Theory]
    [InlineData("access_log off;")]
    [InlineData("emerg;")]
    [InlineData("proxy_request_buffering off;")]
    [InlineData("proxy_buffering off;")]
    [InlineData("X-Forwarded-For \"\";")]
    [InlineData("X-Real-IP \"\";")]
    public async Task It_says(string words)
        => Assert.Contains(words, await File.ReadAllTextAsync(_sample, TestContext.Current.CancellationToken), StringComparison.Ordinal);
}
