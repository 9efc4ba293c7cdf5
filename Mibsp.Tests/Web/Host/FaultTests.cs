using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mibsp.Tests.Support;
using Mibsp.Web.Options;

namespace Mibsp.Tests.Web.Host;

public sealed class FaultTests(WebHost host) : IClassFixture<WebHost>
{
    public static TheoryData<string, int, string> Faults => new()
    {
        { "bug", 500, "Something went wrong on our side" },
        { "disk", 503, "The portal is not available right now" },
        { "all attempts", 503, "The portal is not available right now" },
        { "several", 503, "The portal is not available right now" },
        { "size", 413, "That was too large" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_fault_is_told_in_plain_words_and_without_a_trace(string fault, int status, string words)
    {
        using var failing = host.WithWebHostBuilder(web => web.ConfigureTestServices(services
            => services.AddSingleton<IOptionsMonitor<CitizenOptions>>(new Failing(fault))));

        using var answer = await failing.CreateClient().GetAsync(new Uri("/leave", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_form_without_its_protection_is_answered_with_a_page()
    {
        using var form = new FormUrlEncodedContent([new("a", "b")]);

        using var answer = await host.Browser().PostAsync(new Uri("/", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<h1>That request did not work</h1>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_a_page()
    {
        using var answer = await host.Browser().GetAsync(new Uri("/no/such/page", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>There is no such page</h1>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/page", "/no/such/page#main")]
    [InlineData("//elsewhere.example/x", "/elsewhere.example/x#main")]
    public async Task An_error_page_leads_to_its_own_content(string page, string link)
    {
        using var answer = await host.Browser().GetAsync(new Uri("http://localhost" + page), TestContext.Current.CancellationToken);

        Assert.Contains($"class=\"skip-link\" href=\"{link}\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_answered_with_problem_details()
    {
        using var answer = await host.Browser().GetAsync(new Uri("/api/none", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private sealed class Failing(string fault) : IOptionsMonitor<CitizenOptions>
    {
        public CitizenOptions CurrentValue => throw (fault switch
        {
            "disk" => new IOException("secret path"),
            "all attempts" => new RetryLimitExceededException("secret attempts", new DbUpdateException("secret rows", new TimeoutException())),
            "several" => new AggregateException("secret jobs", new InvalidOperationException(), new IOException("secret line")),
            "size" => new BadHttpRequestException("secret size", StatusCodes.Status413PayloadTooLarge),
            _ => new InvalidOperationException("secret"),
        });

        public CitizenOptions Get(string? name) => new();

        public IDisposable? OnChange(Action<CitizenOptions, string?> listener) => null;
    }
}
