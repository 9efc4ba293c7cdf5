using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mibsp.Domain.Evidence.Scanning;

/// <summary>Where clamd listens: <c>unix:/run/clamav/clamd.ctl</c> or <c>tcp:host:port</c>.</summary>
public sealed record ClamdAddress
{
    private const string Unix = "unix:";
    private const string Tcp = "tcp:";
    private const int LongestPath = 107;

    private ClamdAddress(EndPoint endPoint, AddressFamily? family) => (EndPoint, Family) = (endPoint, family);

    public EndPoint EndPoint { get; }

    internal AddressFamily? Family { get; }

    /// <summary>Null when it is neither.</summary>
    public static ClamdAddress? Parse(string text)
    {
        if (text.StartsWith(Unix, StringComparison.Ordinal))
        {
            string path = text[Unix.Length..];
            bool isPath = Path.IsPathRooted(path) && System.Text.Encoding.UTF8.GetByteCount(path) <= LongestPath;
            return isPath ? new ClamdAddress(new UnixDomainSocketEndPoint(path), AddressFamily.Unix) : null;
        }

        int colon = text.LastIndexOf(':');
        if (!text.StartsWith(Tcp, StringComparison.Ordinal) || colon <= Tcp.Length
            || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
        {
            return null;
        }

        string host = text[Tcp.Length..colon].Trim('[', ']');
        return Uri.CheckHostName(host) is UriHostNameType.Unknown ? null
            : new ClamdAddress(IPAddress.TryParse(host, out IPAddress? address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port), null);
    }

    internal Socket Open() => Family is { } family
        ? new Socket(family, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(SocketType.Stream, ProtocolType.Tcp);
}
