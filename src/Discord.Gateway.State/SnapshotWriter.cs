using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>Writes a <see cref="ShardSnapshot"/>, piece by piece: see <see cref="SnapshotFormat"/>.</summary>
internal sealed class SnapshotWriter : IDisposable
{
    private const int PieceSize = 64 * 1024;

    /// <summary>About a millisecond's work.</summary>
    private const int PiecesWithoutRest = 4;

    private readonly MemoryStream _buffer = new(2 * PieceSize);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _stream;
    private readonly SnapshotPace? _pace;
    private readonly CancellationToken _cancellationToken;
    private readonly long _begun;
    private long _size;
    private int _pieces;

    private SnapshotWriter(Stream stream, SnapshotPace? pace, CancellationToken cancellationToken)
    {
        _stream = stream;
        _pace = pace;
        _begun = pace?.Begin() ?? 0;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Writes it, and returns how many bytes it has.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="partsFingerprint">What is kept.</param>
    /// <param name="stream">Where it is written.</param>
    /// <param name="pace">When the writer rests; null if it does not.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task<long> WriteAsync(ShardSnapshot snapshot, ulong partsFingerprint, Stream stream, SnapshotPace? pace, CancellationToken cancellationToken)
    {
        using var writer = new SnapshotWriter(stream, pace, cancellationToken);
        WriteHeader(snapshot, partsFingerprint, writer._buffer);
        foreach (FrozenGuild guild in snapshot.Guilds)
        {
            await writer.WriteAsync(guild).ConfigureAwait(false);
        }

        await writer.FlushAsync().ConfigureAwait(false);
        await stream.WriteAsync(writer._hash.GetHashAndReset(), cancellationToken).ConfigureAwait(false);
        return writer._size + SnapshotFormat.HashLength;
    }

    public void Dispose()
    {
        _pace?.End();
        _hash.Dispose();
        _buffer.Dispose();
    }

    private async ValueTask WriteAsync(FrozenGuild guild)
    {
        WriteGuild(guild, _buffer);
        foreach ((byte kind, FrozenTable table) in guild.Tables)
        {
            _buffer.WriteByte(kind);
            int position = 0;
            while (table.WritePiece(_buffer, ref position, PieceSize))
            {
                await FlushPieceAsync().ConfigureAwait(false);
            }
        }

        _buffer.WriteByte(SnapshotFormat.NoMoreTables);
    }

    private async Task FlushPieceAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        if (++_pieces % PiecesWithoutRest == 0 && _pace is { } pace)
        {
            await pace.RestAsync(_begun, _cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FlushAsync()
    {
        ReadOnlyMemory<byte> written = _buffer.GetBuffer().AsMemory(0, (int)_buffer.Length);
        _hash.AppendData(written.Span);
        _size += written.Length;
        await _stream.WriteAsync(written, _cancellationToken).ConfigureAwait(false);
        _buffer.SetLength(0);
    }

    private static void WriteHeader(ShardSnapshot snapshot, ulong partsFingerprint, MemoryStream buffer)
    {
        Write(buffer, SnapshotFormat.Magic);
        Write(buffer, SnapshotFormat.Version);
        Write(buffer, unchecked((long)BinaryVersion.Value));
        Write(buffer, (long)partsFingerprint);
        buffer.Write(SnapshotFormat.HashOf(snapshot.SessionId));
        Write(buffer, snapshot.ShardId.Index);
        Write(buffer, snapshot.ShardId.Total);
        Write(buffer, snapshot.Sequence);
        var self = new EntityWriter { KeepsKeys = false };
        snapshot.Self?.WriteBinary(self);
        Write(buffer, snapshot.Self is null ? -1 : self.Written.Length);
        buffer.Write(self.Written);
        Write(buffer, snapshot.Guilds.Count);
    }

    private static void WriteGuild(FrozenGuild guild, MemoryStream buffer)
    {
        Write(buffer, (long)guild.Id.Value);
        Write(buffer, (int)guild.Availability);
        Write(buffer, guild.MemberCount);
        Write(buffer, guild.JoinedAt?.UtcTicks ?? 0);
        Write(buffer, guild.Ids.Length);
        foreach (ulong id in guild.Ids.Span)
        {
            Write(buffer, (long)id);
        }
    }

    private static void Write(MemoryStream buffer, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        buffer.Write(bytes);
    }

    private static void Write(MemoryStream buffer, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        buffer.Write(bytes);
    }
}
