using System.Text;
using Discord.Gateway.Redis;
using Discord.Gateway.Testing;
using StackExchange.Redis;

namespace Discord.Gateway.RedisTests;

/// <summary>Values in Redis that this package did not write, or wrote when the clock was another: they may cost a turn or a session, and no more.</summary>
public sealed class HostileRedisTests
{
    private const string Root = "discord-gateway:{42}";
    private static readonly ShardId Id = new(1, 4);
    private static readonly SessionStartLimit Limit = new(1000, 1000, TimeSpan.FromHours(24), 4);
    private static readonly ShardSession Session = new("0123456789abcdef", new Uri("wss://resume.example/"), 7) { ShardId = Id };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gate_with_values_that_make_no_sense_still_gives_turns()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        var quick = new RedisIdentifyGateOptions { Interval = TimeSpan.FromMilliseconds(50), MaxTurn = TimeSpan.FromMilliseconds(500) };
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        RedisIdentifyGate gate = await redis.CreateGateAsync(quick, Limit);
        await (await gate.EnterAsync(Id, Cancelled)).DisposeAsync();
        var failed = new List<string>();
        foreach (string field in (string[])["run", "all", "latest", "total", "concurrency", "asked", "holder", "until", "next"])
        {
            foreach (string value in (string[])["x", "nan", "inf", "-1e300", "1.5", "0"])
            {
                string key = field is "holder" or "until" or "next" ? $"{Root}:turn:1-of-4" : $"{Root}:gate";
                await database.HashSetAsync(key, field, value);
                if (field == "until")
                {
                    await database.HashSetAsync(key, "holder", "ghost");
                }

                using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
                ending.CancelAfter(TimeSpan.FromSeconds(6));
                long questions = gate.Questions;
                try
                {
                    await (await gate.EnterAsync(Id, ending.Token)).DisposeAsync();
                    if (gate.Questions - questions > 12)
                    {
                        failed.Add($"{field}={value}: {gate.Questions - questions} questions");
                    }
                }
                catch (Exception error) when (!Cancelled.IsCancellationRequested)
                {
                    failed.Add($"{field}={value}: {error.GetType().Name} after {gate.Questions - questions} questions");
                    await database.KeyDeleteAsync([$"{Root}:gate", $"{Root}:turn:1-of-4", $"{Root}:turn:1-of-4:queue", $"{Root}:turn:1-of-4:late"]);
                    gate = await redis.CreateGateAsync(quick, Limit);
                }
            }
        }

        Assert.Equal("", string.Join(", ", failed));
    }

    [Fact]
    public async Task A_caller_that_died_in_the_queue_before_the_clock_was_set_back_holds_up_nobody()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit);
        await (await gate.EnterAsync(Id, Cancelled)).DisposeAsync();

        // As it is if the clock was an hour ahead when it asked.
        await database.SortedSetAddAsync($"{Root}:turn:1-of-4:queue", "ghost", 1);
        await database.SortedSetAddAsync($"{Root}:turn:1-of-4:late", "ghost", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds());

        await using IAsyncDisposable permit = await gate.EnterAsync(Id, Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    [Fact]
    public async Task A_limit_is_taken_also_if_one_was_taken_while_the_clock_was_ahead()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit);
        await (await gate.EnterAsync(Id, Cancelled)).DisposeAsync();
        await database.HashSetAsync($"{Root}:gate", "asked", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds());

        gate.Update(Limit with { MaxConcurrency = 8 });
        await (await gate.EnterAsync(Id, Cancelled)).DisposeAsync();

        Assert.Equal(8, (int)await database.HashGetAsync($"{Root}:gate", "concurrency"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("1e300")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("9223372036854775807")]
    public async Task A_session_with_an_epoch_that_makes_no_sense_can_be_owned(string epoch)
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        await database.HashSetAsync($"{Root}:session:1-of-4", "epoch", epoch);
        var old = new RedisSessionStore(await redis.ConnectAsync(), 42, null, redis.Log);

        await old.LoadAsync(Id, Cancelled);
        await old.SaveAsync(Session, Cancelled);
        await old.RenewAsync(Id, Cancelled);
        var young = new RedisSessionStore(await redis.ConnectAsync(), 42, null, redis.Log);

        Assert.Equal(Session, await young.LoadAsync(Id, Cancelled));
        await Assert.ThrowsAsync<SessionSupersededException>(async () => await old.SaveAsync(Session, Cancelled));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("2147483647")]
    [InlineData("9223372036854775807")]
    public async Task A_number_of_shards_that_makes_no_sense_stops_no_session_from_being_saved(string total)
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        await database.SetAddAsync($"{Root}:totals", total);
        var store = new RedisSessionStore(await redis.ConnectAsync(), 42, null, redis.Log);

        await store.SaveAsync(Session, Cancelled);
        await store.SaveAsync(Session with { Sequence = 8 }, Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancelled);

        Assert.Equal(8, (await new RedisSessionStore(await redis.ConnectAsync(), 42).LoadAsync(Id, Cancelled))!.Sequence);
        Assert.Equal(["4"], (await database.SetMembersAsync($"{Root}:totals")).Select(value => value.ToString()));
    }

    [Fact]
    public async Task Texts_that_are_no_session_are_ignored_whatever_they_are()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        const string Rest = "\"Sequence\":1,\"ShardId\":{\"Index\":1,\"Total\":4}";
        byte[][] bad =
        [
            .. new[]
            {
                "1", "true", "\"x\"", "[]", "{", "{}", "nul", $"{{{Rest}}}", $"{{\"Id\":null,{Rest}}}", $"{{\"Id\":\"\",{Rest}}}", $"{{\"Id\":5,{Rest}}}", $"{{\"Id\":\"{new string('x', 2000)}\",{Rest}}}",
                $"{{\"Id\":\"x\",\"ResumeUrl\":\"http://[\",{Rest}}}", $"{{\"Id\":\"x\",\"ResumeUrl\":7,{Rest}}}", $"{{\"Id\":\"x\",\"UserId\":\"-1\",{Rest}}}", $"{{\"Id\":\"x\",\"UserId\":{{}},{Rest}}}",
                $"{{\"Id\":\"x\",\"StartedAt\":\"yesterday\",{Rest}}}", $"{{\"Id\":\"x\",\"GuildCount\":1e99,{Rest}}}", $"{{\"Id\":\"x\",\"Guilds\":{{\"x\":[1]}},{Rest}",
                "{\"Id\":\"x\",\"Sequence\":1e40,\"ShardId\":{\"Index\":1,\"Total\":4}}", "{\"Id\":\"x\",\"Sequence\":1,\"ShardId\":{\"Index\":-1,\"Total\":4}}",
                "{\"Id\":\"x\",\"Sequence\":1,\"ShardId\":{\"Index\":1,\"Total\":0}}", "{\"Id\":\"x\",\"Sequence\":1,\"ShardId\":null}", "{\"Id\":\"\\ud800\",\"Sequence\":1,\"ShardId\":{\"Index\":1,\"Total\":4}}",
                string.Concat(Enumerable.Repeat("[", 100_000)),
            }.Select(Encoding.UTF8.GetBytes),
            [0xFF, 0xFE], [.. "{\"Id\":\""u8, 0xC0, 0x80, .. "\",\"Sequence\":1,\"ShardId\":{\"Index\":1,\"Total\":4}}"u8],
        ];
        foreach (byte[] text in bad)
        {
            await database.HashSetAsync($"{Root}:session:1-of-4", "session", text);
            redis.Log.All.Clear();
            string shown = Encoding.UTF8.GetString(text.AsSpan(0, Math.Min(text.Length, 60)));
            try
            {
                Assert.True(await new RedisSessionStore(await redis.ConnectAsync(), 42, null, redis.Log).LoadAsync(Id, Cancelled) is null, shown);
            }
            catch (Exception error) when (error is not Xunit.Sdk.TrueException)
            {
                Assert.Fail($"{shown}: {error.GetType().Name} {error.Message}");
            }

            Assert.Single(redis.Log.All);
        }
    }

    [Fact]
    public async Task Messages_that_make_no_sense_change_nothing()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        SimulatedGuild guild = new(1ul << 22, "Home");
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4, Guilds = [guild] });
        await using BotHost bot = await BotHost.StartAsync(redis, gateway, 0, totalShards: 2);
        await bot.WaitForConnectedAsync();
        await bot.Shards.SetPresenceAsync(new BotPresence { Activities = [BotActivity.Custom("first")] });
        await RedisFixture.UntilAsync(() => BotHost.Count(gateway, GatewayOpcode.PresenceUpdate) >= 2);
        ISubscriber subscriber = (await redis.ConnectAsync()).GetSubscriber();
        string root = "discord-gateway:{" + RedisIdentifyGate.GetBotId(gateway.Options.Token).Value + "}";
        ulong id = guild.Id.Value;
        foreach (string message in (string[])["", " ", "    ", "null", "{}", "[", "{\"Status\":99}", "{\"Activities\":[null]}", "{\"Activities\":null}", $"a b {id} 1000 ", $"a b {id} 1000 x", $"a b {id} 1000 {{}}", $"a b {id} 0 {{\"op\":3}}",
            $"a b {id} 99999999999999999999 {{\"op\":3}}", $"a b -1 1000 {{\"op\":3}}", $"a b {id} 2147483646 nonsense", $"  {id} 1000 nonsense", $"a b {id} 1000 {new string('x', 100_000)}", $"a b {id} 1000 {{\"op\":2}}"])
        {
            await subscriber.PublishAsync(RedisChannel.Literal($"{root}:presence"), message);
            await subscriber.PublishAsync(RedisChannel.Literal($"{root}:commands"), message);
        }

        await bot.Shards.SendAsync(guild.Id, new UpdateVoiceState(guild.Id, 5), cancellationToken: Cancelled);
        await bot.Shards.SetPresenceAsync(new BotPresence { Activities = [BotActivity.Custom("last")] });
        await RedisFixture.UntilAsync(() => gateway.Connections.Count(connection => connection.Received.Any(payload => payload.Opcode == GatewayOpcode.PresenceUpdate && payload.Data.ToString().Contains("last", StringComparison.Ordinal))) == 2);
        Assert.Equal(2, gateway.Connections.Count);
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task A_command_with_a_very_long_timeout_is_sent()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        SimulatedGuild guild = new(1ul << 22, "Home");
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4, Guilds = [guild] });
        await using BotHost bot = await BotHost.StartAsync(redis, gateway, 0, totalShards: 2);
        await bot.WaitForConnectedAsync();

        await bot.Shards.SendAsync(guild.Id, new UpdateVoiceState(guild.Id, 5), TimeSpan.FromDays(30), Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    [Fact]
    public async Task A_presence_key_of_another_type_stops_no_commands()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        SimulatedGuild guild = new(1ul << 22, "Home");
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4, Guilds = [guild] });
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        await database.ListLeftPushAsync("discord-gateway:{" + RedisIdentifyGate.GetBotId(gateway.Options.Token).Value + "}:presence-of-all", "x");
        await using BotHost bot = await BotHost.StartAsync(redis, gateway, 0, totalShards: 2);
        await bot.WaitForConnectedAsync();
        await Task.Delay(500, Cancelled);

        await bot.Shards.SendAsync(guild.Id, new UpdateVoiceState(guild.Id, 5), TimeSpan.FromSeconds(3), Cancelled);
    }
}
