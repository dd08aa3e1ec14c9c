using Discord.Gateway.Hosting;
using Discord.Gateway.Redis;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.RedisTests;

/// <summary>Bots in hosts that use Redis, against the simulator.</summary>
public sealed class HostTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_with_half_of_the_shards_each_connect_and_resume_in_a_deploy()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4 });
        for (int deploy = 0; deploy < 2; deploy++)
        {
            await using BotHost first = await StartAsync(redis, gateway, 0);
            await using BotHost second = await StartAsync(redis, gateway, 1);
            await first.WaitForConnectedAsync();
            await second.WaitForConnectedAsync();
            Assert.Equal([0, 1], first.Manager.Shards.Select(shard => shard.ShardId.Index));
            Assert.Equal([2, 3], second.Manager.Shards.Select(shard => shard.ShardId.Index));
        }

        Assert.Equal(4, Count(gateway, GatewayOpcode.Identify));
        Assert.Equal(4, Count(gateway, GatewayOpcode.Resume));
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Of_two_processes_with_the_same_shards_the_later_has_them_and_the_earlier_ends_its_own()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4 });
        await using BotHost old = await StartAsync(redis, gateway, 0, shardsPerProcess: 4);
        await old.WaitForConnectedAsync();
        await RedisFixture.UntilAsync(() => SavedSessionsAsync(redis).GetAwaiter().GetResult() == 4);

        await using BotHost young = await StartAsync(redis, gateway, 0, shardsPerProcess: 4);
        await young.WaitForConnectedAsync();
        await RedisFixture.UntilAsync(() => old.Manager.Shards.Count == 0);

        // For as long as both would have taken each session from each other some ten times.
        int resumes = Count(gateway, GatewayOpcode.Resume);
        await Task.Delay(TimeSpan.FromSeconds(5), Cancelled);
        Assert.Equal(resumes, Count(gateway, GatewayOpcode.Resume));
        Assert.InRange(resumes, 4, 8);
        Assert.Equal(4, Count(gateway, GatewayOpcode.Identify));
        Assert.All(young.Manager.GetStatus(), status => Assert.Equal(ConnectionStage.Connected, status.Stage));
        Assert.Equal(4, redis.Log.All.Count(line => line.Contains("another process has taken its session over", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Shards_live_while_redis_is_gone_and_their_sessions_are_saved_when_it_is_back()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4, Guilds = [new SimulatedGuild(1, "Home")] });
        await using (BotHost bot = await StartAsync(redis, gateway, 0, shardsPerProcess: 4))
        {
            await bot.WaitForConnectedAsync();
            await RedisFixture.UntilAsync(() => SavedSessionsAsync(redis).GetAwaiter().GetResult() == 4);
            await redis.Server.KillAsync();
            await gateway.DispatchMessageAsync(gateway.Guilds[0], "while Redis is gone");
            await RedisFixture.UntilAsync(() => redis.Log.All.Any(line => line.Contains("its session could not be saved", StringComparison.Ordinal)));

            // A connection that is lost meanwhile is resumed: that needs no Redis.
            int connections = gateway.Connections.Count;
            gateway.Connections[0].Cut();
            await RedisFixture.UntilAsync(() => gateway.Connections.Count > connections);
            await bot.WaitForConnectedAsync();
            await RedisFixture.UntilAsync(() => bot.Manager.GetStatus().All(status => status.Stage == ConnectionStage.Connected));
            await redis.Server.StartAgainAsync();
            await RedisFixture.UntilAsync(() => SavedSessionsAsync(redis).GetAwaiter().GetResult() == 4);
        }

        await using BotHost next = await StartAsync(redis, gateway, 0, shardsPerProcess: 4);
        await next.WaitForConnectedAsync();
        Assert.Equal(4, Count(gateway, GatewayOpcode.Identify));
    }

    [Fact]
    public async Task A_host_starts_while_redis_is_away_and_its_shards_connect_when_it_is_there()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        await redis.Server.KillAsync();
        using var gateway = new GatewaySimulator();
        await using BotHost bot = await StartAsync(redis, gateway, 0, shardsPerProcess: 4, totalShards: 1);
        await RedisFixture.UntilAsync(() => redis.Log.All.Any(line => line.Contains("Redis cannot be asked", StringComparison.Ordinal)), 40);

        await redis.Server.StartAgainAsync();

        await bot.WaitForConnectedAsync();
    }

    [Fact]
    public async Task Presences_and_commands_reach_the_shards_of_all_processes()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        SimulatedGuild guild = new((3ul << 22) + 1, "Of shard 3");
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4, Guilds = [guild] });
        await using BotHost first = await StartAsync(redis, gateway, 0);
        await using BotHost second = await StartAsync(redis, gateway, 1);
        await first.WaitForConnectedAsync();
        await second.WaitForConnectedAsync();

        await first.Shards.SetPresenceAsync(new BotPresence { Status = UserStatus.Idle, Activities = [BotActivity.Streaming("a stream", new Uri("https://twitch.tv/x"))] });
        await RedisFixture.UntilAsync(() => gateway.Connections.Count(connection => connection.Received.Any(payload => IsPresence(payload, "a stream"))) == 4);
        await first.Shards.SendAsync(guild.Id, new UpdateVoiceState(guild.Id, 5), cancellationToken: Cancelled);

        Assert.Contains(gateway.Connections.Single(connection => connection.ShardId == new ShardId(3, 4)).Received, payload => payload.Opcode == GatewayOpcode.VoiceStateUpdate);
        await Assert.ThrowsAsync<ArgumentException>(() => first.Shards.SendAsync(guild.Id, new UpdateVoiceState(0, 5), cancellationToken: Cancelled));
        await Assert.ThrowsAsync<PayloadTooLargeException>(() => first.Shards.SetPresenceAsync(new BotPresence { Activities = [BotActivity.Custom(new string('x', 5000))] }));
        await second.StopAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => first.Shards.SendAsync(guild.Id, new UpdateVoiceState(guild.Id, 5), TimeSpan.FromSeconds(1), Cancelled));

        // One that starts later has it, too.
        await using BotHost third = await StartAsync(redis, gateway, 1);
        await third.WaitForConnectedAsync();
        await RedisFixture.UntilAsync(() => gateway.Connections.Count(connection => connection.Received.Any(payload => IsPresence(payload, "a stream"))) == 6);
    }

    [Theory]
    [InlineData("bot-2", 2)]
    [InlineData("my-bot-0", 0)]
    [InlineData("bot", null)]
    [InlineData("bot-", null)]
    [InlineData("bot-5d7f9c-x2v4q", null)]
    [InlineData("-3", null)]
    [InlineData(null, null)]
    public void A_pods_ordinal_is_the_number_at_the_end_of_its_name(string? hostName, int? ordinal) => Assert.Equal(ordinal, RedisGatewayOptions.ParseOrdinal(hostName));

    [Theory]
    [InlineData(16, 8, "bot-0", "0..8")]
    [InlineData(16, 8, "bot-1", "8..16")]
    [InlineData(10, 4, "bot-2", "8..10")]
    public void A_process_runs_its_part_of_the_shards(int total, int each, string hostName, string shards) =>
        Assert.Equal(shards, new RedisGatewayOptions { ShardsPerProcess = each }.GetShards(total, hostName).ToString());

    [Theory]
    [InlineData("Discord:Redis:ShardsPerProcess", "0", "must be 1 or more")]
    [InlineData("Discord:Redis:ShardsPerProcess", "8", "leaves no shard for process 2: 16 shards, 8 in each process, are 2 processes")]
    [InlineData("Discord:FirstShard", "4", "and so do FirstShard and ShardCount")]
    [InlineData("Discord:TotalShards", "", "needs Discord:TotalShards")]
    [InlineData("Discord:Redis:EncryptionKey", "c2hvcnQ=", "must be 32 bytes in base64")]
    [InlineData("Discord:Redis:ConnectionString", "", "ConnectionString is missing")]
    [InlineData("Discord:Redis:ConnectionString", "password=secret", "cannot be read")]
    [InlineData("Discord:Redis:SessionLifetime", "00:00:01", "must be from 1 min to 1 day")]
    [InlineData("Discord:Token", "secret", "does not begin with the bot's id")]
    public async Task Options_that_make_no_sense_stop_the_host_and_are_named(string option, string value, string problem)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Discord:Token"] = new GatewaySimulatorOptions().Token,
            ["Discord:TotalShards"] = "16",
            ["Discord:Redis:ConnectionString"] = "127.0.0.1:1",
            ["Discord:Redis:ShardsPerProcess"] = "2",
            ["Discord:Redis:ProcessIndex"] = "2",
            [option] = value.Length > 0 ? value : null,
        });
        builder.Services.AddLogging().AddDiscordGateway().UseRedis();
        using IHost host = builder.Build();

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancelled));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static Task<BotHost> StartAsync(RedisFixture redis, GatewaySimulator gateway, int process, int shardsPerProcess = 2, int totalShards = 4) => BotHost.StartAsync(
        redis,
        gateway,
        options => (options.Token, options.TotalShards, options.Intents) = (gateway.Options.Token, totalShards, GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.GuildVoiceStates),
        options => (options.ShardsPerProcess, options.ProcessIndex) = (shardsPerProcess, process));

    private static int Count(GatewaySimulator gateway, GatewayOpcode opcode) =>
        gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == opcode));

    private static bool IsPresence(ReceivedPayload payload, string name) => (payload.Opcode, payload.Data) switch
    {
        (GatewayOpcode.PresenceUpdate, var data) => data.ToString().Contains(name, StringComparison.Ordinal),
        (GatewayOpcode.Identify, var data) => data.ToString().Contains(name, StringComparison.Ordinal),
        _ => false,
    };

    private static async Task<int> SavedSessionsAsync(RedisFixture redis)
    {
        StackExchange.Redis.IConnectionMultiplexer connection = await redis.ConnectAsync();
        try
        {
            StackExchange.Redis.IDatabase database = connection.GetDatabase();
            return connection.GetServers()[0].Keys(pattern: "*:session:*").Count(key => database.HashExists(key, "session"));
        }
        catch (StackExchange.Redis.RedisException)
        {
            return 0;
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
