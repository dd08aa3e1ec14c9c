using System.Globalization;
using System.Reflection;
using Discord.Gateway.Commands;
using Discord.Gateway.Shards;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>An exception where the next payload is made must not leave a shard that believes to be writing, and writes nothing.</summary>
public sealed class UnmadePayloadTests
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    [Fact]
    public async Task A_payload_that_cannot_be_made_ends_its_connection_at_once_and_the_log_says_so()
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with { Logger = logs });
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        // Nothing that a bot can give gets so far: a presence is encoded when it is set.
        var presence = (EncodedPresence)Activator.CreateInstance(typeof(EncodedPresence), Hidden, null, [new BotPresence(), Array.Empty<byte>()], CultureInfo.InvariantCulture)!;
        var driver = (ShardDriver)typeof(Shard).GetField("_driver", Hidden)!.GetValue(world.Shard)!;
        driver.Do((core, _) => core.TrySetPresence(core.Presence, presence));

        Assert.Equal(ConnectionStage.Disconnected, world.Shard.Stage);
        Assert.Equal(4000, first.ClientCloseCode);
        Assert.Contains(logs.Lines, line => line.StartsWith("Error 37:", StringComparison.Ordinal));
        world.Shard.SetPresence(new BotPresence { Status = UserStatus.Idle });
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await second.ExpectAsync(GatewayOpcode.PresenceUpdate, World.Cancellation);
        await world.Shard.HeartbeatAsync(World.Cancellation);
    }
}
