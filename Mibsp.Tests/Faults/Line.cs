using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mibsp.Tests.Faults;

internal enum LineState
{
    Open,

    /// <summary>Whoever calls is hung up on.</summary>
    Refusing,

    /// <summary>Whoever calls is taken, and never hears a word.</summary>
    Silent,
}

/// <summary>The line between the portal and something it needs, with an address that stays: it can be cut, refuse, and fall silent.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, TcpClient?> _calls = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private readonly Func<int> _target;

    /// <param name="target">The port at the other end, asked for with each call.</param>
    public Line(Func<int> target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public LineState State { get; set; }

    /// <summary>Hangs up on all that are connected just now.</summary>
    public void Cut()
    {
        foreach (var (near, far) in _calls)
        {
            near.Dispose();
            far?.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Cut();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        _calls[near] = null;
        try
        {
            using (near)
            {
                if (State is LineState.Refusing)
                {
                    return;
                }

                if (State is LineState.Silent)
                {
                    await near.GetStream().CopyToAsync(Stream.Null, _end.Token);
                    return;
                }

                using var far = new TcpClient { NoDelay = true };
                (near.NoDelay, _calls[near]) = (true, far);
                await far.ConnectAsync(IPAddress.Loopback, _target(), _end.Token);
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream(), _end.Token),
                    far.GetStream().CopyToAsync(near.GetStream(), _end.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }
        finally
        {
            _calls.TryRemove(near, out _);
        }
    }
}
