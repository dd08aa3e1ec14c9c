using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>The events that the simulator makes itself.</summary>
internal static class SimulatorEvents
{
    private static long _lastId;

    internal static ReadyEvent Ready(GatewaySimulator simulator, SimulatedSession session, IReadOnlyList<SimulatedGuild> guilds) => new()
    {
        Version = 10,
        User = new User { Id = simulator.Options.BotId, Username = "simulated-bot", Discriminator = "0000", Bot = true },
        Guilds = [.. guilds.Select(guild => new UnavailableGuild { Id = guild.Id, Unavailable = true })],
        SessionId = session.Id,
        ResumeGatewayUrl = simulator.ResumeUri.AbsoluteUri,
        IdentifiedShard = [session.ShardId.Index, session.ShardId.Total],
        Application = new Application { Id = simulator.Options.BotId.As<Application>(), Flags = 0 },
    };

    internal static MessageCreateEvent Message(SimulatedGuild guild, string content, int author, DateTimeOffset now) => new()
    {
        Message = new Message
        {
            Id = NewId(now),
            ChannelId = guild.ChannelId,
            GuildId = guild.Id,
            Author = guild.GetUser(author),
            Content = content,
            Timestamp = now,
        },
    };

    /// <summary>A snowflake of now; no two are the same.</summary>
    internal static ulong NewId(DateTimeOffset now) =>
        ((ulong)(now.ToUnixTimeMilliseconds() - 1420070400000) << 22) + ((ulong)Interlocked.Increment(ref _lastId) & 0x3FFFFF);
}
