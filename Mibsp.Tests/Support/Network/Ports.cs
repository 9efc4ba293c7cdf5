using System.Net;
using System.Net.Sockets;

namespace Mibsp.Tests.Support.Network;

internal static class Ports
{
    /// <summary>A port of this machine on which nobody listens at the moment.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
