using Microsoft.Extensions.Options;

namespace Mibsp.Web.Options;

/// <summary>Whom people can reach outside the portal. Set by the municipality.</summary>
public sealed class ContactOptions
{
    public const string Section = "Contact";

    /// <summary>True until the municipality has put in its own entries; the page then says so.</summary>
    public bool AreExamples { get; set; }

    public IList<Office> Offices { get; } = [];

    public sealed class Office
    {
        public string Name { get; set; } = "";

        public string For { get; set; } = "";

        public string? Address { get; set; }

        public string? Phone { get; set; }

        public string? Email { get; set; }

        public string? Hours { get; set; }
    }
}

internal sealed class ContactOptionsValidator : IValidateOptions<ContactOptions>
{
    public ValidateOptionsResult Validate(string? name, ContactOptions options)
    {
        var faults = options.Offices.SelectMany(Faults).ToList();
        if (options.Offices.Count == 0)
        {
            faults.Add("Contact:Offices needs at least one office.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ContactOptions.Office office, int index)
    {
        if (string.IsNullOrWhiteSpace(office.Name))
        {
            yield return $"Contact:Offices:{index}:Name is missing.";
        }

        if (string.IsNullOrWhiteSpace(office.For))
        {
            yield return $"Contact:Offices:{index}:For is missing (what one goes there for).";
        }

        if (string.IsNullOrWhiteSpace(office.Address) && string.IsNullOrWhiteSpace(office.Phone) && string.IsNullOrWhiteSpace(office.Email))
        {
            yield return $"Contact:Offices:{index} needs an Address, a Phone or an Email.";
        }
    }
}
