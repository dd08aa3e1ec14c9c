using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.KillableBot;

/// <summary>
/// What is known of guilds, as text that can be compared: the same for the bot's view and for the guilds themselves. Without the ids of guilds in their entities, which some events have and
/// others do not.
/// </summary>
internal sealed record WorldText
{
    internal required Guild Guild { get; init; }

    internal required GuildAvailability Availability { get; init; }

    internal required int MemberCount { get; init; }

    internal required IEnumerable<Channel> Channels { get; init; }

    internal required IEnumerable<Channel> Threads { get; init; }

    internal required IEnumerable<GuildMember> Members { get; init; }

    internal required IEnumerable<VoiceState> VoiceStates { get; init; }

    internal required IEnumerable<Presence> Presences { get; init; }

    internal required IEnumerable<SoundboardSound> Sounds { get; init; }

    internal static string Print(BotState state) => Print(state.Guilds.Select(Of));

    internal static string Print(IEnumerable<WorldText> guilds) => string.Concat(guilds.OrderBy(guild => guild.Guild.Id.Value).Select(guild => guild.Print()));

    private static WorldText Of(GuildView view) => new()
    {
        Guild = view.Read(),
        Availability = view.Availability,
        MemberCount = view.MemberCount,
        Channels = view.Channels,
        Threads = view.Threads,
        Members = view.Members,
        VoiceStates = view.VoiceStates,
        Presences = view.Presences,
        Sounds = view.SoundboardSounds,
    };

    private string Print()
    {
        HashSet<Id<Role>> roles = [.. Guild.Roles.Select(role => role.Id)];
        IEnumerable<string> lines =
        [
            $"guild {Guild.Id} {Availability} {MemberCount}",
            Write("guild", Guild with { Roles = [], Emojis = [], Stickers = [] }),
            .. Guild.Roles.OrderBy(role => role.Id.Value).Select(role => Write("role", role)),
            .. Guild.Emojis.OrderBy(emoji => emoji.Id!.Value.Value).Select(emoji => Write("emoji", emoji)),
            .. Channels.OrderBy(channel => channel.Id.Value).Select(channel => Write("channel", channel with { GuildId = null })),
            .. Threads.OrderBy(thread => thread.Id.Value).Select(thread => Write("thread", thread with { GuildId = null })),

            // Of a role that is deleted, no event tells who had it.
            .. Members.OrderBy(member => member.User!.Id.Value).Select(member => Write("member", member with { Roles = [.. member.Roles.Where(roles.Contains)] })),
            .. VoiceStates.OrderBy(voice => voice.UserId.Value).Select(voice => Write("voice", voice with { GuildId = null, Member = null })),
            .. Presences.OrderBy(presence => presence.User.Id.Value).Select(presence => Write("presence", presence with { GuildId = null })),
            .. Sounds.OrderBy(sound => sound.SoundId.Value).Select(sound => Write("sound", sound with { GuildId = null })),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private string Write<T>(string kind, T item) => $"{Guild.Id} {kind} {JsonSerializer.Serialize(item)}";
}
