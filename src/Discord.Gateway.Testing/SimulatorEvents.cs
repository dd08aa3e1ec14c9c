using System.Globalization;

namespace Discord.Gateway.Testing;

/// <summary>Data of the events that the simulator makes itself.</summary>
internal static class SimulatorEvents
{
    private static long _lastId;

    internal static string Ready(GatewaySimulator simulator, SimulatedSession session, IReadOnlyList<SimulatedGuild> guilds) => SimulatorJson.Write(writer =>
    {
        string botId = simulator.Options.BotId.ToString();
        writer.WriteStartObject();
        writer.WriteNumber("v", 10);
        writer.WriteStartObject("user");
        writer.WriteString("id", botId);
        writer.WriteString("username", "simulated-bot");
        writer.WriteString("discriminator", "0000");
        writer.WriteNull("global_name");
        writer.WriteNull("avatar");
        writer.WriteBoolean("bot", true);
        writer.WriteEndObject();
        writer.WriteStartArray("guilds");
        foreach (SimulatedGuild guild in guilds)
        {
            writer.WriteStartObject();
            writer.WriteString("id", guild.Id.ToString());
            writer.WriteBoolean("unavailable", true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("session_id", session.Id);
        writer.WriteString("resume_gateway_url", simulator.ResumeUri.AbsoluteUri);
        writer.WriteStartArray("shard");
        writer.WriteNumberValue(session.ShardId.Index);
        writer.WriteNumberValue(session.ShardId.Total);
        writer.WriteEndArray();
        writer.WriteStartObject("application");
        writer.WriteString("id", botId);
        writer.WriteNumber("flags", 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    internal static string Message(SimulatedGuild guild, string content, int author, DateTimeOffset now) => SimulatorJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", NewId(now));
        writer.WriteString("channel_id", guild.ChannelId.ToString());
        writer.WriteString("guild_id", guild.Id.ToString());
        writer.WriteStartObject("author");
        writer.WriteString("id", guild.GetMemberId(author).ToString());
        writer.WriteString("username", SimulatedGuild.GetMemberName(author));
        writer.WriteString("discriminator", "0");
        writer.WriteNull("global_name");
        writer.WriteNull("avatar");
        writer.WriteEndObject();
        writer.WriteString("content", content);
        writer.WriteString("timestamp", now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
        writer.WriteNull("edited_timestamp");
        writer.WriteBoolean("tts", false);
        writer.WriteBoolean("mention_everyone", false);
        writer.WriteBoolean("pinned", false);
        writer.WriteNumber("type", 0);
        foreach (string list in (ReadOnlySpan<string>)["mentions", "mention_roles", "attachments", "embeds", "components"])
        {
            writer.WriteStartArray(list);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    /// <summary>A snowflake of now; no two are the same.</summary>
    internal static string NewId(DateTimeOffset now) =>
        (((now.ToUnixTimeMilliseconds() - 1420070400000) << 22) + (Interlocked.Increment(ref _lastId) & 0x3FFFFF)).ToString(CultureInfo.InvariantCulture);
}
