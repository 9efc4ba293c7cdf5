using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mibsp.Tests.Support.Mailing;

/// <summary>How badly a mail server behaves.</summary>
public enum SmtpManners
{
    Good,

    /// <summary>Accepts the connection and never says a word.</summary>
    Silent,

    /// <summary>Hangs up in the middle of the message.</summary>
    HangsUp,
}

/// <summary>An e-mail as the server got it: envelope, headers and body.</summary>
public sealed record ReceivedMail(string From, string To, IReadOnlyDictionary<string, string> Headers, string Body, string Raw);

/// <summary>A small real mail server on a real socket, as well or as badly behaved as a test wants.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ReceivedMail> _received = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public SmtpManners Manners { get; set; }

    /// <summary>What it answers to a command that begins so, instead of agreeing: "RCPT" → "450 later".</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ReceivedMail> Received => [.. _received];

    /// <summary>Every line it was told outside of messages.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    public async ValueTask DisposeAsync()
    {
        if (_serving.IsCompleted)
        {
            return; // A test took it away before.
        }

        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        await Task.WhenAll(talks);
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (Manners is SmtpManners.Silent)
                {
                    // Says nothing until the test is over.
                    await Task.Delay(Timeout.Infinite, _end.Token);
                }

                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 test");
                await AnswerAsync(reader, writer);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The other side, or the test, has gone.
            }
        }
    }

    private async Task AnswerAsync(StreamReader reader, StreamWriter writer)
    {
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            _commands.Enqueue(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (Answers.TryGetValue(verb, out var refusal))
            {
                await writer.WriteLineAsync(refusal);
                continue;
            }

            switch (verb)
            {
                case "MAIL":
                    from = Between(line);
                    break;
                case "RCPT":
                    to = Between(line);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    if (await ReadMessageAsync(reader) is not { } raw)
                    {
                        return;
                    }

                    _received.Enqueue(Parse(from, to, raw));
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
            }

            await writer.WriteLineAsync("250 ok");
        }
    }

    private async Task<string?> ReadMessageAsync(StreamReader reader)
    {
        var raw = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
        {
            if (Manners is SmtpManners.HangsUp)
            {
                return null;
            }

            raw.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append('\n');
        }

        return raw.ToString();
    }

    private static ReceivedMail Parse(string from, string to, string raw)
    {
        var split = raw.IndexOf("\n\n", StringComparison.Ordinal);
        var head = raw[..split].Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal);
        var headers = head.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        return new ReceivedMail(from, to, headers, Unquoted(raw[(split + 2)..]), raw);
    }

    private static string Unquoted(string body)
    {
        var text = body.Replace("=\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]).ReplaceLineEndings("\n");
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
