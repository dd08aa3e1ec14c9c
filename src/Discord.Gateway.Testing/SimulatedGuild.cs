using System.Globalization;
using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <summary>A guild of a <see cref="GatewaySimulator"/>.</summary>
/// <param name="Id">The guild's id.</param>
/// <param name="Name">The guild's name.</param>
/// <param name="MemberCount">How many members it has, beside the bot; they have the ids <c>Id + 1</c>, <c>Id + 2</c> and so on.</param>
public sealed record SimulatedGuild(Id<Guild> Id, string Name, int MemberCount = 3)
{
    /// <summary>The id of the guild's only text channel.</summary>
    public Id<Channel> ChannelId => Id.Value;

    /// <summary>The data of GUILD_CREATE.</summary>
    public string ToGuildCreateJson() => SimulatorJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", Id.ToString());
        writer.WriteString("name", Name);
        writer.WriteString("owner_id", (Id.Value + 1).ToString(CultureInfo.InvariantCulture));
        writer.WriteString("preferred_locale", "en-US");
        writer.WriteString("joined_at", "2026-01-01T00:00:00.000000+00:00");
        writer.WriteBoolean("large", MemberCount > 50);
        writer.WriteBoolean("unavailable", false);
        writer.WriteNumber("member_count", MemberCount + 1);
        foreach (string list in (ReadOnlySpan<string>)["emojis", "features", "threads", "voice_states", "presences", "members"])
        {
            writer.WriteStartArray(list);
            writer.WriteEndArray();
        }

        writer.WriteStartArray("roles");
        writer.WriteStartObject();
        writer.WriteString("id", Id.ToString());
        writer.WriteString("name", "@everyone");
        writer.WriteString("permissions", "1024");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("channels");
        writer.WriteStartObject();
        writer.WriteString("id", ChannelId.ToString());
        writer.WriteNumber("type", 0);
        writer.WriteString("name", "general");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>The user id of a member.</summary>
    /// <param name="number">From 0, below <see cref="MemberCount"/>.</param>
    public Id<User> GetMemberId(int number) => Id.Value + 1 + (ulong)number;

    internal static string GetMemberName(int number) => $"member{number}";

    internal void WriteMember(Utf8JsonWriter writer, int number)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("user");
        writer.WriteString("id", GetMemberId(number).ToString());
        writer.WriteString("username", GetMemberName(number));
        writer.WriteString("discriminator", "0");
        writer.WriteNull("global_name");
        writer.WriteNull("avatar");
        writer.WriteEndObject();
        writer.WriteStartArray("roles");
        writer.WriteEndArray();
        writer.WriteString("joined_at", "2026-01-01T00:00:00.000000+00:00");
        writer.WriteBoolean("deaf", false);
        writer.WriteBoolean("mute", false);
        writer.WriteNumber("flags", 0);
        writer.WriteEndObject();
    }
}
