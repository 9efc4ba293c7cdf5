using Microsoft.Extensions.Options;
using Mibsp.Domain.Evidence.Scanning;

namespace Mibsp.Web.Options;

/// <summary>Where the portal keeps what it keeps, and how much it takes.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Holds the embedded database and the keys. Relative paths start at the content root.</summary>
    public string Folder { get; set; } = "App_Data";

    /// <summary>Holds the evidence; also UPLOAD_FOLDER. By default <c>evidence</c> under <see cref="Folder"/>.</summary>
    public string? EvidenceFolder { get; set; }

    /// <summary>Bytes of evidence in one upload, all files together; also MAX_CONTENT_LENGTH.</summary>
    public long MaxUploadBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Whether sound and video are taken. Voices and rooms can be recognised, so not unless asked for.</summary>
    public bool AllowMedia { get; set; }

    /// <summary>What file choosers offer first. The content decides, not the name.</summary>
    internal string Accepts => ".jpg,.jpeg,.png,.webp,.pdf" + (AllowMedia ? ",.mp3,.m4a,.mp4" : "");

    /// <summary>Where clamd listens: unix:/run/clamav/clamd.ctl or tcp:host:port. Without it files are marked as not scanned.</summary>
    public string? Clamd { get; set; }

    /// <summary>How long a form that is not sent can be gone on with.</summary>
    public int DraftHours { get; set; } = 12;
}

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    private const long Least = 64 * 1024;
    private const long Most = 32 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            faults.Add("Storage:Folder must name a folder.");
        }

        if (options.MaxUploadBytes is < Least or > Most)
        {
            faults.Add($"Storage:MaxUploadBytes (MAX_CONTENT_LENGTH) must lie between {Least} and {Most} bytes.");
        }

        if (options.Clamd is { Length: > 0 } clamd && ClamdAddress.Parse(clamd) is null)
        {
            faults.Add("Storage:Clamd must look like unix:/run/clamav/clamd.ctl or tcp:localhost:3310.");
        }

        if (options.DraftHours is < 1 or > 48)
        {
            faults.Add("Storage:DraftHours must lie between 1 and 48: files of a form that is not sent are swept after that.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
