using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Mibsp.Web.Composition;

internal static class Errors
{
    private const int RunsPast = 8;

    public static void AddMibspErrors(this IServiceCollection services) => services.AddProblemDetails(problems =>
        // The framework adds the id of the request, which exists to find the request again.
        problems.CustomizeProblemDetails = answer => answer.ProblemDetails.Extensions.Remove("traceId"));

    /// <summary>Whatever goes wrong is answered in plain words: a page for people, problem details for programs.</summary>
    public static void UseMibspErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
        });
        app.UseStatusCodePagesWithReExecute("/error", createScopeForStatusCodePages: true);
        app.Use(ReadErrorPage);
        // Inside the two above, so that for programs these answer first.
        app.UseWhen(IsApi, api => api
            .UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf, AllowStatusCode404Response = true })
            .UseStatusCodePages(status => TypedResults.Problem(statusCode: status.HttpContext.Response.StatusCode).ExecuteAsync(status.HttpContext)));
    }

    /// <summary>
    /// Too large is answered at once, by what the browser announces, and not after reading it all. (Kestrel cuts off
    /// what is not announced.)
    /// </summary>
    public static void UseMibspSizeLimit(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (context.Request.ContentLength is not { } length || limit?.MaxRequestBodySize is not { } most || length <= most)
        {
            return next(context);
        }

        // A browser shows the answer only after it has sent everything. So the server lets the rest of what is somewhat too
        // large run past, unread and for some seconds at most; what is far too large is cut off.
        if (length <= RunsPast * most && !limit.IsReadOnly)
        {
            limit.MaxRequestBodySize = length;
        }

        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });

    /// <summary>
    /// A form without its protection is answered by our page and not by the framework's bare sentence. After
    /// UseAntiforgery, which only notes what it found.
    /// </summary>
    public static void UseMibspFormCheck(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            // Forgotten again, or the error page would be refused for it as well.
            context.Features.Set<IAntiforgeryValidationFeature>(null);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(context);
    });

    /// <summary>The error page is read even when a form was posted: otherwise it would ask for that form's protection again.</summary>
    private static Task ReadErrorPage(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when Passes(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    // The disk is full or the database cannot be reached: it passes, and nothing was half done. Often told inside of something else: that
    // saving failed, that all attempts did, that a line was given up.
    private static bool Passes(Exception? exception) => exception switch
    {
        null => false,
        IOException or System.Data.Common.DbException or TimeoutException => true,
        AggregateException several => several.InnerExceptions.Any(Passes),
        _ => Passes(exception.InnerException),
    };
}
