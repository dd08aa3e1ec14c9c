using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Discord.Gateway.Events;

/// <summary>Finds an ASCII name by its UTF-8 bytes, so that looking up an event allocates no string.</summary>
internal sealed class Utf8NameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    internal static readonly Utf8NameComparer Instance = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string name) => GetHashCode(Encoding.UTF8.GetBytes(name));

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    /// <summary>Computed from the first and the last eight bytes, in which Discord's names differ: hashing every byte would take as long as reading the rest of the envelope.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        ulong mixed = (ulong)alternate.Length;
        if (alternate.Length >= sizeof(ulong))
        {
            mixed ^= BinaryPrimitives.ReadUInt64LittleEndian(alternate) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(alternate[^sizeof(ulong)..]), 27);
        }
        else
        {
            foreach (byte letter in alternate)
            {
                mixed = (mixed << 8) ^ letter;
            }
        }

        return (int)((mixed * 0x9E3779B97F4A7C15) >> 32);
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}
