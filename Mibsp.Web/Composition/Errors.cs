using Microsoft.AspNetCore.Diagnostics;

namespace Mibsp.Web.Composition;

internal static class Errors
{
    /// <summary>Whatever goes wrong is answered in plain words: a page for people, problem details for programs.</summary>
    public static void UseMibspErrors(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseWhen(context => !IsApi(context), pages => pages
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = StatusOf,
            })
            .UseStatusCodePagesWithReExecute("/error", createScopeForStatusCodePages: true));
        app.UseWhen(IsApi, api => api
            .UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf, AllowStatusCode404Response = true })
            .UseStatusCodePages());
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // The disk is full or the database cannot be reached: it passes, and nothing was half done.
        IOException or System.Data.Common.DbException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
