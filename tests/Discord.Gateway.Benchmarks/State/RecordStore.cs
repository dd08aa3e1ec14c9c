using System.Collections.Concurrent;
using Discord.Gateway.Models;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>
/// What most bots would write: the library's records in a concurrent dictionary for each kind, and each user once for all guilds. It knows no more events than the benchmark has.
/// </summary>
internal sealed class RecordStore : IGuildStore
{
    private readonly ConcurrentDictionary<ulong, GuildRecords> _guilds = new();
    private readonly ConcurrentDictionary<ulong, User> _users = new();

    public void Apply(GatewayEvent gatewayEvent)
    {
        if (gatewayEvent is GuildCreateEvent created)
        {
            _guilds[created.Guild.Id.Value] = Load(created);
        }
        else if (gatewayEvent.GuildId is { } id && _guilds.TryGetValue(id.Value, out GuildRecords? guild))
        {
            Apply(guild, gatewayEvent);
        }
    }

    public GuildMember? FindMember(ulong guildId, ulong userId) => _guilds.TryGetValue(guildId, out GuildRecords? guild) ? guild.Members.GetValueOrDefault(userId) : null;

    public Channel? FindChannel(ulong guildId, ulong channelId) => _guilds.TryGetValue(guildId, out GuildRecords? guild) ? guild.Channels.GetValueOrDefault(channelId) : null;

    public Permissions? GetPermissions(ulong guildId, ulong userId, ulong channelId)
    {
        if (!_guilds.TryGetValue(guildId, out GuildRecords? guild) || !guild.Members.TryGetValue(userId, out GuildMember? member) || !guild.Channels.TryGetValue(channelId, out Channel? channel))
        {
            return null;
        }

        // Only the roles that are needed: a dictionary's Values copies all.
        var roles = new List<Role>(member.Roles.Count + 1) { guild.Roles[guildId] };
        foreach (Id<Role> role in member.Roles)
        {
            if (guild.Roles.TryGetValue(role.Value, out Role? known))
            {
                roles.Add(known);
            }
        }

        return member.GetPermissions(guild.Guild.Id, guild.Guild.OwnerId, roles, channel, DateTimeOffset.UtcNow);
    }

    private GuildRecords Load(GuildCreateEvent created) => new(
        created.Guild with { Roles = [], Emojis = [], Stickers = [] },
        ById(created.Channels, channel => channel.Id.Value),
        ById(created.Guild.Roles, role => role.Id.Value),
        ById(created.Guild.Emojis, emoji => emoji.Id!.Value.Value),
        ById(created.Members.Select(member => member with { User = Share(member.User!) }), member => member.User!.Id.Value),
        ById(created.VoiceStates, voice => voice.UserId.Value),
        ById(created.Presences, presence => presence.User.Id.Value));

    private void Apply(GuildRecords guild, GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case GuildMemberUpdateEvent e:
                GuildMember before = guild.Members.GetValueOrDefault(e.User.Id.Value) ?? new GuildMember { User = e.User };
                GuildMember member = e.ApplyTo(before);
                guild.Members[e.User.Id.Value] = member with { User = Share(member.User!) };
                break;
            case MessageCreateEvent { Message: { Member: { } author } message }:
                guild.Members[message.Author.Id.Value] = author with { User = Share(message.Author) };
                break;
            case PresenceUpdateEvent { Presence: var presence } when presence.Status == UserStatus.Offline:
                guild.Presences.TryRemove(presence.User.Id.Value, out _);
                break;
            case PresenceUpdateEvent { Presence: var presence }:
                guild.Presences[presence.User.Id.Value] = presence;
                break;
            case VoiceStateUpdateEvent { VoiceState: { ChannelId: null } voice }:
                guild.VoiceStates.TryRemove(voice.UserId.Value, out _);
                break;
            case VoiceStateUpdateEvent { VoiceState: var voice }:
                guild.VoiceStates[voice.UserId.Value] = voice;
                break;
            case GuildRoleUpdateEvent e:
                guild.Roles[e.Role.Id.Value] = e.Role;
                break;
            case ChannelUpdateEvent e:
                guild.Channels[e.Channel.Id.Value] = e.Channel;
                break;
        }
    }

    private User Share(User user)
    {
        if (_users.TryGetValue(user.Id.Value, out User? known) && known == user)
        {
            return known;
        }

        _users[user.Id.Value] = user;
        return user;
    }

    private static ConcurrentDictionary<ulong, T> ById<T>(IEnumerable<T> items, Func<T, ulong> getId) =>
        new(concurrencyLevel: 1, items.Select(item => KeyValuePair.Create(getId(item), item)), comparer: null);

    private sealed record GuildRecords(
        Guild Guild,
        ConcurrentDictionary<ulong, Channel> Channels,
        ConcurrentDictionary<ulong, Role> Roles,
        ConcurrentDictionary<ulong, Emoji> Emojis,
        ConcurrentDictionary<ulong, GuildMember> Members,
        ConcurrentDictionary<ulong, VoiceState> VoiceStates,
        ConcurrentDictionary<ulong, Presence> Presences);
}
