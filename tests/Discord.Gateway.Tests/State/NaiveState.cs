using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>All that a bot knows, in dictionaries.</summary>
internal sealed class NaiveState
{
    private readonly SortedDictionary<ulong, NaiveGuild> _guilds = [];
    private User? _self;

    internal void Apply(GatewayEvent told)
    {
        switch (told)
        {
            case ReadyEvent ready:
                OnReady(ready);
                break;
            case UserUpdateEvent updated:
                _self = _self is null ? updated.User : updated.ApplyTo(_self);
                break;
            case GuildCreateEvent { Unavailable: true } created:
                Find(created.Guild.Id)?.BeginOutage();
                break;
            case GuildCreateEvent created:
                _guilds[created.Guild.Id.Value] = NaiveGuild.Of(created, Find(created.Guild.Id));
                break;
            case GuildDeleteEvent { IsOutage: true } outage:
                Find(outage.Guild.Id)?.BeginOutage();
                break;
            case GuildDeleteEvent left:
                _guilds.Remove(left.Guild.Id.Value);
                break;
            case { GuildId: { } id }:
                Find(id)?.Apply(told, _self!.Id);
                break;
        }
    }

    /// <summary>The state is read from a snapshot.</summary>
    internal void OnRestored()
    {
        foreach (NaiveGuild guild in _guilds.Values)
        {
            guild.Messages.ForgetPlaces();
        }
    }

    /// <summary>As <see cref="StatePrinter"/> prints a state.</summary>
    internal string Print() => string.Join("\n", _guilds.Values.Select(Print).Prepend(JsonSerializer.Serialize(_self)));

    internal SortedSet<ulong> MessageIds => [.. _guilds.Values.SelectMany(guild => guild.Messages.All.Keys)];

    internal int MessageCount => _guilds.Values.Sum(guild => guild.Messages.All.Count);

    private NaiveGuild? Find(Id<Guild> id) => _guilds.GetValueOrDefault(id.Value);

    private void OnReady(ReadyEvent ready)
    {
        _self = ready.User;
        foreach ((ulong id, NaiveGuild guild) in _guilds.ToArray())
        {
            if (ready.Guilds.Any(listed => listed.Id.Value == id))
            {
                guild.Availability = GuildAvailability.Loading;
            }
            else
            {
                _guilds.Remove(id);
            }
        }
    }

    private static string Print(NaiveGuild guild)
    {
        Guild ordered = guild.Guild with
        {
            Roles = guild.Guild.Roles.OrderBy(role => role.Id.Value).ToArray(),
            Emojis = guild.Guild.Emojis.OrderBy(emoji => emoji.Id!.Value.Value).ToArray(),
            Stickers = guild.Guild.Stickers.OrderBy(sticker => sticker.Id.Value).ToArray(),
        };
        IEnumerable<string> lines =
        [
            $"guild {guild.Guild.Id} {guild.Availability} {guild.MemberCount} {guild.HasAllMembers} {guild.JoinedAt:O}",
            JsonSerializer.Serialize(ordered),
            .. guild.Channels.Values.Select(channel => JsonSerializer.Serialize(channel with { GuildId = guild.Guild.Id })),
            .. guild.Threads.Values.Select(thread => JsonSerializer.Serialize(thread with { GuildId = guild.Guild.Id, Member = thread.Member is { } own ? own with { Member = null } : null })),
            .. guild.Members.Values.Select(member => JsonSerializer.Serialize(member)),
            .. guild.VoiceStates.Values.Select(voice => JsonSerializer.Serialize(voice with { Member = null, GuildId = guild.Guild.Id })),
            .. guild.Presences.Values.Select(presence => JsonSerializer.Serialize(presence with { GuildId = guild.Guild.Id })),
            .. guild.ScheduledEvents.Values.Select(scheduled => JsonSerializer.Serialize(scheduled)),
            .. guild.StageInstances.Values.Select(stage => JsonSerializer.Serialize(stage)),
            .. guild.Sounds.Values.Select(sound => JsonSerializer.Serialize(sound with { GuildId = guild.Guild.Id })),
            .. guild.Messages.All.Values.Select(message => JsonSerializer.Serialize(message)),
        ];
        return string.Join("\n  ", lines);
    }
}
