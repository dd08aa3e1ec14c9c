using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Member chunks: answers that never ended, or ended too early, in other gateways.</summary>
public sealed class GuildMembersTests
{
    private static readonly SimulatedGuild Large = new(8_388_608, "Large", memberCount: 2500);
    private static readonly GatewaySimulatorOptions WithLarge = new() { Guilds = [Large] };

    [Fact]
    public async Task All_members_come_in_one_stream_that_ends()
    {
        await using var world = new World(WithLarge);
        await world.ConnectAndDrainAsync();

        List<GuildMember> members = await CollectAsync(world, new() { GuildId = Large.Id });

        Assert.Equal(2501, members.Count);
        Assert.Equal(2501, members.Select(member => member.User!.Id).Distinct().Count());
        Assert.Equal(3, world.Shard.BufferedEvents);
    }

    // discord.js#4018: an empty result never resolved.
    [Fact]
    public async Task An_answer_without_members_ends_the_stream()
    {
        await using var world = new World(WithLarge);
        await world.ConnectAndDrainAsync();

        Assert.Empty(await CollectAsync(world, new() { GuildId = Large.Id, Query = "nobody", Limit = 10 }));
    }

    // The last index may come before others, and a chunk may come twice.
    [Fact]
    public async Task Chunks_are_counted_and_their_order_does_not_matter()
    {
        await using var world = new World(WithLarge);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task<List<GuildMember>> collecting = CollectAsync(world, new() { GuildId = 1, Query = "a", Limit = 5, Nonce = "mine" });
        await connection.ExpectAsync(GatewayOpcode.RequestGuildMembers, World.Cancellation);

        // The simulator's own answer for a guild it does not know is one empty chunk, number 0 of 1; so another request is answered by hand.
        Assert.Empty(await collecting);
        collecting = CollectAsync(world, new() { GuildId = 1, UserIds = [1, 2, 3], Nonce = "other" }, answered: false);
        Send(2, "c");
        Send(0, "a");
        Send(0, "a");
        Assert.False(collecting.IsCompleted);
        Send(1, "b");

        Assert.Equal(["c", "a", "b"], (await collecting).Select(member => member.Nick));

        void Send(int index, string nick) => connection.SendDispatch(
            "GUILD_MEMBERS_CHUNK", $$"""{"guild_id":"1","chunk_index":{{index}},"chunk_count":3,"nonce":"other","members":[{"nick":"{{nick}}"}]}""", null);
    }

    // discord.js#9304: a fixed time-out failed for large guilds.
    [Fact]
    public async Task The_time_out_starts_anew_with_each_chunk()
    {
        await using var world = new World(WithLarge);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task<List<GuildMember>> collecting = CollectAsync(world, new() { GuildId = 1, UserIds = [1], Nonce = "n" }, answered: false);
        for (int index = 0; index < 5; index++)
        {
            await world.PassAsync(TimeSpan.FromSeconds(25));
            connection.SendDispatch("GUILD_MEMBERS_CHUNK", $$"""{"guild_id":"1","chunk_index":{{index}},"chunk_count":5,"nonce":"n","members":[{}]}""", null);
            await world.DrainAsync();
        }

        Assert.Equal(5, (await collecting).Count);
    }

    [Fact]
    public async Task A_chunk_that_does_not_come_is_a_named_error()
    {
        await using var world = new World(WithLarge);
        await world.ConnectAndDrainAsync();
        Task<List<GuildMember>> collecting = CollectAsync(world, new() { GuildId = 1, UserIds = [1] }, answered: false);

        await world.PassAsync(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<RequestTimeoutException>(() => collecting);
    }

    // discord-api-docs#7760, DSharpPlus#2362: a second request for all members within 30 s is answered by RATE_LIMITED.
    [Fact]
    public async Task A_rate_limit_is_a_named_error_that_says_when()
    {
        await using var world = new World(WithLarge);
        await world.ConnectAndDrainAsync();
        await CollectAsync(world, new() { GuildId = Large.Id });

        var error = await Assert.ThrowsAsync<RequestRateLimitedException>(() => CollectAsync(world, new() { GuildId = Large.Id }));

        Assert.Equal(TimeSpan.FromSeconds(30), error.RetryAfter);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_out_if_asked()
    {
        await using var world = new World(WithLarge);
        await world.ConnectAndDrainAsync();
        await CollectAsync(world, new() { GuildId = Large.Id });
        Task<List<GuildMember>> collecting = CollectAsync(world, new() { GuildId = Large.Id }, waitWhenRateLimited: true);

        await world.AdvanceUntilAsync(() => collecting.IsCompleted, TimeSpan.FromSeconds(31));

        Assert.Equal(2501, (await collecting).Count);
    }

    [Fact]
    public async Task A_lost_session_is_a_named_error()
    {
        await using var world = new World(WithLarge);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task<List<GuildMember>> collecting = CollectAsync(world, new() { GuildId = 1, UserIds = [1] }, answered: false);

        connection.Close(4009);

        await Assert.ThrowsAsync<SessionLostException>(() => collecting);
    }

    [Fact]
    public async Task An_answer_survives_a_resume()
    {
        await using var world = new World(WithLarge);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task<List<GuildMember>> collecting = CollectAsync(world, new() { GuildId = Large.Id, UserIds = [1], Nonce = "n" }, answered: false);
        connection.Cut();
        await world.Gateway.DispatchAsync(
            "GUILD_MEMBERS_CHUNK", $$"""{"guild_id":"{{Large.Id}}","chunk_index":0,"chunk_count":1,"nonce":"n","members":[{}]}""");

        await world.NextConnectionAsync();

        Assert.Single(await collecting);
    }

    [Fact]
    public async Task Cancelling_ends_the_stream_and_a_shutdown_does_too()
    {
        await using var world = new World(WithLarge);
        await world.ConnectAndDrainAsync();
        using var cancellation = new CancellationTokenSource();
        Task<List<GuildMember>> cancelled = CollectAsync(world, new() { GuildId = 1, UserIds = [1] }, answered: false, cancellationToken: cancellation.Token);
        Task<List<GuildMember>> shutDown = CollectAsync(world, new() { GuildId = 1, UserIds = [1] }, answered: false);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        await Assert.ThrowsAsync<ShardShutdownException>(() => shutDown);
    }

    [Fact]
    public async Task Invalid_requests_throw_before_anything_is_sent()
    {
        await using var world = new World(WithLarge, options => options with { Intents = GatewayIntents.Guilds });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        RequestGuildMembers[] invalid =
        [
            new() { GuildId = 0 },
            new() { GuildId = 1, Query = "a", UserIds = [1] },
            new() { GuildId = 1, UserIds = [.. Enumerable.Range(1, 101).Select(i => (Id<User>)(ulong)i)] },
            new() { GuildId = 1, UserIds = [] },
            new() { GuildId = 1, Query = "a", Limit = 101 },
            new() { GuildId = 1, Query = "a" },
            new() { GuildId = 1, UserIds = [1], Limit = -1 },
            new() { GuildId = 1, UserIds = [1], Nonce = new string('n', 33) },
            new() { GuildId = 1, UserIds = [1], Presences = true },
            new() { GuildId = 1 },
        ];

        foreach (RequestGuildMembers request in invalid)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => world.Shard.SendAsync(request, cancellationToken: World.Cancellation));
            Assert.ThrowsAny<Exception>(() => world.Shard.GetGuildMembersAsync(request, cancellationToken: World.Cancellation));
        }

        Assert.DoesNotContain(connection.Received, payload => payload.Opcode == GatewayOpcode.RequestGuildMembers);
    }

    [Fact]
    public async Task Several_guilds_are_asked_for_one_by_one()
    {
        await using var world = new World(new() { Guilds = [Large, World.Home] });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        await world.Shard.ChunkGuildsAsync([Large.Id, World.Home.Id], query: "member1", limit: 7, nonce: "both", cancellationToken: World.Cancellation);

        foreach (SimulatedGuild guild in (SimulatedGuild[])[Large, World.Home])
        {
            ReceivedPayload request = await connection.ExpectAsync(GatewayOpcode.RequestGuildMembers, World.Cancellation);
            Assert.Equal($"{guild.Id}", request.Data.GetProperty("guild_id").GetString());
            Assert.Equal(7, request.Data.GetProperty("limit").GetInt32());
            var chunk = await world.ReceiveAsync<GuildMembersChunkEvent>();
            Assert.Equal((guild.Id, "both", 1), (chunk.GuildId, chunk.Nonce, chunk.ChunkCount));
        }
    }

    [Fact]
    public async Task Users_who_are_not_found_and_presences_are_told_beside_the_members()
    {
        await using var world = new World(WithLarge);
        await world.ConnectAndDrainAsync();
        Large.SetPresence(Large.GetMemberId(1), UserStatus.Idle);
        GuildMemberStream stream = world.Shard.GetGuildMembersAsync(
            new() { GuildId = Large.Id, UserIds = [Large.GetMemberId(1), 42, 43], Presences = true }, cancellationToken: World.Cancellation);
        Assert.Empty(stream.NotFound);

        Assert.Single(await stream.ToListAsync(World.Cancellation));

        Assert.Equal([42, 43], stream.NotFound.Select(id => id.Value));
        Assert.Equal(Large.GetMemberId(1), Assert.Single(stream.Presences).User.Id);
        Large.SetPresence(Large.GetMemberId(1), UserStatus.Offline);
    }

    [Fact]
    public async Task Not_found_and_presences_grow_with_each_part_and_no_user_is_told_twice()
    {
        await using var world = new World(WithLarge);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        GuildMemberStream stream = world.Shard.GetGuildMembersAsync(new() { GuildId = 1, UserIds = [1, 2, 3, 4], Nonce = "n", Presences = true }, cancellationToken: World.Cancellation);
        await using IAsyncEnumerator<GuildMember> members = stream.GetAsyncEnumerator(World.Cancellation);
        Task<bool> next = members.MoveNextAsync().AsTask();
        Send(0, "[\"3\",\"4\"]");
        Assert.True(await next);
        IReadOnlyList<Id<User>> early = stream.NotFound;
        Assert.Equal([3, 4], early.Select(id => id.Value));
        Assert.Single(stream.Presences);

        next = members.MoveNextAsync().AsTask();
        Send(1, "[\"4\",\"2\",\"2\"]");
        Assert.True(await next);
        Assert.False(await members.MoveNextAsync());
        Assert.Equal([3, 4, 2], stream.NotFound.Select(id => id.Value));
        Assert.Equal(2, early.Count);
        Assert.Equal(2, stream.Presences.Count);
        Assert.Same(stream.Presences, stream.Presences);

        void Send(int index, string notFound) => connection.SendDispatch(
            "GUILD_MEMBERS_CHUNK",
            $$"""{"guild_id":"1","chunk_index":{{index}},"chunk_count":2,"nonce":"n","members":[{}],"not_found":{{notFound}},"presences":[{"user":{"id":"1"},"status":"idle"}]}""",
            null);
    }

    [Fact]
    public async Task Each_enumeration_sends_a_request_and_tells_anew_who_was_not_found()
    {
        await using var world = new World(WithLarge);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        GuildMemberStream stream = world.Shard.GetGuildMembersAsync(new() { GuildId = Large.Id, UserIds = [42] }, cancellationToken: World.Cancellation);

        for (int i = 0; i < 2; i++)
        {
            Assert.Empty(await stream.ToListAsync(World.Cancellation));
            Assert.Single(stream.NotFound);
        }

        ReceivedPayload[] requests = [.. connection.Received.Where(payload => payload.Opcode == GatewayOpcode.RequestGuildMembers)];
        Assert.Equal(2, requests.Select(request => request.Data.GetProperty("nonce").GetString()).Distinct().Count());
        IAsyncEnumerator<GuildMember> third = stream.GetAsyncEnumerator(World.Cancellation);
        Assert.Empty(stream.NotFound);
        await third.DisposeAsync();
    }

    [Fact]
    public async Task Either_token_ends_the_stream()
    {
        await using var world = new World(WithLarge);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        using var own = new CancellationTokenSource();
        using var given = new CancellationTokenSource();
        Task<List<GuildMember>> first = world.Shard.GetGuildMembersAsync(new() { GuildId = 1, UserIds = [1] }, cancellationToken: own.Token).ToListAsync(World.Cancellation).AsTask();
        Task<List<GuildMember>> second = world.Shard.GetGuildMembersAsync(new() { GuildId = 1, UserIds = [1] }, cancellationToken: World.Cancellation).ToListAsync(given.Token).AsTask();

        await own.CancelAsync();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    /// <param name="answered">False: the simulator's answers come for another nonce, so that the test answers by hand.</param>
    private static async Task<List<GuildMember>> CollectAsync(
        World world, RequestGuildMembers request, bool waitWhenRateLimited = false, bool answered = true, CancellationToken? cancellationToken = null)
    {
        SimulatedConnection connection = world.Gateway.Connections[^1];
        connection.AnswerCommands = answered;
        var members = new List<GuildMember>();
        await foreach (GuildMember member in world.Shard.GetGuildMembersAsync(
            request, waitWhenRateLimited, cancellationToken: cancellationToken ?? World.Cancellation))
        {
            members.Add(member);
        }

        return members;
    }
}
