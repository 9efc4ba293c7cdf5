using System.Net;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Host;

/// <summary>What stands between the street and the staff pages.</summary>
public sealed class StaffDoorTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task The_front_page_is_open()
    {
        using var answer = await host.Browser().GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
