using System.Net;
using System.Net.Http.Headers;

namespace Mibsp.Tests.Faults;

/// <summary>
/// What a browser keeps and sends by itself, and a judge of every answer: it is a page in our words, whatever happens; and while the portal
/// lives there is an answer.
/// </summary>
internal sealed class Ear(Witness witness) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
{
    private readonly Dictionary<string, string> _cookies = [];

    public string Cookies => string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", Cookies);
        }

        var wasDead = witness.Watch();
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            Keep(answer.Headers);
            await JudgeAsync(request, answer, cancellationToken);
            return answer;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!wasDead() && !TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                witness.Break($"No answer to {request.Method} {request.RequestUri!.AbsolutePath}: {fault.GetType().Name} {fault.Message}");
            }

            witness.Count("no answer");
            throw new HttpRequestException("No answer.", fault);
        }
    }

    private async Task JudgeAsync(HttpRequestMessage request, HttpResponseMessage answer, CancellationToken ct)
    {
        var status = (int)answer.StatusCode;
        witness.Count($"{status}");
        if (status is >= 300 and < 400)
        {
            return;
        }

        var text = await answer.Content.ReadAsStringAsync(ct);
        var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html" && text.Contains("<h1", StringComparison.Ordinal)
            && text.Contains("</html>", StringComparison.Ordinal);
        if (!isPage || status >= 400 && !text.Contains("error-page__code", StringComparison.Ordinal)
            || text.Contains("Exception", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal))
        {
            witness.Break($"{status} to {request.Method} {request.RequestUri!.AbsolutePath} is no page of ours: {text[..Math.Min(400, text.Length)]}");
        }
        else if (answer.StatusCode is HttpStatusCode.InternalServerError)
        {
            // A sentence, but the wrong one: nothing here is a mistake of the portal's own.
            witness.Break($"500 to {request.Method} {request.RequestUri!.AbsolutePath}: what passes must be told as passing (503)");
        }
    }

    private void Keep(HttpResponseHeaders headers)
    {
        foreach (var pair in (headers.TryGetValues("Set-Cookie", out var set) ? set : []).Select(c => c.Split(';')[0].Split('=', 2)))
        {
            _cookies[pair[0]] = pair[1];
        }
    }
}
