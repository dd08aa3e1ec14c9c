using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Models;

namespace Discord.Gateway.Json;

// Converters are public since the contexts that users generate name them.

/// <summary>Reads and writes <see cref="Color"/> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ColorConverter : JsonConverter<Color>
{
    /// <inheritdoc/>
    public override Color Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var cursor = JsonCursor.At(ref reader);
        return Color.TryRead(ref cursor, out Color value) ? value : throw JsonRead.NoValue(nameof(Color));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Color value, JsonSerializerOptions options) => value.WriteTo(writer);
}

/// <summary>Reads and writes <see cref="ImageHash"/> as a string.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImageHashConverter : JsonConverter<ImageHash>
{
    /// <inheritdoc/>
    public override ImageHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var cursor = JsonCursor.At(ref reader);
        return ImageHash.TryRead(ref cursor, out ImageHash value) ? value : throw JsonRead.NoValue(nameof(ImageHash));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImageHash value, JsonSerializerOptions options) => value.WriteTo(writer);
}

/// <summary>Reads and writes <see cref="ScalarValue"/> as what it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ScalarValueConverter : JsonConverter<ScalarValue>
{
    /// <inheritdoc/>
    public override ScalarValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var cursor = JsonCursor.At(ref reader);
        return ScalarValue.TryRead(ref cursor, out ScalarValue value) ? value : throw JsonRead.NoValue(nameof(ScalarValue));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ScalarValue value, JsonSerializerOptions options) => value.WriteTo(writer);
}

/// <summary>Reads and writes <see cref="ActivityButton"/> as its text, or as an object where its address is known.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActivityButtonConverter : JsonConverter<ActivityButton>
{
    /// <inheritdoc/>
    public override ActivityButton Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var cursor = JsonCursor.At(ref reader);
        return ActivityButton.TryRead(ref cursor, out ActivityButton value) ? value : throw JsonRead.NoValue(nameof(ActivityButton));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ActivityButton value, JsonSerializerOptions options) => value.WriteTo(writer);
}

/// <summary>Reads and writes <see cref="Permissions"/> as a decimal string.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PermissionsConverter : JsonConverter<Permissions>
{
    /// <inheritdoc/>
    public override Permissions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var cursor = JsonCursor.At(ref reader);
        return JsonRead.TryUInt64(ref cursor, out ulong value) ? (Permissions)value : throw JsonRead.NoValue(nameof(Permissions));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Permissions value, JsonSerializerOptions options) => JsonWrite.Digits(writer, (ulong)value);
}
