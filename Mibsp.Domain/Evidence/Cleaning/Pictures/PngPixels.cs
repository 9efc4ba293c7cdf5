using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>
/// Unfolds a PNG's data once, a buffer at a time, and throws it away: it must fill the declared picture exactly. Less is a file
/// cut off; more is a bomb or a hiding place.
/// </summary>
internal static class PngPixels
{
    private const int BufferLength = 128 * 1024;
    private static readonly (int X, int Y, int Across, int Down)[] _interlaced =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <param name="header">The 13 bytes of IHDR, checked before.</param>
    /// <param name="file">Holds the data.</param>
    /// <param name="parts">Where in the file it lies.</param>
    internal static void Check(ReadOnlySpan<byte> header, byte[] file, IReadOnlyList<(int Start, int Length)> parts)
    {
        long expected = UnfoldedLength(header);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            using var source = new PartsStream(file, parts);
            using var unfolding = new ZLibStream(source, CompressionMode.Decompress);
            long length = 0;
            int read;
            while (length <= expected && (read = unfolding.Read(buffer)) > 0)
            {
                length += read;
            }

            DamagedFileException.Unless(length == expected && source.IsUsedUp);
        }
        catch (InvalidDataException)
        {
            throw new DamagedFileException();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Each row is a byte that names its filter, and its pixels; an interlaced picture is seven smaller ones.</summary>
    private static long UnfoldedLength(ReadOnlySpan<byte> header)
    {
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        long height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        int channels = header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        int bits = header[8] * channels;
        if (header[12] == 0)
        {
            return Length(width, height, bits);
        }

        return _interlaced.Sum(pass => Length(Up(width - pass.X, pass.Across), Up(height - pass.Y, pass.Down), bits));
    }

    private static long Length(long width, long height, int bits) => width <= 0 || height <= 0 ? 0 : height * (1 + Up(width * bits, 8));

    private static long Up(long length, int unit) => (length + unit - 1) / unit;

    /// <summary>The data of all chunks in a row. The very last byte is handed over alone, so that it shows whether it was asked for.</summary>
    private sealed class PartsStream(byte[] file, IReadOnlyList<(int Start, int Length)> parts) : Stream
    {
        private readonly long _length = parts.Sum(part => (long)part.Length);
        private int _part;
        private int _inPart;
        private long _given;
        private bool _isAskedForMore;

        /// <summary>All of it was needed, and it was enough.</summary>
        internal bool IsUsedUp => _given == _length && !_isAskedForMore;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            while (_part < parts.Count && _inPart == parts[_part].Length)
            {
                (_part, _inPart) = (_part + 1, 0);
            }

            if (_part == parts.Count || buffer.IsEmpty)
            {
                _isAskedForMore = true;
                return 0;
            }

            long beforeLast = Math.Max(1, _length - _given - 1);
            int count = (int)Math.Min(Math.Min(buffer.Length, parts[_part].Length - _inPart), beforeLast);
            file.AsSpan(parts[_part].Start + _inPart, count).CopyTo(buffer);
            _inPart += count;
            _given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
