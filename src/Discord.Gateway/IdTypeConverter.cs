using System.ComponentModel;
using System.Globalization;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// Turns text into ids, so that they can be bound from configuration. The kinds of ids are a list, since making them by reflection would not survive
/// trimming.
/// </summary>
internal sealed class IdTypeConverter(Type type) : TypeConverter
{
    private static readonly Dictionary<Type, Func<ulong, object>> Kinds = new()
    {
        [typeof(Id<Application>)] = static value => new Id<Application>(value),
        [typeof(Id<ApplicationCommand>)] = static value => new Id<ApplicationCommand>(value),
        [typeof(Id<Attachment>)] = static value => new Id<Attachment>(value),
        [typeof(Id<AuditLogEntry>)] = static value => new Id<AuditLogEntry>(value),
        [typeof(Id<AutoModerationRule>)] = static value => new Id<AutoModerationRule>(value),
        [typeof(Id<Channel>)] = static value => new Id<Channel>(value),
        [typeof(Id<Emoji>)] = static value => new Id<Emoji>(value),
        [typeof(Id<Entitlement>)] = static value => new Id<Entitlement>(value),
        [typeof(Id<Entity>)] = static value => new Id<Entity>(value),
        [typeof(Id<ForumTag>)] = static value => new Id<ForumTag>(value),
        [typeof(Id<Guild>)] = static value => new Id<Guild>(value),
        [typeof(Id<GuildJoinRequest>)] = static value => new Id<GuildJoinRequest>(value),
        [typeof(Id<GuildScheduledEvent>)] = static value => new Id<GuildScheduledEvent>(value),
        [typeof(Id<Integration>)] = static value => new Id<Integration>(value),
        [typeof(Id<Interaction>)] = static value => new Id<Interaction>(value),
        [typeof(Id<Message>)] = static value => new Id<Message>(value),
        [typeof(Id<Role>)] = static value => new Id<Role>(value),
        [typeof(Id<Sku>)] = static value => new Id<Sku>(value),
        [typeof(Id<SoundboardSound>)] = static value => new Id<SoundboardSound>(value),
        [typeof(Id<StageInstance>)] = static value => new Id<StageInstance>(value),
        [typeof(Id<Sticker>)] = static value => new Id<Sticker>(value),
        [typeof(Id<StickerPack>)] = static value => new Id<StickerPack>(value),
        [typeof(Id<Subscription>)] = static value => new Id<Subscription>(value),
        [typeof(Id<Team>)] = static value => new Id<Team>(value),
        [typeof(Id<User>)] = static value => new Id<User>(value),
        [typeof(Id<Webhook>)] = static value => new Id<Webhook>(value),
    };

    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        (sourceType == typeof(string) && Kinds.ContainsKey(type)) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text && Kinds.TryGetValue(type, out Func<ulong, object>? make)
            ? make(ulong.Parse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture)) : base.ConvertFrom(context, culture, value);
}
