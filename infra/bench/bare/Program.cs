using Bare;

// As `dotnet new blazor` writes it. With a folder given, each file <name>.body in it is answered as it is at /<name>, with the headers of <name>.headers.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var app = builder.Build();
if (!app.Environment.IsDevelopment())
{
    app.UseExceptionHandler("/Error", createScopeForErrors: true);
    app.UseHsts();
}

app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.DisableWebSocketCompression = true);
foreach (var file in app.Configuration["Bytes"] is { } folder ? Directory.GetFiles(folder, "*.body") : [])
{
    var bytes = await File.ReadAllBytesAsync(file);
    var headers = (await File.ReadAllLinesAsync(Path.ChangeExtension(file, "headers"))).Select(line => line.Split(": ", 2)).Select(pair => (Name: pair[0], Value: pair[1])).ToArray();
    app.MapGet("/" + Path.GetFileNameWithoutExtension(file), (HttpContext context) =>
    {
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        if (context.Request.Headers.IfNoneMatch.Count > 0 && context.Request.Headers.IfNoneMatch == context.Response.Headers.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    });
}

await app.RunAsync();
