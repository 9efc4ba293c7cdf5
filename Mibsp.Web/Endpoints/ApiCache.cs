using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Mibsp.Web.Live;

namespace Mibsp.Web.Endpoints;

/// <summary>
/// Answers as bytes, made once for each version of the figures and then handed out: a thousand visitors a second cost
/// neither the database nor the serialiser anything.
/// </summary>
internal sealed class ApiCache(PublicFigures figures)
{
    /// <summary>With the second the figures may be old themselves, never older than two.</summary>
    private const string Caching = "public, max-age=1, must-revalidate";

    private volatile Answers _answers = new(-1);

    /// <summary>The answer of this name for the current figures; made by <paramref name="make"/> when it is the first of its version.</summary>
    public IResult Get<T>(string name, Func<PublicSnapshot, T> make)
    {
        var now = figures.Now;
        var answers = _answers;
        if (answers.Version != now.Version)
        {
            // Two requests may both do this; what they make is the same.
            _answers = answers = new Answers(now.Version);
        }

        return new Answer(answers.Get(name, () => Serialise(make(now))));
    }

    private static Content Serialise<T>(T value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value);
        return new Content(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");
    }

    private sealed record Content(byte[] Bytes, string ETag);

    private sealed class Answers(long version)
    {
        private readonly ConcurrentDictionary<string, Content> _byName = new(StringComparer.Ordinal);

        public long Version => version;

        public Content Get(string name, Func<Content> make) => _byName.GetOrAdd(name, _ => make());
    }

    private sealed class Answer(Content content) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var (request, response) = (httpContext.Request, httpContext.Response);
            response.Headers.ETag = content.ETag;
            response.Headers.CacheControl = Caching;
            if (IsKnown(request))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = content.Bytes.Length;
            return HttpMethods.IsHead(request.Method)
                ? Task.CompletedTask
                : response.Body.WriteAsync(content.Bytes, httpContext.RequestAborted).AsTask();
        }

        /// <summary>Compared weakly, as RFC 9110 asks of If-None-Match: a proxy that compresses makes our tag a weak one.</summary>
        private bool IsKnown(HttpRequest request)
            => request.Headers.IfNoneMatch.Count > 0 && request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known
                && known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(content.ETag, StringComparison.Ordinal));
    }
}
