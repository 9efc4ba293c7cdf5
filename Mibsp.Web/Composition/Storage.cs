using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Scanning;
using Mibsp.Domain.Nodes;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Observing;
using Mibsp.Web.Observing.Parts;
using Mibsp.Web.Options;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Composition;

/// <summary>The folder that is the installation: keys and evidence, outside the web root.</summary>
internal static class Storage
{
    /// <summary>What a form may weigh beside its files.</summary>
    private const long FormBytes = 1024 * 1024;

    public static void AddMibspStorage(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        var folder = FolderOf(builder, options.Folder);
        var keys = Path.Combine(folder, "keys");
        var evidence = options.EvidenceFolder is { Length: > 0 } own ? FolderOf(builder, own) : Path.Combine(folder, "evidence");

        builder.Services.AddSingleton(new StoragePlaces(folder, evidence));

        // Forms under way and staff sessions outlive a restart, because these keys do.
        AddProtection(builder, keys);
        builder.Services.AddHostedService(provider => new FileDates(
            DatabaseFile(builder), provider.GetRequiredService<MunicipalTime>(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(_ => new TrackingKey(KeyFile.LoadOrCreate(keys, "tracking")));
        builder.Services.AddSingleton(_ => new SignInKey(KeyFile.LoadOrCreate(keys, "sign-in")));
        builder.Services.AddSingleton(new KeyRing(Path.Combine(keys, "ring")));
        builder.Services.AddSingleton(provider => new EvidenceStore(evidence, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IDocumentCleaner, Mat2DocumentCleaner>();
        IEvidenceScanner scanner = options.Clamd is { Length: > 0 } clamd && ClamdAddress.Parse(clamd) is { } address ? new ClamdScanner(address) : new NoScanner();
        builder.Services.AddSingleton<IEvidenceScanner>(provider => new CountedScanner(scanner, provider.GetRequiredService<PortalMeters>()));
        builder.Services.AddSingleton(new EvidenceIntakeOptions(options.AllowMedia));
        builder.Services.AddSingleton<EvidenceIntake>();

        var largest = options.MaxUploadBytes + FormBytes;
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = largest);
        builder.Services.Configure<FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = largest;
            form.ValueLengthLimit = (int)FormBytes;

            // In memory to the last byte: beyond the usual 64 kB an upload would lie readable in the temporary folder.
            form.MemoryBufferThreshold = (int)largest;
        });
    }

    /// <summary>
    /// Makes the folders and the key of tracking IDs now, and tidies: left to the first who needs them, their dates would be that
    /// citizen's. A damaged key stops the start.
    /// </summary>
    public static void PrepareMibspStorage(this WebApplication app)
    {
        app.Services.GetRequiredService<TrackingKey>();
        app.Services.GetRequiredService<SignInKey>();
        app.Services.GetRequiredService<EvidenceStore>();
        app.Services.GetRequiredService<IDocumentCleaner>();
    }

    /// <summary>On a server database its keys are there, for all nodes; the embedded one has one process, and they stay in files.</summary>
    private static void AddProtection(WebApplicationBuilder builder, string keys)
    {
        builder.Services.AddDataProtection().SetApplicationName("mibsp");
        var folder = Path.Combine(keys, "protection");
        if (Database.Connection(builder).Provider is DatabaseProvider.Sqlite)
        {
            builder.Services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((protection, loggers) => protection.XmlRepository = new DatedByDay(folder, loggers));
            return;
        }

        builder.Services.AddSingleton(_ => new ProtectionSeal(KeyFile.LoadOrCreate(keys, ProtectionSeal.FileName)));
        builder.Services.AddSingleton<ProtectionKeyStore>().AddSingleton(provider => new SharedKeys(provider.GetRequiredService<ProtectionKeyStore>(), folder));
        builder.Services.AddOptions<KeyManagementOptions>().Configure<SharedKeys>((protection, shared) => protection.XmlRepository = shared);
    }

    /// <summary>The embedded database's file.</summary>
    public static string DatabaseFile(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        var folder = FolderOf(builder, options.Folder);
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, "mibsp.db");
    }

    private static string FolderOf(WebApplicationBuilder builder, string folder) => Path.Combine(builder.Environment.ContentRootPath, folder);
}
