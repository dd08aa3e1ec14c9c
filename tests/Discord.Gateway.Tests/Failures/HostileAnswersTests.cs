using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Requests whose answers, and the events around them, have values that nobody expects.</summary>
public sealed class HostileAnswersTests
{
    private const string HostilePresence =
        """{"user":{"id":"7","username":{"a":1}},"guild_id":"5","status":12,"activities":[{"name":{},"type":[],"party":{"size":["x",1e400,18446744073709551616]},"flags":1.5,"assets":[1],"timestamps":"now"}],"client_status":[]}""";

    [Fact]
    public async Task A_voice_join_is_answered_among_hostile_events()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<VoiceConnectionInfo> joining = world.Shard.JoinVoiceAsync(5, 6, cancellationToken: World.Cancellation);

        connection.SendDispatch("VOICE_STATE_UPDATE", """{"guild_id":"5","channel_id":{},"user_id":[],"session_id":{"x":1},"mute":"maybe"}""", 10);
        connection.SendDispatch("PRESENCE_UPDATE", HostilePresence, 11);
        connection.SendDispatch("VOICE_STATE_UPDATE", """{"guild_id":"5","channel_id":"6","user_id":"1100000000000000000","session_id":{},"member":{"roles":[{}],"user":7}}""", 12);
        connection.SendDispatch("VOICE_SERVER_UPDATE", """{"guild_id":"5","token":{},"endpoint":["e"]}""", 13);
        connection.SendDispatch("VOICE_SERVER_UPDATE", """["guild_id","5"]""", 14);
        Assert.False(joining.IsCompleted);
        connection.SendDispatch("VOICE_STATE_UPDATE", """{"guild_id":"5","channel_id":"6","user_id":"1100000000000000000","session_id":"s","member":{"nick":[],"joined_at":{}},"self_mute":"?"}""", 15);
        connection.SendDispatch("VOICE_SERVER_UPDATE", """{"guild_id":"5","token":"t","endpoint":"e","port":{}}""", 16);

        VoiceConnectionInfo info = await joining;
        Assert.Equal(("s", "t", "e"), (info.SessionId, info.Token, info.Endpoint));
        await ExpectAllAsync(world, first: 10, last: 16);
    }

    [Fact]
    public async Task All_good_members_of_hostile_chunks_are_delivered()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<List<GuildMember>> collecting = CollectAsync(world);
        await connection.ExpectAsync(GatewayOpcode.RequestGuildMembers, World.Cancellation);

        connection.SendDispatch("PRESENCE_UPDATE", HostilePresence, 10);
        SendChunk(0, "\"a\",{},{\"user\":{\"id\":\"1\"},\"roles\":[\"x\",3],\"nick\":{}},null,[[]]", 11);
        connection.SendDispatch("GUILD_MEMBERS_CHUNK", """{"guild_id":{},"chunk_index":1,"chunk_count":2,"nonce":"n","members":[{"user":{"id":"9"}}]}""", 12);
        SendChunk(1, "{\"user\":{\"id\":[]},\"nick\":\"no user\"},{\"user\":{\"id\":2},\"joined_at\":5,\"flags\":-1}", 13);

        List<GuildMember> members = await collecting;
        Assert.Equal([null, 1UL, null, 2UL], members.Select(member => member.User?.Id.Value));
        Assert.Equal([3UL], members[1].Roles.Select(role => role.Value));
        Assert.Equal("no user", members[2].Nick);
        await ExpectAllAsync(world, first: 10, last: 13);

        void SendChunk(int index, string members, long sequence) => connection.SendDispatch(
            "GUILD_MEMBERS_CHUNK",
            $$"""{"guild_id":"5","chunk_index":"{{index}}","chunk_count":2.0,"nonce":"n","members":[{{members}}],"presences":[{{HostilePresence}},7],"not_found":["x"]}""",
            sequence);
    }

    private static async Task<List<GuildMember>> CollectAsync(World world)
    {
        var members = new List<GuildMember>();
        await foreach (GuildMember member in world.Shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = 5, Query = "a", Limit = 5, Nonce = "n" }, cancellationToken: World.Cancellation))
        {
            members.Add(member);
        }

        return members;
    }

    /// <summary>Every event arrives in its place, on the one connection.</summary>
    private static async Task ExpectAllAsync(World world, long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            Assert.Equal(sequence, (await world.ReceiveAsync())?.Sequence);
        }

        Assert.Equal((ConnectionStage.Connected, 0), (world.Shard.Stage, world.Shard.Reconnects));
    }
}
