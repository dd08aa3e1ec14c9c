using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Json;

namespace Discord.Gateway.Binary;

/// <summary>
/// Writes records in the library's own binary form into one buffer, which grows and is reused. A record is a bitmap of the properties that are set, followed by their
/// values; the source generator writes the code for each record type. Not thread-safe.
/// </summary>
internal sealed class EntityWriter
{
    /// <summary>The tag of the record that stands for unknown values of a discriminator.</summary>
    internal const byte UnknownVariant = 0;

    private const int MaxVarintLength = 10;

    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>The list of recurring ids, to which the writer adds new ones; null if such ids are written in full.</summary>
    internal IdList? Ids { get; set; }

    /// <summary>
    /// The id that the entity is stored under, such as the user's id for a member; 0 for none. Properties equal to it are omitted, also in nested records, and a reader with
    /// the same <see cref="EntityReader.EntityId"/> restores them.
    /// </summary>
    internal ulong EntityId { get; set; }

    /// <summary>
    /// Whether to keep which JSON properties were present, so that a record's JSON stays exactly the same; costs the bitmap's length for each record. If false, equal records
    /// have equal bytes and are written to JSON as if they had been made by hand: optional properties that are null are omitted. <c>ExtensionData</c> is kept in both cases.
    /// </summary>
    internal bool KeepsKeys { get; init; } = true;

    /// <summary>The bytes since the last <see cref="Clear"/>; valid until the next write.</summary>
    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Discards the written bytes and keeps the buffer.</summary>
    internal void Clear() => _length = 0;

    /// <summary>The items of a list. Allocates nothing for arrays, which all lists read from JSON or bytes are, and for <see cref="List{T}"/>; copies other lists.</summary>
    internal static ReadOnlySpan<T> ItemsOf<T>(IReadOnlyList<T> list) => list switch
    {
        T[] array => array,
        List<T> items => CollectionsMarshal.AsSpan(items),
        _ => list.ToArray(),
    };

    /// <summary>Reserves the bitmap of a record.</summary>
    /// <returns>The position of the bitmap.</returns>
    internal int BeginRecord(int bitmapLength)
    {
        int start = _length;
        EnsureRoom(bitmapLength);
        _length += bitmapLength;
        return start;
    }

    /// <summary>Writes the keys, if they are kept, and fills in the bitmap. Its last bit tells whether keys follow.</summary>
    internal void EndRecord(int start, int bitmapLength, ulong bits, JsonKeys? keys)
    {
        if (keys is not null && (KeepsKeys || keys.UnknownJson is not null))
        {
            bits |= LastBit(bitmapLength);
            WriteKeys(bitmapLength, keys);
        }

        PutBits(start, bitmapLength, bits);
    }

    /// <summary>The bit of a bitmap that belongs to no property.</summary>
    internal static ulong LastBit(int bitmapLength) => 1UL << ((8 * bitmapLength) - 1);

    internal void WriteByte(byte value)
    {
        EnsureRoom(1);
        _buffer[_length++] = value;
    }

    internal void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>Writes seven bits per byte, the lowest first. Negative numbers are rare and take the most bytes.</summary>
    internal void WriteVarint(ulong value)
    {
        EnsureRoom(MaxVarintLength);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    internal void WriteInt32(int value) => WriteVarint((uint)value);

    internal void WriteDouble(double value) => WriteFixed(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes an id in eight bytes: a varint would take nine or ten.</summary>
    internal void WriteId(ulong id) => WriteFixed(id);

    /// <summary>
    /// Writes an id that recurs within a guild: its position in <see cref="Ids"/>, to which it is added; <see cref="IdList.MaxPositions"/> and eight bytes if the list is full; eight bytes without
    /// a list.
    /// </summary>
    internal void WriteRecurringId(ulong id)
    {
        if (Ids is null)
        {
            WriteFixed(id);
            return;
        }

        // A full list never has the id later either: equal entities have equal bytes.
        int position = Ids.Count < IdList.MaxPositions ? Ids.Add(id) : Ids.Find(id);
        if (position is >= 0 and < IdList.MaxPositions)
        {
            WriteVarint((ulong)position);
        }
        else
        {
            WriteVarint(IdList.MaxPositions);
            WriteFixed(id);
        }
    }

    /// <summary>Writes the length and the UTF-8 bytes. An unpaired surrogate becomes U+FFFD, as in JSON.</summary>
    internal void WriteString(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteVarint((ulong)length);
        EnsureRoom(length);
        _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
    }

    internal void WriteNullableString(string? value)
    {
        WriteBoolean(value is not null);
        if (value is not null)
        {
            WriteString(value);
        }
    }

    /// <summary>Writes a string that is probably in a list: its 1-based place there, or 0 and the string.</summary>
    internal void WriteSymbol(string[] documented, string value)
    {
        int place = Array.IndexOf(documented, value) + 1;
        WriteVarint((ulong)place);
        if (place == 0)
        {
            WriteString(value);
        }
    }

    /// <summary>Writes milliseconds since 2015 if that is exact and the offset is zero: six bytes until 2049. See <see cref="TimestampForm"/> for the others.</summary>
    internal void WriteTimestamp(DateTimeOffset value)
    {
        long ticks = value.Ticks - TimestampForm.Epoch;
        if (value.Offset != TimeSpan.Zero)
        {
            WriteVarint(((ulong)value.Ticks << TimestampForm.Bits) | TimestampForm.WithOffset);
            WriteInt32((int)value.Offset.TotalMinutes);
        }
        else if (ticks < 0 || ticks % TimeSpan.TicksPerMicrosecond != 0)
        {
            WriteVarint(((ulong)value.Ticks << TimestampForm.Bits) | TimestampForm.Ticks);
        }
        else if (ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            WriteVarint(((ulong)(ticks / TimeSpan.TicksPerMicrosecond) << TimestampForm.Bits) | TimestampForm.Microseconds);
        }
        else
        {
            WriteVarint(((ulong)(ticks / TimeSpan.TicksPerMillisecond) << TimestampForm.Bits) | TimestampForm.Milliseconds);
        }
    }

    /// <summary>Writes twice the number of seconds if that is exact; otherwise 1 and the ticks.</summary>
    internal void WriteDuration(TimeSpan value)
    {
        if (value.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            WriteVarint((ulong)(value.Ticks / TimeSpan.TicksPerSecond) << 1);
        }
        else
        {
            WriteVarint(1);
            WriteFixed((ulong)value.Ticks);
        }
    }

    /// <summary>Writes the length and the JSON; an undefined element has length 0.</summary>
    internal void WriteElement(JsonElement value) => WriteBytes(value.ValueKind == JsonValueKind.Undefined ? [] : JsonMarshal.GetRawUtf8Value(value));

    /// <summary>Writes the length and the bytes.</summary>
    internal void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVarint((ulong)bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
    }

    /// <summary>Reserves bytes for the caller to fill in.</summary>
    internal Span<byte> Reserve(int length)
    {
        EnsureRoom(length);
        Span<byte> reserved = _buffer.AsSpan(_length, length);
        _length += length;
        return reserved;
    }

    private void WriteFixed(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);

    /// <summary>Writes a bitmap of the JSON properties that were present. Its last bit tells whether unknown properties follow, as a JSON object.</summary>
    private void WriteKeys(int bitmapLength, JsonKeys keys)
    {
        int start = BeginRecord(bitmapLength);
        ulong bits = keys.Bits;
        if (keys.UnknownJson is { } unknown)
        {
            bits |= LastBit(bitmapLength);
            WriteBytes(unknown);
        }

        PutBits(start, bitmapLength, bits);
    }

    private void PutBits(int start, int bitmapLength, ulong bits)
    {
        for (int i = 0; i < bitmapLength; i++)
        {
            _buffer[start + i] = (byte)(bits >> (8 * i));
        }
    }

    private void EnsureRoom(int length)
    {
        if (_buffer.Length - _length < length)
        {
            Array.Resize(ref _buffer, Math.Max(checked(_length + length), (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        }
    }
}
