using System.Diagnostics;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Architecture;

/// <summary>The sample for nginx is one that nginx takes, and it writes nothing about anybody.</summary>
public sealed class ProxySampleTests
{
    private static readonly string _sample = Path.Combine(Repository.Root, "infra", "nginx", "mibsp.conf.sample");

    [Theory]
    [InlineData("access_log off;")]
    [InlineData("crit;")]
    [InlineData("proxy_request_buffering off;")]
    [InlineData("proxy_buffering off;")]
    [InlineData("X-Forwarded-For \"\";")]
    [InlineData("X-Real-IP \"\";")]
    public async Task It_says(string words)
        => Assert.Contains(words, await File.ReadAllTextAsync(_sample, TestContext.Current.CancellationToken), StringComparison.Ordinal);

    [Fact]
    public async Task Nginx_takes_it()
    {
        const string nginx = "/usr/sbin/nginx";
        Assert.SkipUnless(File.Exists(nginx), "No nginx here.");
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("mibsp-nginx-");
        try
        {
            var sample = await File.ReadAllTextAsync(_sample, token);
            await RunAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", "1", "-keyout", $"{folder}/mibsp.key", "-out", $"{folder}/mibsp.crt");
            await File.WriteAllTextAsync($"{folder}/nginx.conf", $"pid {folder}/pid;\nevents {{ }}\nhttp {{\n"
                + sample.Replace("/etc/nginx/", $"{folder}/", StringComparison.Ordinal).Replace("/var/log/nginx/", $"{folder}/", StringComparison.Ordinal).Replace("443", "8443", StringComparison.Ordinal) + "\n}\n", token);

            Assert.Contains("test is successful", await RunAsync(nginx, "-t", "-p", folder.FullName, "-c", $"{folder}/nginx.conf"), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var told = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await told;
    }
}
