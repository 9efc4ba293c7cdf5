using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Mibsp.Tests.Browser;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Faults;

/// <summary>Faults that take more than a line: of browsers that break off, of files, and of the key ring.</summary>
internal static class Breakage
{
    /// <summary>The portal says in one sentence why it does not start, and starts again when the ring is back.</summary>
    public static async Task WithoutRingAsync(Scene scene, Dice dice, CancellationToken ct)
    {
        var (ring, away) = (Path.Combine(scene.Folder, "keys", "ring"), Path.Combine(scene.Folder, "keys", "ring-away"));
        await scene.KillAsync(ct);
        if (!scene.Witness.Seen.ContainsKey("filed"))
        {
            // Nothing in the database needs a key yet: then a first one is made.
            await scene.StartAsync(ct);
            return;
        }

        Directory.Move(ring, away);
        try
        {
            var (code, said) = await scene.CallAsync();
            if (code == 0 || !said.Contains("The key ring", StringComparison.Ordinal) || said.Contains("   at ", StringComparison.Ordinal))
            {
                scene.Witness.Break($"Started without its key ring, or did not say so: {code} {said}");
            }
        }
        finally
        {
            if (Directory.Exists(ring))
            {
                Directory.Delete(ring, recursive: true);
            }

            Directory.Move(away, ring);
        }

        await scene.StartAsync(ct);
    }

    /// <summary>Circuits that were begun, and whose browsers are never heard of again.</summary>
    public static async Task HalfOpenAsync(Scene scene, Dice dice, CancellationToken ct)
    {
        var open = new List<ClientWebSocket>();
        try
        {
            for (var i = 0; i < 20; i++)
            {
                var socket = new ClientWebSocket();
                open.Add(socket);
                await socket.ConnectAsync(new Uri(scene.Portal.Address.Replace("http", "ws", StringComparison.Ordinal) + "/_blazor"), ct);
                if (!dice.OneIn(4))
                {
                    await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, ct);
                }
            }

            await Pass.ForAsync(dice.While(200, 1500), ct);
        }
        catch (WebSocketException fault)
        {
            scene.Witness.Break($"A circuit was not begun: {fault.Message}");
        }
        finally
        {
            open.ForEach(socket => { socket.Abort(); socket.Dispose(); });
        }
    }

    /// <summary>Forms that break off in the middle, and lines on which nothing is ever said.</summary>
    public static async Task HalfSentAsync(Scene scene, Dice dice, CancellationToken ct)
    {
        var lines = new List<TcpClient>();
        for (var i = 0; i < 20; i++)
        {
            var line = new TcpClient();
            lines.Add(line);
            await line.ConnectAsync(IPAddress.Loopback, new Uri(scene.Portal.Address).Port, ct);
            if (!dice.OneIn(4))
            {
                await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                    $"POST /{dice.One(["submit", "track", ""])} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"go\"\r\n\r\nne"), ct);
            }
        }

        await Pass.ForAsync(dice.While(100, 1000), ct);
        lines.ForEach(line => line.Dispose());
    }

    /// <summary>Files that are cut off, changed, or no pictures: refused with a sentence, and nothing of them is kept.</summary>
    public static async Task CorruptUploadAsync(Scene scene, Dice dice, CancellationToken ct)
    {
        using var http = scene.Browser();
        var citizen = new CitizenBrowser(http);
        await citizen.TellAsync(scene.Hall.Town.Water);
        if (!citizen.Page.Contains("name=\"files\"", StringComparison.Ordinal))
        {
            scene.Witness.Count("corrupted upload had no form");
            return;
        }

        var file = (byte[])SamplePictures.PngWithText.Clone();
        file = dice.Below(3) switch
        {
            0 => file[..(20 + dice.Below(file.Length - 30))],
            1 => Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<<" + new string('x', dice.Below(5000))),
            _ => [.. file[..16], .. Enumerable.Range(0, 200 + dice.Below(3000)).Select(_ => (byte)dice.Below(256))],
        };
        await citizen.SendAsync("next", [], ("photo.png", file));
        if (citizen.Status is HttpStatusCode.OK && !citizen.Page.Contains("field__error", StringComparison.Ordinal))
        {
            scene.Witness.Break("A corrupted file was taken without a word.");
        }
    }
}
