using System.Net;
using System.Text.RegularExpressions;

namespace Mibsp.Tests.Support;

/// <summary>Somebody of the staff at a browser without scripts: keeps cookies, fills in forms.</summary>
public sealed partial class StaffBrowser(HttpClient http)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(new Uri(path, UriKind.Relative), Token);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    /// <summary>Opens the page, fills in the form of this name and sends it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await ReadAsync(path);
        var token = FormToken().Match(page).Groups[1].Value;
        return await http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(
            [new("_handler", form), new("__RequestVerificationToken", token), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]), Token);
    }

    public Task<HttpResponseMessage> SignInAsync(string userName, string password = A.Password, string? returnUrl = null)
        => SendAsync(
            returnUrl is null ? "/auth/login" : $"/auth/login?returnUrl={Uri.EscapeDataString(returnUrl)}", "sign-in",
            ("Given.UserName", userName), ("Given.Password", password));

    /// <summary>The text of an answer, with what HTML encodes put back.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();
}
