using System.Globalization;
using System.Text;
using Discord.Gateway.Models;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>What single events and look-ups cost, in 200 guilds of 1,000 members, with presences and activities. Events are decoded beforehand; the members are random ones.</summary>
internal static class StateMicro
{
    private const int Guilds = 200;
    private const int Members = 1_000;
    private const int Items = 20_000;
    private const int Rounds = 15;

    /// <summary>What a measurement itself may allocate, shared among its items.</summary>
    private const double NoBytes = 0.01;

    internal static void Run(StateBars bars)
    {
        var world = new StateWorld(Guilds, Members, WorldPresences.WithActivities);
        var state = new ShardStore(WorldPresences.WithActivities);
        var records = new RecordStore();
        var guilds = new WorldGuild[Guilds];
        int count = 0;
        foreach (WorldGuild guild in world.MakeGuilds())
        {
            // The bytes of all guilds together would fill the caches.
            guilds[count++] = guild with { Json = [] };
            state.Apply(StateWorld.Decode("GUILD_CREATE", guild.Json));
            records.Apply(StateWorld.Decode("GUILD_CREATE", guild.Json));
        }

        Console.WriteLine($"\n{"200 x 1,000, CPU us and bytes",-42} {"records",9} {"B",8} {"state",9} {"B",8} {"x",6}");
        var work = new MicroWork(world, guilds);
        var rows = new Dictionary<string, Row>();
        foreach ((string name, GatewayEvent[] events) in work.MakeEvents())
        {
            rows[name] = Measure(name, i => records.Apply(events[i]), i => state.Apply(events[i]));
        }

        (ulong Guild, ulong User, ulong Channel)[] places = work.MakePlaces(Items);
        rows["find member"] = Measure("find member", i => records.FindMember(places[i].Guild, places[i].User), i => state.FindMember(places[i].Guild, places[i].User));
        rows["find channel"] = Measure("find channel", i => records.FindChannel(places[i].Guild, places[i].Channel), i => state.FindChannel(places[i].Guild, places[i].Channel));
        rows["permissions"] = Measure(
            "permissions",
            i => records.GetPermissions(places[i].Guild, places[i].User, places[i].Channel),
            i => state.GetPermissions(places[i].Guild, places[i].User, places[i].Channel));

        // Beside records each round begins with caches that are full of those.
        Alternating.Result alone = Alternating.Measure(Rounds, Items, ("state", i => state.GetPermissions(places[i].Guild, places[i].User, places[i].Channel)))[0];
        Console.WriteLine($"  {"permissions, without records beside",-40} {"",9} {"",8} {alone.Microseconds,9:F3} {alone.Bytes,8:N1}");
        foreach ((ulong guild, ulong user, ulong channel) in places)
        {
            if (records.GetPermissions(guild, user, channel) != state.GetPermissions(guild, user, channel))
            {
                throw new InvalidOperationException($"The permissions of {user} in {channel} differ.");
            }
        }

        StateBars.Note("GUILD_MEMBER_UPDATE, changed", rows[MicroWork.Changed].State.Microseconds, 2, "us");
        StateBars.Note("GUILD_MEMBER_UPDATE, unchanged", rows[MicroWork.Unchanged].State.Microseconds, 2, "us");
        StateBars.Note("permissions in a channel", rows["permissions"].State.Microseconds, 0.5, "us");
        StateBars.Note("the same, without records beside", alone.Microseconds, 0.5, "us");
        bars.Require("GUILD_MEMBER_UPDATE, unchanged", rows[MicroWork.Unchanged].State.Bytes, NoBytes, "B");
        bars.Require("permissions in a channel", rows["permissions"].State.Bytes, NoBytes, "B");
    }

    private static Row Measure(string name, Action<int> records, Action<int> state)
    {
        Alternating.Result[] results = Alternating.Measure(Rounds, Items, ("records", records), ("state", state));
        Console.WriteLine(
            $"  {name,-40} {results[0].Microseconds,9:F3} {results[0].Bytes,8:N1} {results[1].Microseconds,9:F3} {results[1].Bytes,8:N1} {results[1].Microseconds / results[0].Microseconds,6:F2}");
        return new Row(results[0], results[1]);
    }

    private readonly record struct Row(Alternating.Result Records, Alternating.Result State);
}

/// <summary>The events and look-ups of the benchmark.</summary>
internal sealed class MicroWork(StateWorld world, WorldGuild[] guilds)
{
    internal const string Changed = "GUILD_MEMBER_UPDATE, changed";
    internal const string Unchanged = "GUILD_MEMBER_UPDATE, unchanged";
    private const int Items = 20_000;
    private readonly Random _random = new(23);

    /// <summary>Events decoded from what Discord sends. Members of the first half of the guilds change; those of the second do not.</summary>
    internal IEnumerable<(string Name, GatewayEvent[] Events)> MakeEvents()
    {
        // Each member changes, and back: each round is of changes.
        WorldMember[] changing = [.. Enumerable.Range(0, Items / 2).Select(_ => AnyMember(0, guilds.Length / 2)).DistinctBy(member => (member.GuildId, member.UserId))];
        yield return (Changed, Decode("GUILD_MEMBER_UPDATE", i =>
            changing[i % changing.Length] is var member && i / changing.Length % 2 == 0 ? (member with { Nick = $"\"Changed {i}\"" }).ToUpdate() : member.ToUpdate()));
        yield return (Unchanged, Decode("GUILD_MEMBER_UPDATE", _ => AnyMember(guilds.Length / 2, guilds.Length).ToUpdate()));
        yield return ("MESSAGE_CREATE, member unchanged", Decode("MESSAGE_CREATE", _ => MakeMessage(AnyMember(guilds.Length / 2, guilds.Length))));
        yield return ("PRESENCE_UPDATE, a quarter offline", Decode("PRESENCE_UPDATE", i => MakePresence(AnyMember(0, guilds.Length), i % 4 == 0)));
        yield return ("VOICE_STATE_UPDATE, half leave", Decode("VOICE_STATE_UPDATE", i => MakeVoiceState(guilds[_random.Next(guilds.Length)], i % 2 == 0)));
        yield return ("CHANNEL_UPDATE", Decode("CHANNEL_UPDATE", i => MakeChannel(guilds[_random.Next(guilds.Length)], i)));
        yield return ("GUILD_ROLE_UPDATE", Decode("GUILD_ROLE_UPDATE", i => MakeRole(guilds[_random.Next(guilds.Length)], i)));
    }

    internal (ulong Guild, ulong User, ulong Channel)[] MakePlaces(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        WorldGuild guild = guilds[_random.Next(guilds.Length)];
        return (guild.Id, guild.Members[_random.Next(guild.Members.Length)].UserId, guild.Channels[_random.Next(guild.Channels.Length)]);
    })];

    private WorldMember AnyMember(int first, int end)
    {
        WorldMember[] members = guilds[_random.Next(first, end)].Members;
        return members[_random.Next(members.Length)];
    }

    private static GatewayEvent[] Decode(string name, Func<int, byte[]> make) => [.. Enumerable.Range(0, Items).Select(i => StateWorld.Decode(name, make(i)))];

    private byte[] MakeMessage(WorldMember member) => Utf8($$"""
        {"type":0,"tts":false,"timestamp":"2026-01-01T00:00:00.000000+00:00","pinned":false,"mentions":[],"mention_roles":[],"mention_everyone":false,"member":{{member.ToJsonWithoutUser()}},"id":"1400000000000000001","flags":0,"embeds":[],"edited_timestamp":null,"content":"{{world.MakeSentence(10, 80)}}","components":[],"channel_id":"{{member.GuildId + 1}}","author":{{member.UserJson}},"attachments":[],"guild_id":"{{member.GuildId}}"}
        """);

    private byte[] MakePresence(WorldMember member, bool isOffline) => isOffline
        ? Utf8($$"""{"user":{"id":"{{member.UserId}}"},"status":"offline","client_status":{},"activities":[],"guild_id":"{{member.GuildId}}"}""")
        : Utf8($$"""{{world.MakePresence(member.UserId, hasActivities: true)[..^1]}},"guild_id":"{{member.GuildId}}"}""");

    private byte[] MakeVoiceState(WorldGuild guild, bool leaves)
    {
        WorldMember member = guild.Members[_random.Next(guild.Members.Length)];
        string channel = leaves ? "null" : $"\"{guild.Channels[17]}\"";
        return Utf8($$"""
            {"user_id":"{{member.UserId}}","suppress":false,"session_id":"0123456789abcdef0123456789abcdef","self_video":false,"self_mute":false,"self_deaf":false,"request_to_speak_timestamp":null,"mute":false,"member":{{member.ToJson()}},"guild_id":"{{guild.Id}}","deaf":false,"channel_id":{{channel}}}
            """);
    }

    /// <summary>Another position each time; an overwrite is not changed, so that permissions stay.</summary>
    private byte[] MakeChannel(WorldGuild guild, int i)
    {
        string channel = guild.ChannelJson[_random.Next(guild.ChannelJson.Length)];
        return Utf8($$"""{{channel.Replace("\"position\":", $"\"position\":{1 + (i % 7)}", StringComparison.Ordinal)[..^1]}},"guild_id":"{{guild.Id}}"}""");
    }

    private byte[] MakeRole(WorldGuild guild, int i)
    {
        string role = guild.RoleJson[_random.Next(guild.RoleJson.Length)];
        return Utf8($$"""{"role":{{role.Replace("\"position\":", $"\"position\":{1 + (i % 7)}", StringComparison.Ordinal)}},"guild_id":"{{guild.Id}}"}""");
    }

    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json.Trim());
}
