using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mibsp.Tests.Browser;

/// <summary>The line between a browser and a portal, which can be cut without a word and mended again: what is on it is lost, and nobody is told.</summary>
internal sealed class BrokenLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly int _to;
    private readonly Task _serving;
    private volatile bool _isCut;

    public BrokenLine(string address)
    {
        _to = new Uri(address).Port;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Cut()
    {
        _isCut = true;
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        Cut();
        await _serving;
        _over.Dispose();
    }

    private async Task ServeAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (!_over.IsCancellationRequested)
            {
                var client = await _listener.AcceptTcpClientAsync(_over.Token);
                carried.Add(CarryAsync(client));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        (_open[client], _open[server]) = (true, true);
        try
        {
            if (!_isCut)
            {
                await server.ConnectAsync(IPAddress.Loopback, _to, _over.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), _over.Token), server.GetStream().CopyToAsync(client.GetStream(), _over.Token));
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // That is what it is for.
        }
        finally
        {
            client.Close();
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
        }
    }
}
