using Microsoft.AspNetCore.Http.Features;
using Mibsp.Domain.Evidence;

namespace Mibsp.Web.Uploading;

/// <summary>
/// Forms with files are held in memory to the last byte (see Storage), so only so many are let in at once. The others wait in
/// line, and after that are asked in plain words to come again: never an error, and never more memory than there is.
/// </summary>
internal static class Uploads
{
    private const long BytesInMemory = 40 * 1024 * 1024;
    private const long Small = 256 * 1024;
    private const long Largest = 64 * 1024 * 1024;
    private const string ComeAgainAfterSeconds = "60";
    private static readonly TimeSpan _waitAtMost = TimeSpan.FromSeconds(60);

    public static void UseMibspUploadLine(this IApplicationBuilder app)
    {
        var line = new ByteBudget(BytesInMemory);
        app.Use((context, next) => IsLarge(context.Request) ? WaitAsync(line, context, next) : next(context));
    }

    // What does not say how long it is may be long. The error page is read with GET, though a form may still hang on the request.
    private static bool IsLarge(HttpRequest request)
        => HttpMethods.IsPost(request.Method) && (request.ContentLength is null or > Small) && request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task WaitAsync(ByteBudget line, HttpContext context, RequestDelegate next)
    {
        using var share = await line.TakeAsync(context.Request.ContentLength ?? long.MaxValue, _waitAtMost, context.RequestAborted);
        if (share is null)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = ComeAgainAfterSeconds;
            return;
        }

        var largest = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? Largest;
        using var form = await UploadForm.ReadAsync(context.Request, largest, context.RequestAborted);
        context.Request.Form = form.Collection;
        await next(context);
    }
}
