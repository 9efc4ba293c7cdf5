using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Nodes;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Tests.Web.Nodes;

/// <summary>Keys of forms, drafts and sessions that several nodes share by their database, where they do not lie readable.</summary>
public sealed class SharedKeysTests
{
    private static readonly byte[] _secret = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task What_one_node_seals_the_other_opens_though_both_started_at_once_on_an_empty_database(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await using var one = Node(portal);
        await using var other = Node(portal);
        using var start = new Barrier(2);

        var sealed_ = await Task.WhenAll(new[] { one, other }.Select(node => Task.Run(
            () =>
            {
                start.SignalAndWait(Token);
                return Protector(node).Protect("draft");
            }, Token)));

        Assert.Equal("draft", Protector(other).Unprotect(sealed_[0]));
        Assert.Equal("draft", Protector(one).Unprotect(sealed_[1]));
        await using var db = await portal.Town.ContextAsync();
        Assert.Equal(1, await db.ProtectionKeys.CountAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public void Of_two_keys_made_at_once_the_first_is_kept_and_both_nodes_go_on_with_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (one, other) = (Keys(portal), Keys(portal));
        Assert.Empty(one.GetAllElements());
        Assert.Empty(other.GetAllElements());

        one.StoreElement(Key("1"), "key-1");
        other.StoreElement(Key("2"), "key-2");

        Assert.Equal("1", Assert.Single(other.GetAllElements()).Attribute("id")!.Value);

        // Who knows that one and makes another, because the first runs out, keeps it.
        other.StoreElement(Key("3"), "key-3");
        Assert.Equal(["1", "3"], one.GetAllElements().Select(key => key.Attribute("id")!.Value));
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_of_a_key_can_be_read_in_the_database_and_its_days_have_no_time(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await using var node = Node(portal);
        Protector(node).Protect("draft");
        await using var db = await portal.Town.ContextAsync();

        var whole = (await db.ProtectionKeys.SingleAsync(Token)).Sealed;
        var opened = new ProtectionSeal(_secret).Open(1, whole);

        var readable = Encoding.Latin1.GetString(whole);
        Assert.All(["masterKey", "creationDate", "<key", "2026-"], word => Assert.DoesNotContain(word, readable, StringComparison.Ordinal));
        Assert.Contains("masterKey", opened, StringComparison.Ordinal);
        Assert.Equal(3, XElement.Parse(opened).Elements().Count(e => e.Name.LocalName.EndsWith("Date", StringComparison.Ordinal) && e.Value.EndsWith("T00:00:00Z", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_node_with_another_secret_does_not_start_and_says_which_file_to_copy()
    {
        using var portal = new TestPortal();
        await using var node = Node(portal);
        Protector(node).Protect("draft");
        var stranger = new SharedKeys(new ProtectionKeyStore(portal.Get<IDbContextFactory<MibspDbContext>>(), new ProtectionSeal(new byte[32])), "none");

        var fault = Assert.Throws<KeyRingException>(stranger.Prepare);

        Assert.Contains("keys/protection.key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_kept_in_files_before_is_taken_over_once()
    {
        using var portal = new TestPortal();
        var folder = Directory.CreateDirectory(Path.Combine(portal.Folder, "keys", "protection"));
        await using (var before = new ServiceCollection().AddDataProtection().SetApplicationName("mibsp").PersistKeysToFileSystem(folder).Services.BuildServiceProvider())
        {
            var old = Protector(before).Protect("draft");
            Keys(portal, folder.FullName).Prepare();
            Keys(portal, folder.FullName).Prepare();
            await using var node = Node(portal);

            Assert.Equal("draft", Protector(node).Unprotect(old));
        }

        await using var db = await portal.Town.ContextAsync();
        Assert.Equal(1, await db.ProtectionKeys.CountAsync(Token));
    }

    [Fact]
    public void The_seal_agrees_with_another_implementation_and_is_bound_to_the_place()
    {
        // Sealed with Python's cryptography package: AES-256-GCM, key 00..1f, nonce 00..0b, associated data b"mibsp/sealed/v1\0mibsp/protection/v1/3".
        var known = Convert.FromHexString("01000102030405060708090a0b7b69b362e58ca626af76b5ab9ed763497e69723b10c0fe03e7b448c9226d");
        var seal = new ProtectionSeal(_secret);

        Assert.Equal("<key id=\"7\" />", seal.Open(3, known));
        Assert.Throws<KeyRingException>(() => seal.Open(4, known));
        known[20] ^= 1;
        Assert.Throws<KeyRingException>(() => seal.Open(3, known));
    }

    private static SharedKeys Keys(TestPortal portal, string oldFolder = "none")
        => new(new ProtectionKeyStore(portal.Get<IDbContextFactory<MibspDbContext>>(), new ProtectionSeal(_secret)), oldFolder);

    private static ServiceProvider Node(TestPortal portal) => new ServiceCollection()
        .AddDataProtection().SetApplicationName("mibsp").Services
        .Configure<KeyManagementOptions>(protection => protection.XmlRepository = Keys(portal))
        .BuildServiceProvider();

    private static IDataProtector Protector(ServiceProvider node) => node.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static XElement Key(string id) => new("key", new XAttribute("id", id), new XElement("creationDate", "2026-11-23T17:31:02.5Z"));
}
