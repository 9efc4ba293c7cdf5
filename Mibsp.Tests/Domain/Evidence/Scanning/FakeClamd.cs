using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mibsp.Tests.Domain.Evidence.Scanning;

/// <summary>Speaks clamd's protocol on a real socket, as well or as badly as a test wants.</summary>
internal sealed class FakeClamd : IDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly string? _path;

    /// <param name="answer">What it says to a file; null to hang up without a word.</param>
    /// <param name="onTcp">On TCP, or else on a Unix socket.</param>
    /// <param name="isSlow">Never answers at all.</param>
    /// <param name="readsAtMost">Hangs up after so many bytes of the file.</param>
    internal FakeClamd(string? answer, bool onTcp = false, bool isSlow = false, int readsAtMost = int.MaxValue)
    {
        if (onTcp)
        {
            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Address = $"tcp:127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        }
        else
        {
            _path = Path.Combine(Path.GetTempPath(), $"clamd-{System.Security.Cryptography.RandomNumberGenerator.GetHexString(8)}");
            _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _listener.Bind(new UnixDomainSocketEndPoint(_path));
            Address = "unix:" + _path;
        }

        _listener.Listen();
        Serving = ServeAsync(answer, isSlow, readsAtMost);
    }

    internal string Address { get; }

    /// <summary>The last file it was sent whole.</summary>
    internal byte[] Seen { get; private set; } = [];

    /// <summary>The largest piece of a file it was sent.</summary>
    internal int LargestPiece { get; private set; }

    internal Task Serving { get; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        if (_path is not null)
        {
            File.Delete(_path);
        }

        _end.Dispose();
    }

    private async Task ServeAsync(string? answer, bool isSlow, int readsAtMost)
    {
        try
        {
            while (true)
            {
                using Socket client = await _listener.AcceptAsync(_end.Token);
                await using var stream = new NetworkStream(client);
                string? said = await HearAsync(stream, readsAtMost) == "zPING" ? "PONG\0" : answer;
                if (isSlow)
                {
                    // Never answers: until the test is over.
                    await Task.Delay(Timeout.Infinite, _end.Token);
                }

                if (said is not null)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(said), _end.Token);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private async Task<string> HearAsync(NetworkStream stream, int readsAtMost)
    {
        var command = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _end.Token) == 1 && one[0] != 0)
        {
            command.Append((char)one[0]);
        }

        if (command.ToString() == "zINSTREAM")
        {
            using var file = new MemoryStream();
            var head = new byte[4];
            int length;
            while (file.Length < readsAtMost)
            {
                await stream.ReadExactlyAsync(head, _end.Token);
                if ((length = BinaryPrimitives.ReadInt32BigEndian(head)) == 0)
                {
                    Seen = file.ToArray();
                    break;
                }

                LargestPiece = Math.Max(LargestPiece, length);
                var piece = new byte[length];
                await stream.ReadExactlyAsync(piece, _end.Token);
                file.Write(piece);
            }
        }

        return command.ToString();
    }
}
