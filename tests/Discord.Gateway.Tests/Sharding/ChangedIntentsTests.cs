using System.Text.Json;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>A resume keeps the intents of the session: a bot that has other intents now begins a new one.</summary>
public sealed class ChangedIntentsTests
{
    private const GatewayIntents Before = GatewayIntents.Guilds;
    private const GatewayIntents After = GatewayIntents.Guilds | GatewayIntents.GuildMembers;

    private readonly CapturedLogs _logs = new();
    private readonly GatewaySimulator _gateway = new();

    [Theory]
    [InlineData(Before, GatewayOpcode.Resume, 0)]
    [InlineData(After, GatewayOpcode.Identify, 1)]
    [InlineData(GatewayIntents.None, GatewayOpcode.Identify, 1)]
    public async Task A_shard_resumes_a_session_with_its_own_intents_and_begins_another_otherwise(GatewayIntents intents, GatewayOpcode sent, int lines)
    {
        ShardSession session = Reload(await BeginAsync());

        await using var shard = new Shard(_gateway.CreateShardOptions(intents) with { Session = session, Logger = _logs });
        await shard.ConnectAsync(World.Cancellation);

        Assert.Contains(_gateway.Connections[^1].Received, payload => payload.Opcode == sent);
        Assert.Equal(lines, _logs.Lines.Count(static line => line.StartsWith("Information 86", StringComparison.Ordinal)));
        Assert.Equal(intents, shard.ReceivedSession!.Intents);
    }

    [Fact]
    public async Task A_session_that_an_earlier_version_saved_is_resumed()
    {
        ShardSession session = Reload(await BeginAsync() with { Intents = null });

        await using var shard = new Shard(_gateway.CreateShardOptions(After) with { Session = session });
        await shard.ConnectAsync(World.Cancellation);

        Assert.Contains(_gateway.Connections[^1].Received, static payload => payload.Opcode == GatewayOpcode.Resume);
    }

    [Theory]
    [InlineData(Before, true)]
    [InlineData(After, false)]
    public async Task A_manager_begins_new_sessions_where_the_saved_ones_have_other_intents(GatewayIntents intents, bool resumes)
    {
        var store = new MemorySessionStore();
        await store.SaveAsync(await BeginAsync(), World.Cancellation);
        ShardOptions options = _gateway.CreateShardOptions(intents) with { Logger = _logs };
        await using var manager = new ShardManager(new ShardManagerOptions { ShardOptions = options, SessionStore = store, TotalShards = 1, SessionStartLimit = SessionStartLimit.Default });
        bool? resumed = null;
        manager.SessionStarting += (_, starting) => resumed = starting.Resumed;

        Task running = manager.RunAsync(static (_, _, _) => Task.CompletedTask, World.Cancellation);
        await manager.WaitForConnectedAsync(World.Cancellation);
        await manager.ShutdownAsync();
        await running;

        Assert.Equal(resumes, resumed);
        Assert.Contains(_gateway.Connections[^1].Received, payload => payload.Opcode == (resumes ? GatewayOpcode.Resume : GatewayOpcode.Identify));
        Assert.Equal(intents, (await store.LoadAsync(ShardId.Single, World.Cancellation))!.Intents);
    }

    private static ShardSession Reload(ShardSession session) => JsonSerializer.Deserialize<ShardSession>(JsonSerializer.Serialize(session))!;

    private async Task<ShardSession> BeginAsync()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(Before));
        await shard.ConnectAsync(World.Cancellation);
        return (await shard.ShutdownAsync(keepSession: true))!;
    }
}
