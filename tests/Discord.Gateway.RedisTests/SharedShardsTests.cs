using Discord.Gateway.Testing;

namespace Discord.Gateway.RedisTests;

/// <summary>What reaches the shards of all processes.</summary>
public sealed class SharedShardsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Presences_and_commands_reach_the_shards_of_all_processes()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        SimulatedGuild guild = new((3ul << 22) + 1, "Of shard 3");
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4, Guilds = [guild] });
        await using BotHost first = await BotHost.StartAsync(redis, gateway, 0);
        await using BotHost second = await BotHost.StartAsync(redis, gateway, 1);
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
        await using BotHost third = await BotHost.StartAsync(redis, gateway, 1);
        await third.WaitForConnectedAsync();
        await RedisFixture.UntilAsync(() => gateway.Connections.Count(connection => connection.Received.Any(payload => IsPresence(payload, "a stream"))) == 6);
    }

    private static bool IsPresence(ReceivedPayload payload, string name) => (payload.Opcode, payload.Data) switch
    {
        (GatewayOpcode.PresenceUpdate, var data) => data.ToString().Contains(name, StringComparison.Ordinal),
        (GatewayOpcode.Identify, var data) => data.ToString().Contains(name, StringComparison.Ordinal),
        _ => false,
    };
}
