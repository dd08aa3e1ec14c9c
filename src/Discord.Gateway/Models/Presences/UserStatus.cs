using System.Text.Json;
using System.Text.Json.Serialization;

namespace Discord.Gateway;

/// <summary>A user's status. Values that Discord adds are kept as they came. Discord's documentation: <i>Gateway Events › Update Presence › Status Types</i>.</summary>
[JsonConverter(typeof(UserStatusConverter))]
public readonly record struct UserStatus
{
    private readonly string? _value;

    /// <summary>A status by Discord's name for it.</summary>
    public UserStatus(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Online.</summary>
    public static UserStatus Online { get; } = new("online");

    /// <summary>Away.</summary>
    public static UserStatus Idle { get; } = new("idle");

    /// <summary>Do not disturb.</summary>
    public static UserStatus DoNotDisturb { get; } = new("dnd");

    /// <summary>Shown as offline; only sent, never received.</summary>
    public static UserStatus Invisible { get; } = new("invisible");

    /// <summary>Offline.</summary>
    public static UserStatus Offline { get; } = new("offline");

    /// <summary>Discord's name for the status.</summary>
    public string Value => _value ?? "offline";

    /// <summary>Prints <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}

internal sealed class UserStatusConverter : JsonConverter<UserStatus>
{
    public override UserStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } value ? new UserStatus(value) : UserStatus.Offline;

    public override void Write(Utf8JsonWriter writer, UserStatus value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
