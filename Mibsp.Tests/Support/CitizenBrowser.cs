using System.Net;
using System.Text.RegularExpressions;
using Mibsp.Domain.Tracking;

namespace Mibsp.Tests.Support;

/// <summary>A citizen's browser without scripts: opens the wizard or the tracking page and sends its plain form, step by step.</summary>
public sealed partial class CitizenBrowser(HttpClient http)
{
    private string _path = "/submit";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The page as it was last answered, with what HTML encodes put back.</summary>
    public string Page { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    public async Task OpenAsync(string path)
    {
        _path = path;
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
        await KeepAsync(answer);
    }

    /// <summary>Sends the form of the page with these fields, and files under the name "files".</summary>
    public async Task SendAsync(string go, (string Name, string Value)[] fields, params (string Name, byte[] Bytes)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var hidden in Hidden().Matches(Form().Match(Page).Value).Where(hidden => fields.All(field => field.Name != hidden.Groups[1].Value)))
        {
            form.Add(new StringContent(hidden.Groups[2].Value), hidden.Groups[1].Value);
        }

        foreach (var (name, value) in fields.Append(("go", go)))
        {
            form.Add(new StringContent(value), name);
        }

        foreach (var (name, bytes) in files)
        {
            form.Add(FileOf(name, bytes));
        }

        using var answer = await http.PostAsync(new Uri(_path, UriKind.Relative), form, Token);
        await KeepAsync(answer);
    }

    /// <summary>Sends the form of the page to an address, with its hidden fields and these.</summary>
    public async Task PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        var hidden = Hidden().Matches(Page.Split("</form>")[0]).Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        foreach (var (name, value) in hidden.Where(h => fields.All(f => f.Name != h.Item1)).Concat(fields))
        {
            form.Add(new StringContent(value), name);
        }

        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form, Token);
        await KeepAsync(answer);
    }

    /// <summary>The same from a page kept before, as the Back button would show it.</summary>
    public Task SendFromAsync(string page, string go, (string Name, string Value)[] fields, params (string Name, byte[] Bytes)[] files)
    {
        Page = page;
        return SendAsync(go, fields, files);
    }

    /// <summary>From the first step to the evidence step, with the story told.</summary>
    public async Task TellAsync(int departmentId, string description = A.Description)
    {
        await OpenAsync("/submit");
        await SendAsync("next", [("Kind", "ServiceFault")]);
        await SendAsync("next", [("DepartmentId", $"{departmentId}"), ("ServiceId", ""), ("WardId", "")]);
        await SendAsync("next", [("KeepFrom", "Nobody")]);
        await SendAsync("next", [("Description", description)]);
    }

    /// <summary>Opens the complaint of this tracking ID.</summary>
    public async Task TrackAsync(TrackingId id)
    {
        await OpenAsync("/track");
        await SendAsync("find", [("TrackingId", id.Reveal())]);
    }

    /// <summary>Sends the form of the page to another address, as a button with one of its own does, and returns the answer.</summary>
    public async Task<HttpResponseMessage> SendToAsync(string path)
    {
        using var form = new FormUrlEncodedContent(Hidden().Matches(Form().Match(Page).Value)
            .Select(hidden => new KeyValuePair<string, string>(hidden.Groups[1].Value, hidden.Groups[2].Value)));
        return await http.PostAsync(new Uri(path, UriKind.Relative), form, Token);
    }

    /// <summary>Puts one text of the page in place of another, as a second tab with the same form would show it.</summary>
    public void Replace(string own, string other) => Page = Page.Replace(own, other, StringComparison.Ordinal);

    // By hand, because the framework's own refuses names that a hostile sender would not hesitate to send.
    private static ByteArrayContent FileOf(string name, byte[] bytes)
    {
        var file = new ByteArrayContent(bytes);
        var quoted = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("%0D%0A");
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{quoted}\"");
        return file;
    }

    private async Task KeepAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));
    }

    // The first is the page's own; another may follow that is only there for the framework.
    [GeneratedRegex("<form method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)""")]
    private static partial Regex Hidden();
}
