using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// Gets the values that an event replaced. They belong to the event: the result does not depend on later events or on when the handler runs. Null if the state did not have the value, if
/// there was none, or if the state already included the event: after a restart, events that were being handled when the process ended. Also null for an event returned by a wait, which is
/// another instance than the one that updated the state.
/// </summary>
/// <example>
/// <code>
/// builder.Services.AddDiscordGateway(options => options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent)
///     .AddState(new BotStateOptions { MessagesPerChannel = 50 })
///     .On&lt;MessageUpdateEvent&gt;((_, edited, _) => Console.Out.WriteLineAsync($"Was: {edited.GetBefore()?.Content}, is: {edited.Message.Content}"));
/// </code>
/// </example>
public static class EventsBefore
{
    /// <summary>The bot's own user before the change.</summary>
    public static User? GetBefore(this UserUpdateEvent gatewayEvent) => Get<User>(gatewayEvent);

    /// <summary>The guild before Discord sent it again: during an outage, or in a previous session. Null if the bot has just joined it.</summary>
    public static GuildView? GetBefore(this GuildCreateEvent gatewayEvent) => GetGuild(gatewayEvent);

    /// <summary>The guild that the bot has left, or that is in an outage, with all its data.</summary>
    public static GuildView? GetBefore(this GuildDeleteEvent gatewayEvent) => GetGuild(gatewayEvent);

    /// <summary>The guild before the change, with its roles, emojis and stickers.</summary>
    public static Guild? GetBefore(this GuildUpdateEvent gatewayEvent) => Get<Guild>(gatewayEvent);

    /// <summary>The channel before the event; usually null, since it is new.</summary>
    public static Channel? GetBefore(this ChannelCreateEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The channel before the change.</summary>
    public static Channel? GetBefore(this ChannelUpdateEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The channel that was deleted.</summary>
    public static Channel? GetBefore(this ChannelDeleteEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The channel before the change.</summary>
    public static Channel? GetBefore(this ChannelPinsUpdateEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The thread before the event; not null if the bot was added to a thread that the state had.</summary>
    public static Channel? GetBefore(this ThreadCreateEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The thread before the change.</summary>
    public static Channel? GetBefore(this ThreadUpdateEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The thread that was deleted.</summary>
    public static Channel? GetBefore(this ThreadDeleteEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The thread before the bot's membership changed.</summary>
    public static Channel? GetBefore(this ThreadMemberUpdateEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The thread before its members changed.</summary>
    public static Channel? GetBefore(this ThreadMembersUpdateEvent gatewayEvent) => Get<Channel>(gatewayEvent);

    /// <summary>The role before the event; usually null, since it is new.</summary>
    public static Role? GetBefore(this GuildRoleCreateEvent gatewayEvent) => Get<Role>(gatewayEvent);

    /// <summary>The role before the change.</summary>
    public static Role? GetBefore(this GuildRoleUpdateEvent gatewayEvent) => Get<Role>(gatewayEvent);

    /// <summary>The role that was deleted.</summary>
    public static Role? GetBefore(this GuildRoleDeleteEvent gatewayEvent) => Get<Role>(gatewayEvent);

    /// <summary>The emojis before the change, ordered by id.</summary>
    public static IReadOnlyList<Emoji>? GetBefore(this GuildEmojisUpdateEvent gatewayEvent) => Get<IReadOnlyList<Emoji>>(gatewayEvent);

    /// <summary>The stickers before the change, ordered by id.</summary>
    public static IReadOnlyList<Sticker>? GetBefore(this GuildStickersUpdateEvent gatewayEvent) => Get<IReadOnlyList<Sticker>>(gatewayEvent);

    /// <summary>The sound before the change.</summary>
    public static SoundboardSound? GetBefore(this GuildSoundboardSoundUpdateEvent gatewayEvent) => Get<SoundboardSound>(gatewayEvent);

    /// <summary>The sound that was deleted.</summary>
    public static SoundboardSound? GetBefore(this GuildSoundboardSoundDeleteEvent gatewayEvent) => Get<SoundboardSound>(gatewayEvent);

    /// <summary>The scheduled event before the change.</summary>
    public static GuildScheduledEvent? GetBefore(this GuildScheduledEventUpdateEvent gatewayEvent) => Get<GuildScheduledEvent>(gatewayEvent);

    /// <summary>The scheduled event that was deleted.</summary>
    public static GuildScheduledEvent? GetBefore(this GuildScheduledEventDeleteEvent gatewayEvent) => Get<GuildScheduledEvent>(gatewayEvent);

    /// <summary>The stage instance before the change.</summary>
    public static StageInstance? GetBefore(this StageInstanceUpdateEvent gatewayEvent) => Get<StageInstance>(gatewayEvent);

    /// <summary>The stage instance that was deleted.</summary>
    public static StageInstance? GetBefore(this StageInstanceDeleteEvent gatewayEvent) => Get<StageInstance>(gatewayEvent);

    /// <summary>The member before the event; not null if Discord sends the event twice.</summary>
    public static GuildMember? GetBefore(this GuildMemberAddEvent gatewayEvent) => Get<GuildMember>(gatewayEvent);

    /// <summary>The member before the change.</summary>
    public static GuildMember? GetBefore(this GuildMemberUpdateEvent gatewayEvent) => gatewayEvent?.Before is EntityCodec<GuildMember> codec
        ? codec.Copy(gatewayEvent.ApplyTo(new GuildMember { User = gatewayEvent.User }), gatewayEvent.User.Id.Value, gatewayEvent.GuildId)
        : Get<GuildMember>(gatewayEvent);

    /// <summary>The member who left, with their roles.</summary>
    public static GuildMember? GetBefore(this GuildMemberRemoveEvent gatewayEvent) => Get<GuildMember>(gatewayEvent);

    /// <summary>The presence before the change; null if the member was offline.</summary>
    public static Presence? GetBefore(this PresenceUpdateEvent gatewayEvent) => gatewayEvent?.Before is EntityCodec<Presence> codec
        ? codec.Copy(gatewayEvent.Presence, gatewayEvent.Presence.User.Id.Value, ((GatewayEvent)gatewayEvent).GuildId ?? default)
        : Get<Presence>(gatewayEvent);

    /// <summary>The voice state before the change; null if the member was not in a voice channel.</summary>
    public static VoiceState? GetBefore(this VoiceStateUpdateEvent gatewayEvent) => gatewayEvent?.Before is EntityCodec<VoiceState> codec
        ? codec.Copy(gatewayEvent.VoiceState, gatewayEvent.VoiceState.UserId.Value, ((GatewayEvent)gatewayEvent).GuildId ?? default)
        : Get<VoiceState>(gatewayEvent);

    /// <summary>The message before the edit; null if it was not kept: see <see cref="BotStateOptions.MessagesPerChannel"/>.</summary>
    public static Message? GetBefore(this MessageUpdateEvent gatewayEvent) => Get<Message>(gatewayEvent);

    /// <summary>The deleted message; null if it was not kept: see <see cref="BotStateOptions.MessagesPerChannel"/>.</summary>
    public static Message? GetBefore(this MessageDeleteEvent gatewayEvent) => Get<Message>(gatewayEvent);

    /// <summary>The deleted messages that were kept: see <see cref="BotStateOptions.MessagesPerChannel"/>. Null if there were none.</summary>
    public static IReadOnlyList<Message>? GetBefore(this MessageDeleteBulkEvent gatewayEvent) => Get<IReadOnlyList<Message>>(gatewayEvent);

    private static T? Get<T>(GatewayEvent? gatewayEvent)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(gatewayEvent);
        return (gatewayEvent.Before as IBefore<T>)?.Value;
    }

    private static GuildView? GetGuild(GatewayEvent gatewayEvent)
    {
        ArgumentNullException.ThrowIfNull(gatewayEvent);
        return (gatewayEvent.Before as BeforeGuild)?.View;
    }
}
