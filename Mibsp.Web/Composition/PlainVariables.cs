using Mibsp.Domain.Persistence;
using Npgsql;

namespace Mibsp.Web.Composition;

/// <summary>
/// The four environment variables that hosting services set by other names than ours: they become the settings they
/// mean. A setting given by its own name wins.
/// </summary>
internal static class PlainVariables
{
    public static void AddMibspPlainVariables(this ConfigurationManager configuration)
    {
        Translate(configuration, "UPLOAD_FOLDER", "Storage:EvidenceFolder");
        Translate(configuration, "MAX_CONTENT_LENGTH", "Storage:MaxUploadBytes");
        Translate(configuration, "SESSION_LIFETIME_HOURS", "Staff:SessionHours");
        if (configuration["DATABASE_URL"] is { Length: > 0 } url && configuration.GetConnectionString("Mibsp") is null)
        {
            configuration["Database:Provider"] = nameof(DatabaseProvider.PostgreSql);
            configuration["ConnectionStrings:Mibsp"] = FromUrl(url);
        }
    }

    /// <summary>postgres://user:password@host:port/database?sslmode=require as a connection string.</summary>
    internal static string FromUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw new InvalidOperationException("DATABASE_URL must look like postgres://user:password@host:port/database.");
        }

        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = uri.AbsolutePath.Trim('/'),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        if (uri.Query.Contains("sslmode=require", StringComparison.OrdinalIgnoreCase))
        {
            builder.SslMode = SslMode.Require;
        }

        return builder.ConnectionString;
    }

    private static void Translate(ConfigurationManager configuration, string variable, string setting)
    {
        if (configuration[variable] is { Length: > 0 } value && configuration[setting] is null)
        {
            configuration[setting] = value;
        }
    }
}
