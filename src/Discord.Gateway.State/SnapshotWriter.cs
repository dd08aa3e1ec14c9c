using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>Writes a <see cref="ShardSnapshot"/>: see <see cref="SnapshotFormat"/>.</summary>
internal static class SnapshotWriter
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Writes it, and returns how many bytes it has.</summary>
    internal static async Task<long> WriteAsync(ShardSnapshot snapshot, ulong partsFingerprint, Stream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = new MemoryStream(2 * BufferSize);
        long size = 0;
        WriteHeader(snapshot, partsFingerprint, buffer);
        foreach (FrozenGuild guild in snapshot.Guilds)
        {
            WriteGuild(guild, buffer);
            if (buffer.Length >= BufferSize)
            {
                await FlushAsync().ConfigureAwait(false);
            }
        }

        await FlushAsync().ConfigureAwait(false);
        await stream.WriteAsync(hash.GetHashAndReset(), cancellationToken).ConfigureAwait(false);
        return size + SnapshotFormat.HashLength;

        async Task FlushAsync()
        {
            ReadOnlyMemory<byte> written = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
            hash.AppendData(written.Span);
            size += written.Length;
            await stream.WriteAsync(written, cancellationToken).ConfigureAwait(false);
            buffer.SetLength(0);
        }
    }

    private static void WriteHeader(ShardSnapshot snapshot, ulong partsFingerprint, MemoryStream buffer)
    {
        Write(buffer, SnapshotFormat.Magic);
        Write(buffer, SnapshotFormat.Version);
        Write(buffer, (long)BinaryVersion.Value);
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

        foreach ((byte kind, FrozenTable table) in guild.Tables)
        {
            buffer.WriteByte(kind);
            table.WriteTo(buffer);
        }

        buffer.WriteByte(SnapshotFormat.NoMoreTables);
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
