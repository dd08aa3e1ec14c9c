using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// The hash of an image at Discord's CDN, which is part of the image's address. The methods of the objects, such as <see cref="User.GetAvatarUrl"/>, return the address. Discord's documentation: <see href="https://discord.com/developers/docs/reference#image-formatting">Reference › Image Formatting</see>.
/// </summary>
/// <param name="Value">The hash, as Discord sends it.</param>
[JsonConverter(typeof(ImageHashConverter))]
[JsonValue]
public readonly record struct ImageHash(string Value)
{
    private const string AnimatedPrefix = "a_";
    private const int HashLength = 16;
    private const byte StillForm = 0;
    private const byte AnimatedForm = 1;
    private const byte OtherForm = 2;

    private static readonly SearchValues<char> LowerHexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether the image is animated: the hash starts with <c>a_</c>.</summary>
    public bool IsAnimated => Value?.StartsWith(AnimatedPrefix, StringComparison.Ordinal) == true;

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value ?? "";

    internal static bool TryRead(ref JsonCursor reader, out ImageHash value)
    {
        bool isRead = JsonRead.TryString(ref reader, out string hash);
        value = isRead ? new ImageHash(hash) : default;
        return isRead;
    }

    internal void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(Value);

    /// <summary>Writes the usual hash of 32 hexadecimal digits as 16 bytes, and any other as a string.</summary>
    internal void WriteBinary(EntityWriter writer)
    {
        ReadOnlySpan<char> digits = Value.AsSpan(IsAnimated ? AnimatedPrefix.Length : 0);
        if (digits.Length != 2 * HashLength || digits.ContainsAnyExcept(LowerHexDigits))
        {
            writer.WriteByte(OtherForm);
            writer.WriteNullableString(Value);
            return;
        }

        writer.WriteByte(IsAnimated ? AnimatedForm : StillForm);
        Convert.FromHexString(digits, writer.Reserve(HashLength), out _, out _);
    }

    internal static ImageHash ReadBinary(ref EntityReader reader) => reader.ReadByte() switch
    {
        StillForm => new ImageHash(Convert.ToHexStringLower(reader.Take(HashLength))),
        AnimatedForm => new ImageHash(AnimatedPrefix + Convert.ToHexStringLower(reader.Take(HashLength))),
        OtherForm => new ImageHash(reader.ReadNullableString()!),
        _ => throw EntityReader.Invalid("The form of a hash is unknown."),
    };
}
