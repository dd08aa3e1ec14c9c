using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Models;

namespace Discord.Gateway.Json;

/// <summary>What knows a kind of id without being generic.</summary>
internal interface IIdMaker
{
    object Make(ulong value);
}

/// <summary>Ids are JSON strings; malformed ones come back from Discord as numbers, so both are read.</summary>
internal sealed class IdConverter<T> : JsonConverter<Id<T>>, IIdMaker
{
    public object Make(ulong value) => new Id<T>(value);

    public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader is { TokenType: JsonTokenType.String or JsonTokenType.Number, HasValueSequence: false, ValueIsEscaped: false })
        {
            return JsonRead.Id(reader.ValueSpan);
        }

        var cursor = JsonCursor.At(ref reader);
        return JsonRead.TryId(ref cursor, out ulong value) ? value : throw JsonRead.NoValue("id");
    }

    public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) => JsonWrite.Digits(writer, value.Value);

    public override Id<T> ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonRead.Id(Encoding.UTF8.GetBytes(reader.GetString()!));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());
}

/// <summary>Makes the converter of each kind of <see cref="Id{T}"/>; a list, since making them by reflection would not survive trimming.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IdConverterFactory : JsonConverterFactory
{
    private static readonly Dictionary<Type, JsonConverter> Converters = new()
    {
        [typeof(Id<Application>)] = new IdConverter<Application>(),
        [typeof(Id<ApplicationCommandTag>)] = new IdConverter<ApplicationCommandTag>(),
        [typeof(Id<Attachment>)] = new IdConverter<Attachment>(),
        [typeof(Id<AuditLogEntry>)] = new IdConverter<AuditLogEntry>(),
        [typeof(Id<AutoModerationRule>)] = new IdConverter<AutoModerationRule>(),
        [typeof(Id<Channel>)] = new IdConverter<Channel>(),
        [typeof(Id<Emoji>)] = new IdConverter<Emoji>(),
        [typeof(Id<Entitlement>)] = new IdConverter<Entitlement>(),
        [typeof(Id<EntityTag>)] = new IdConverter<EntityTag>(),
        [typeof(Id<ForumTag>)] = new IdConverter<ForumTag>(),
        [typeof(Id<Guild>)] = new IdConverter<Guild>(),
        [typeof(Id<GuildJoinRequest>)] = new IdConverter<GuildJoinRequest>(),
        [typeof(Id<GuildScheduledEvent>)] = new IdConverter<GuildScheduledEvent>(),
        [typeof(Id<Integration>)] = new IdConverter<Integration>(),
        [typeof(Id<Interaction>)] = new IdConverter<Interaction>(),
        [typeof(Id<Message>)] = new IdConverter<Message>(),
        [typeof(Id<Role>)] = new IdConverter<Role>(),
        [typeof(Id<SkuTag>)] = new IdConverter<SkuTag>(),
        [typeof(Id<SoundboardSound>)] = new IdConverter<SoundboardSound>(),
        [typeof(Id<StageInstance>)] = new IdConverter<StageInstance>(),
        [typeof(Id<Sticker>)] = new IdConverter<Sticker>(),
        [typeof(Id<StickerPackTag>)] = new IdConverter<StickerPackTag>(),
        [typeof(Id<Subscription>)] = new IdConverter<Subscription>(),
        [typeof(Id<Team>)] = new IdConverter<Team>(),
        [typeof(Id<User>)] = new IdConverter<User>(),
        [typeof(Id<WebhookTag>)] = new IdConverter<WebhookTag>(),
    };

    /// <summary>What makes the ids of a type; null if it is none.</summary>
    internal static IIdMaker? FindMaker(Type type) => Converters.GetValueOrDefault(type) as IIdMaker;

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => Converters.ContainsKey(typeToConvert);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Converters[typeToConvert];
}
