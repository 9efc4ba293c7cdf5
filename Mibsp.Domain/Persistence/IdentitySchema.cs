using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Mibsp.Domain.Persistence;

/// <summary>Which of Identity's schemas the model has: the one with passkeys.</summary>
public static class IdentitySchema
{
    public static readonly Version Version = IdentitySchemaVersions.Version3;

    /// <summary>Just enough of a host for Identity to build its part of the model.</summary>
    internal static readonly IServiceProvider Alone = new ServiceCollection()
        .Configure<IdentityOptions>(options => options.Stores.SchemaVersion = Version)
        .BuildServiceProvider();
}
