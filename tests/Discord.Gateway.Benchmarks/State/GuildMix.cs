using System.Text;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>
/// Data of events as a busy bot gets them, of guilds that it knows: 60 % presences, an eighth of them offline, 15 % typing, 24 % messages, a fifth of those with an embed, 1 % members who changed.
/// </summary>
internal sealed class GuildMix
{
    private readonly Random _random = new(29);
    private readonly StateWorld _world;
    private readonly WorldGuild[] _guilds;

    internal GuildMix(int guilds, int members)
    {
        _world = new StateWorld(guilds, members, WorldPresences.WithActivities);
        _guilds = [.. _world.MakeGuilds()];
    }

    /// <summary>The data of each guild's GUILD_CREATE.</summary>
    internal IEnumerable<byte[]> Creates => _guilds.Select(guild => guild.Json);

    /// <summary>Name and data of each event.</summary>
    internal (string Name, byte[] Data)[] Make(int count) => [.. Enumerable.Range(0, count).Select(MakeOne)];

    private (string Name, byte[] Data) MakeOne(int i)
    {
        WorldGuild guild = _guilds[_random.Next(_guilds.Length)];
        int place = _random.Next(guild.Members.Length);
        ulong channel = guild.Channels[1 + _random.Next(5)];
        return _random.NextDouble() switch
        {
            < 0.60 => ("PRESENCE_UPDATE", MakePresence(guild.Members[place])),
            < 0.75 => ("TYPING_START", MakeTyping(guild.Members[place], channel)),
            < 0.99 => ("MESSAGE_CREATE", MakeMessage(guild.Members[place], channel, i)),
            _ => ("GUILD_MEMBER_UPDATE", Change(guild, place, i)),
        };
    }

    private byte[] MakePresence(WorldMember member) => _world.Chance(0.125)
        ? Utf8($$"""{"user":{"id":"{{member.UserId}}"},"status":"offline","processed_at_timestamp":1790000000000,"guild_id":"{{member.GuildId}}","client_status":{},"broadcast":null,"activities":[]}""")
        : Utf8($$"""{{_world.MakePresence(member.UserId, hasActivities: true).Trim()[..^1]}},"processed_at_timestamp":1790000000000,"guild_id":"{{member.GuildId}}","broadcast":null}""");

    private static byte[] MakeTyping(WorldMember member, ulong channel) => Utf8($$"""
        {"user_id":"{{member.UserId}}","timestamp":1790000000,"member":{{member.ToJson()}},"channel_id":"{{channel}}","guild_id":"{{member.GuildId}}"}
        """);

    private byte[] MakeMessage(WorldMember member, ulong channel, int i)
    {
        string embed = _world.Chance(0.2) ? $$"""{"type":"rich","title":"{{_world.MakeSentence(15, 30)}}","description":"{{_world.MakeSentence(60, 110)}}","color":1234567,"fields":[{"name":"a","value":"{{_world.MakeSentence(15, 40)}}","inline":true}]}""" : "";
        return Utf8($$"""
            {"type":0,"tts":false,"timestamp":"2026-01-01T00:00:00.123000+00:00","pinned":false,"nonce":"{{1_400_000_000_000_000_000 + i}}","mentions":[],"mention_roles":[],"mention_everyone":false,"member":{{member.ToJsonWithoutUser()}},"id":"{{1_400_000_000_000_000_001 + i}}","flags":0,"embeds":[{{embed}}],"edited_timestamp":null,"content":"{{_world.MakeSentence(15, 130)}}","components":[],"channel_type":0,"channel_id":"{{channel}}","author":{{member.UserJson}},"attachments":[],"guild_id":"{{member.GuildId}}"}
            """);
    }

    /// <summary>From now on, messages have the member as it is now.</summary>
    private static byte[] Change(WorldGuild guild, int place, int i)
    {
        guild.Members[place] = guild.Members[place] with { Nick = $"\"Nick {i}\"" };
        return guild.Members[place].ToUpdate();
    }

    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json.Trim());
}
