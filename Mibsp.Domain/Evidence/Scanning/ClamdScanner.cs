using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Mibsp.Domain.Evidence.Scanning;

/// <summary>
/// Asks clamd over its socket: the file goes as a stream in pieces, so clamd needs no access to our folders. Everything has a
/// time-out; whatever goes wrong means "not scanned", because a scanner that is away must not cost a citizen their evidence.
/// </summary>
public sealed class ClamdScanner : IEvidenceScanner
{
    private const int Piece = 64 * 1024;
    private const int LongestAnswer = 4096;
    private readonly ClamdAddress _address;
    private readonly TimeSpan _scanAtMost;
    private readonly TimeSpan _pingAtMost;

    public ClamdScanner(ClamdAddress address)
        : this(address, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(2))
    {
    }

    internal ClamdScanner(ClamdAddress address, TimeSpan scanAtMost, TimeSpan pingAtMost)
        => (_address, _scanAtMost, _pingAtMost) = (address, scanAtMost, pingAtMost);

    public bool IsSet => true;

    public async Task<bool> AnswersAsync(CancellationToken ct) => await AskAsync("zPING\0"u8.ToArray(), null, _pingAtMost, ct) == "PONG";

    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        // "stream: OK", "stream: Some.Name FOUND", or "… ERROR".
        string? answer = await AskAsync("zINSTREAM\0"u8.ToArray(), file, _scanAtMost, ct);
        return answer == "stream: OK" ? ScanVerdict.Clean
            : answer?.StartsWith("stream: ", StringComparison.Ordinal) == true && answer.EndsWith(" FOUND", StringComparison.Ordinal) ? ScanVerdict.Infected
            : ScanVerdict.Unknown;
    }

    // Null when there is no whole answer in time.
    private async Task<string?> AskAsync(byte[] command, ReadOnlyMemory<byte>? file, TimeSpan atMost, CancellationToken ct)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(atMost);
        try
        {
            using Socket socket = _address.Open();
            await socket.ConnectAsync(_address.EndPoint, clock.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            try
            {
                await SendAsync(stream, command, file, clock.Token);
            }
            catch (IOException)
            {
                // clamd stops listening when it has enough, for example when the file is larger than it takes; its answer says so.
            }

            return await ReadAsync(stream, clock.Token);
        }
        catch (Exception away) when (away is SocketException or IOException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static async Task SendAsync(NetworkStream stream, byte[] command, ReadOnlyMemory<byte>? file, CancellationToken ct)
    {
        await stream.WriteAsync(command, ct);
        if (file is not { } rest)
        {
            return;
        }

        var length = new byte[4];
        while (!rest.IsEmpty)
        {
            ReadOnlyMemory<byte> piece = rest[..Math.Min(Piece, rest.Length)];
            BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
            await stream.WriteAsync(length, ct);
            await stream.WriteAsync(piece, ct);
            rest = rest[piece.Length..];
        }

        await stream.WriteAsync(new byte[4], ct);
    }

    private static async Task<string?> ReadAsync(NetworkStream stream, CancellationToken ct)
    {
        var answer = new byte[LongestAnswer];
        int filled = 0;
        int read;
        while (filled < answer.Length && (read = await stream.ReadAsync(answer.AsMemory(filled), ct)) > 0)
        {
            filled += read;
            if (answer.AsSpan(0, filled).IndexOf((byte)0) is >= 0 and int end)
            {
                return Encoding.ASCII.GetString(answer, 0, end);
            }
        }

        return null;
    }
}
