using System.Text.Json;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Everything that a bot knows, as text that can be compared.</summary>
internal static class StatePrinter
{
    internal static string Print(BotState state) => string.Join("\n", state.Guilds.OrderBy(guild => guild.Id.Value).Select(guild => Print(guild)));

    /// <param name="state">The state.</param>
    /// <param name="messages">The ids of messages that may be there, in their order.</param>
    internal static string Print(BotState state, IReadOnlyCollection<ulong> messages) => string.Join(
        "\n", state.Guilds.OrderBy(guild => guild.Id.Value).Select(guild => Print(guild, messages)).Prepend(JsonSerializer.Serialize(state.Self)));

    private static string Print(GuildView guild, IReadOnlyCollection<ulong>? messages = null)
    {
        IEnumerable<string> lines =
        [
            $"guild {guild.Id} {guild.Availability} {guild.MemberCount} {guild.HasAllMembers} {guild.JoinedAt:O}",
            JsonSerializer.Serialize(guild.Read()),
            .. guild.Channels.OrderBy(channel => channel.Id.Value).Select(channel => JsonSerializer.Serialize(channel)),
            .. guild.Threads.OrderBy(thread => thread.Id.Value).Select(thread => JsonSerializer.Serialize(thread)),
            .. guild.Members.OrderBy(member => member.User!.Id.Value).Select(member => JsonSerializer.Serialize(member)),
            .. guild.VoiceStates.OrderBy(voice => voice.UserId.Value).Select(voice => JsonSerializer.Serialize(voice)),
            .. guild.Presences.OrderBy(presence => presence.User.Id.Value).Select(presence => JsonSerializer.Serialize(presence)),
            .. guild.ScheduledEvents.OrderBy(scheduled => scheduled.Id.Value).Select(scheduled => JsonSerializer.Serialize(scheduled)),
            .. guild.StageInstances.OrderBy(stage => stage.Id.Value).Select(stage => JsonSerializer.Serialize(stage)),
            .. guild.SoundboardSounds.OrderBy(sound => sound.SoundId.Value).Select(sound => JsonSerializer.Serialize(sound)),
            .. (messages ?? []).Select(id => guild.FindMessage(id)).Where(message => message is not null).Select(message => JsonSerializer.Serialize(message)),
        ];
        return string.Join("\n  ", lines);
    }
}
