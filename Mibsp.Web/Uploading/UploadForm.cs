using System.Buffers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Mibsp.Web.Uploading;

/// <summary>
/// A form with files, read into one borrowed piece of memory that is wiped and given back. The framework's own reader would
/// hold each file in a stream that doubles as it grows, or let it lie readable in the temporary folder.
/// </summary>
internal sealed class UploadForm : IDisposable
{
    private const int MostFields = 1024;
    private const int LongestField = 1024 * 1024;
    private const int LongestBoundary = 128;
    private readonly byte[] _memory;
    private readonly Dictionary<string, StringValues> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly FormFileCollection _files = [];
    private int _filled;

    private UploadForm(byte[] memory) => _memory = memory;

    internal IFormCollection Collection => new FormCollection(_fields, _files);

    /// <exception cref="BadHttpRequestException">It is no form, it has too many fields, or it is larger than announced.</exception>
    internal static async Task<UploadForm> ReadAsync(HttpRequest request, long largest, CancellationToken ct)
    {
        var form = new UploadForm(ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength ?? largest, largest)));
        try
        {
            await form.FillAsync(new MultipartReader(BoundaryOf(request), request.Body), ct);
            return form;
        }
        catch (Exception failure)
        {
            form.Dispose();
            if (failure is InvalidDataException or IOException and not BadHttpRequestException)
            {
                throw new BadHttpRequestException("The form cannot be read.", failure);
            }

            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_memory, clearArray: true);

    private static string BoundaryOf(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary) : default;
        return boundary.Length is > 0 and <= LongestBoundary ? boundary.ToString() : throw new BadHttpRequestException("The form has no boundary.");
    }

    private async Task FillAsync(MultipartReader reader, CancellationToken ct)
    {
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (_fields.Count + _files.Count >= MostFields)
            {
                throw new BadHttpRequestException("The form has too many fields.");
            }

            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var told))
            {
                throw new BadHttpRequestException("A part of the form says nothing of itself.");
            }

            var name = HeaderUtilities.RemoveQuotes(told.Name).ToString();
            var part = await ReadAsync(section.Body, ct);
            if (told.FileName.HasValue || told.FileNameStar.HasValue)
            {
                _files.Add(new Upload(name, HeaderUtilities.RemoveQuotes(told.FileName).ToString(), part, section.Headers ?? []));
            }
            else
            {
                _fields[name] = StringValues.Concat(_fields.GetValueOrDefault(name), Text(part));
            }
        }
    }

    private async Task<ArraySegment<byte>> ReadAsync(Stream body, CancellationToken ct)
    {
        int start = _filled;
        int read;
        while ((read = await body.ReadAsync(_memory.AsMemory(_filled), ct)) > 0)
        {
            _filled += read;
        }

        // Full: either this was the last byte, or there is more than there should be.
        return _filled < _memory.Length || await body.ReadAsync(new byte[1], ct) == 0
            ? new ArraySegment<byte>(_memory, start, _filled - start)
            : throw new BadHttpRequestException("The form is larger than announced.", StatusCodes.Status413PayloadTooLarge);
    }

    private static string Text(ArraySegment<byte> part) => part.Count <= LongestField
        ? System.Text.Encoding.UTF8.GetString(part)
        : throw new BadHttpRequestException("A field of the form is too long.");

    private sealed class Upload(string name, string fileName, ArraySegment<byte> content, Dictionary<string, StringValues> headers) : IFormFile
    {
        public string ContentType => "application/octet-stream";

        public string ContentDisposition => "form-data";

        public IHeaderDictionary Headers => new HeaderDictionary(headers);

        public long Length => content.Count;

        public string Name => name;

        public string FileName => fileName;

        // Visible, so that the intake can look at it where it lies.
        public Stream OpenReadStream() => new MemoryStream(content.Array!, content.Offset, content.Count, writable: false, publiclyVisible: true);

        public void CopyTo(Stream target) => target.Write(content);

        public Task CopyToAsync(Stream target, CancellationToken cancellationToken = default) => target.WriteAsync(content, cancellationToken).AsTask();
    }
}
