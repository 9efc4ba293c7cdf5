using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser.Leaks;

/// <summary>A browser without scripts that says as much about itself as one can, from an address of its own.</summary>
internal sealed class MarkedCitizen : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { ConnectCallback = ConnectAsync, AllowAutoRedirect = false };

    public MarkedCitizen(string address)
    {
        Http = new HttpClient(_handler) { BaseAddress = new Uri(address) };
        foreach (var (name, value) in Headers.Append(("User-Agent", Marks.Agent)).Append(("Accept-Language", Marks.Language)))
        {
            Http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }
    }

    public HttpClient Http { get; }

    /// <summary>What proxies and browsers tell about a visitor.</summary>
    public static IEnumerable<(string Name, string Value)> Headers =>
    [
        ("X-Forwarded-For", Marks.Forwarded), ("X-Real-IP", Marks.Forwarded), ("Forwarded", $"for={Marks.Forwarded}"), ("Referer", Marks.Referrer),
        ("X-Request-ID", Marks.Hostile), ("traceparent", "00-4d41524b45524d41524b45524d41524b-4d41524b45524d41-01"), ("baggage", $"who={Marks.Hostile}"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Everything that goes wrong between a browser and a server, each with a mark in it.</summary>
    public async Task ProvokeAsync(Uri portal)
    {
        await AnswersAsync(HttpStatusCode.NotFound, new HttpRequestMessage(HttpMethod.Get, $"/{Marks.Query}/{Marks.FileName}?q={Marks.Query}"));
        await AnswersAsync(HttpStatusCode.BadRequest, new HttpRequestMessage(HttpMethod.Post, "/track")
        {
            Content = new FormUrlEncodedContent([new("_handler", "find"), new("__RequestVerificationToken", Marks.Hostile), new("TrackingId", Marks.WrongId)]),
        });
        using var broken = new ByteArrayContent(Encoding.ASCII.GetBytes($"--x\r\nContent-Disposition: form-data; name={Marks.Hostile}"));
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=" + new string('m', 200) + Marks.Hostile);
        using (await Http.PostAsync(new Uri($"/submit?{Marks.Query}", UriKind.Relative), broken, Token))
        {
        }

        using var large = new HttpRequestMessage(HttpMethod.Post, $"/submit?{Marks.Query}") { Content = new ByteArrayContent(new byte[20 * 1024 * 1024]) };
        await AnswersAsync(HttpStatusCode.RequestEntityTooLarge, large);
        foreach (var raw in new[] { $"GET /{Marks.Query} HTTP/1.1\r\nHost: x\r\nBad {Marks.Hostile}\r\n\r\n", $"{Marks.Hostile} \0\r\n\r\n", $"GET /_blazor?id={Marks.Query} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n" })
        {
            await SendRawAsync(portal, raw);
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    private async Task AnswersAsync(HttpStatusCode expected, HttpRequestMessage request)
    {
        using (request)
        using (var answer = await Http.SendAsync(request, Token))
        {
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    private static async Task SendRawAsync(Uri portal, string request)
    {
        using var socket = await SocketAsync(portal.Port, Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), Token);
        await socket.ReceiveAsync(new byte[256], Token);
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
        => new NetworkStream(await SocketAsync(context.DnsEndPoint.Port, ct), ownsSocket: true);

    private static async Task<Socket> SocketAsync(int port, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(Marks.Loopback), 0));
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), ct);
        return socket;
    }
}
