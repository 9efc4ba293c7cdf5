using Microsoft.AspNetCore.Mvc.Testing;

namespace Mibsp.Tests.Support;

/// <summary>The real portal, started once for a class of tests, spoken to over HTTP without following redirects.</summary>
public sealed class WebHost : WebApplicationFactory<Program>
{
    public HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
}
