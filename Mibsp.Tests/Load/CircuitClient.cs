using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Mibsp.Tests.Load;

/// <summary>
/// An open page without a browser: fetches it, starts its circuit over a WebSocket as blazor.web.js does, acknowledges what is
/// rendered, and notes when each case number first came. A page other than the queue counts as drawn when <c>sign</c> has come.
/// </summary>
internal sealed partial class CircuitClient(Uri portal, string cookie, string? sign = null) : IAsyncDisposable
{
    private const long Invocation = 1;
    private const long Completion = 3;
    private const long Close = 7;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _ping = TimeSpan.FromSeconds(10);
    private static readonly byte[] _prefix = Encoding.ASCII.GetBytes($"{TimeProvider.System.GetUtcNow().Year}-");

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _left = new();
    private readonly TaskCompletionSource<string> _circuit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private int _messages;
    private TaskCompletionSource<long>? _next;
    private ulong? _handler;
    private string? _renderer;

    /// <summary>When each case number was first drawn, by Stopwatch.</summary>
    public ConcurrentDictionary<string, long> Seen { get; } = new();

    /// <summary>What went wrong; null while nothing did.</summary>
    public Exception? Fault { get; private set; }

    public int Batches { get; private set; }

    /// <summary>Whether what can be clicked is looked for in what is drawn.</summary>
    public bool IsClicked { get; init; }

    /// <summary>When the page's first bytes came, and when it was drawn, by Stopwatch.</summary>
    public (long First, long Drawn) Times { get; private set; }

    /// <summary>Opens the page and returns once its list was drawn. Throws when that takes longer than a minute.</summary>
    public async Task OpenAsync(HttpClient http, string path, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(_patience);
        try
        {
            await BeginAsync(http, path, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The page was not drawn: circuit {_circuit.Task.Status}, {Batches} batches, {_messages} messages, socket {_socket.State}.");
        }
    }

    private async Task BeginAsync(HttpClient http, string path, CancellationToken ct)
    {
        var page = await PageAsync(http, path, ct);
        if (cookie.Length > 0)
        {
            _socket.Options.SetRequestHeader("Cookie", cookie);
        }

        _socket.Options.SetRequestHeader("X-Forwarded-Proto", "https");
        await _socket.ConnectAsync(new UriBuilder(new Uri(portal, "_blazor")) { Scheme = "ws" }.Uri, ct);
        await _socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, ct);
        await _socket.ReceiveAsync(new byte[64], ct);
        _running = Task.WhenAll(ReceiveAsync(), PingAsync());
        await InvokeAsync("0", "StartCircuit", portal.ToString(), new Uri(portal, path).ToString(), "[]", "");
        await _circuit.Task.WaitAsync(ct);
        await InvokeAsync(null, "UpdateRootComponents", Operations(page), State().Match(page).Groups[1].Value);
        await _drawn.Task.WaitAsync(ct);
    }

    /// <summary>When it is drawn the next time, by Stopwatch.</summary>
    public Task<long> NextDrawingAsync() => (_next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Clicks what is to be clicked, the last of it on the page, and says when the page was drawn after it.</summary>
    public async Task<long> ClickAsync(CancellationToken ct)
    {
        var drawn = NextDrawingAsync();
        var what = $"[{{\"eventHandlerId\":{_handler},\"eventName\":\"click\",\"eventFieldInfo\":null}},{{\"type\":\"click\",\"detail\":1}}]";
        await InvokeAsync(null, "BeginInvokeDotNetFromJS", "1", null, "DispatchEventAsync", long.Parse(_renderer!, null), what);
        return await drawn.WaitAsync(_patience, ct);
    }

    /// <summary>Leaves as a closed tab does: says so, and hangs up.</summary>
    public async Task LeaveAsync(HttpClient http, CancellationToken ct)
    {
        using var goodbye = new MultipartFormDataContent { { new StringContent(await _circuit.Task), "circuitId" } };
        using var answer = await http.PostAsync(new Uri(portal, "_blazor/disconnect"), goodbye, ct);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _socket.Abort();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        _next?.TrySetCanceled();
        _socket.Dispose();
        _left.Dispose();
    }

    private async Task<string> PageAsync(HttpClient http, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal, path));
        if (cookie.Length > 0)
        {
            request.Headers.Add("Cookie", cookie);
        }

        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        Times = (Stopwatch.GetTimestamp(), 0);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>All components of the page are added, as they are when a page is opened.</summary>
    private static string Operations(string page)
    {
        var operations = Marker().Matches(page).Select(m => m.Groups[1].Value).Where(m => m.Contains("\"descriptor\"", StringComparison.Ordinal))
            .Select((marker, i) => $"{{\"type\":\"add\",\"ssrComponentId\":{i + 1},\"marker\":{marker}}}");
        return $"{{\"batchId\":1,\"operations\":[{string.Join(',', operations)}]}}";
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (!_left.IsCancellationRequested)
            {
                // One for each message: kept, it would be as large as the largest, and be weighed as if the portal kept it.
                using var whole = new MemoryStream();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), _left.Token);
                    whole.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                foreach (var message in Pack.Messages(whole.GetBuffer().AsMemory(0, (int)whole.Length)))
                {
                    _messages++;
                    await TakeAsync(message);
                }
            }
        }
        catch (Exception) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    private Task TakeAsync(object?[] message) => (message[0], message.ElementAtOrDefault(3)) switch
    {
        (Completion, _) => Begun(message),
        (Invocation, "JS.RenderBatch") => DrawAsync((object?[])message[4]!),
        (Invocation, "JS.BeginInvokeJS") => AnswerAsync((object?[])message[4]!),
        (Close, _) => Task.FromException(new InvalidOperationException($"The server hung up: {message.ElementAtOrDefault(1)}")),
        (Invocation, "JS.Error") => Task.FromException(new InvalidOperationException($"{((object?[])message[4]!)[0]}")),
        _ => Task.CompletedTask,
    };

    private Task Begun(object?[] completion)
    {
        _circuit.TrySetResult((string?)completion.ElementAtOrDefault(4) ?? throw new InvalidOperationException("No circuit was given."));
        return Task.CompletedTask;
    }

    private Task DrawAsync(object?[] arguments)
    {
        var now = Stopwatch.GetTimestamp();
        var drawn = ((ReadOnlyMemory<byte>)arguments[1]!).Span;
        Batches++;
        _handler = IsClicked ? Drawing.HandlerOf(drawn, "onclick") ?? _handler : null;
        Interlocked.Exchange(ref _next, null)?.TrySetResult(now);
        if (drawn.IndexOf(Encoding.UTF8.GetBytes(sign ?? "tile__value")) >= 0)
        {
            Times = Times with { Drawn = Times.Drawn == 0 ? now : Times.Drawn };
            _drawn.TrySetResult();
        }

        for (var at = drawn.IndexOf(_prefix); at >= 0; at = drawn.IndexOf(_prefix))
        {
            if (at + 11 <= drawn.Length)
            {
                Seen.TryAdd(Encoding.ASCII.GetString(drawn.Slice(at, 11)), now);
            }

            drawn = drawn[(at + _prefix.Length)..];
        }

        return InvokeAsync(null, "OnRenderCompleted", arguments[0], null);
    }

    private Task AnswerAsync(object?[] arguments)
    {
        if (arguments[1] is "Blazor._internal.attachWebRendererInterop")
        {
            _renderer = Renderer().Match((string)arguments[2]!).Groups[1].Value;
        }

        var result = arguments[3] is 1L ? "{\"__jsObjectId\":1}" : "null";
        return InvokeAsync(null, "EndInvokeJSFromDotNet", arguments[0], true, $"[{arguments[0]},true,{result}]");
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(_ping);
        try
        {
            while (await timer.WaitForNextTickAsync(_left.Token))
            {
                await SendAsync(Pack.Message(6));
            }
        }
        catch (Exception) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    private Task InvokeAsync(string? id, string method, params object?[] arguments)
        => SendAsync(Pack.Message(1, Pack.Headers.None, id, method, arguments, Array.Empty<object?>()));

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync(_left.Token);
        try
        {
            await _socket.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, true, _left.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private void Fail(Exception fault)
    {
        Fault ??= fault;
        _circuit.TrySetException(fault);
        _drawn.TrySetException(fault);
    }

    [GeneratedRegex("\"__dotNetObject\":(\\d+)")]
    private static partial Regex Renderer();

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([^ ]*?)-->")]
    private static partial Regex State();
}
