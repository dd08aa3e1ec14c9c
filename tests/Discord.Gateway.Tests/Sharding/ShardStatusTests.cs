using System.Text.Json;
using Discord.Gateway.Protocol;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>States of shards, for whoever writes them to a page.</summary>
public sealed class ShardStatusTests
{
    [Fact]
    public async Task A_status_serializes_whatever_happened_to_its_shard()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        world.Options = world.Options with { ShardFailureBehavior = ShardFailureBehavior.KeepRunning };
        await world.StartAndConnectAsync();
        world.Gateway.Connections[0].Cut();
        world.Gateway.Connections[1].Close(4014, "Disallowed intent(s).");
        await world.AdvanceUntilAsync(() => world.Manager.GetStatus().Any(status => status.Error is not null), TimeSpan.FromSeconds(5));

        string json = JsonSerializer.Serialize(world.Manager.GetStatus());
        ShardStatus[] read = JsonSerializer.Deserialize<ShardStatus[]>(json)!;

        ShardStatus ended = Assert.Single(read, status => status.Error is not null);
        Assert.IsType<DisallowedIntentsException>(ended.Error);
        Assert.Equal((ended.ShardId, ended.Error.Message), (ended.Error.ShardId, ended.LastError));
        Assert.Contains("\"close_code\":4014", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("4014")]
    [InlineData("""{"close_code":4000,"shard_id":0,"shard_total":1}""")]
    [InlineData("""{"close_code":"4014","shard_id":0,"shard_total":1}""")]
    [InlineData("""{"close_code":4014,"shard_id":2,"shard_total":1}""")]
    [InlineData("""{"close_code":4014.5,"shard_id":0,"shard_total":1}""")]
    public void What_is_no_such_error_is_not_read(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<GatewayFatalException>(json));

    [Theory]
    [InlineData(4004)]
    [InlineData(4010)]
    [InlineData(4011)]
    [InlineData(4012)]
    [InlineData(4013)]
    [InlineData(4014)]
    public void Each_error_is_read_back(int closeCode)
    {
        GatewayFatalException error = CloseCodePolicy.ExceptionFor(closeCode, new ShardId(3, 4));

        GatewayFatalException read = JsonSerializer.Deserialize<GatewayFatalException>(JsonSerializer.Serialize(error))!;
        object derived = JsonSerializer.Deserialize(JsonSerializer.Serialize<object>(error), error.GetType())!;

        Assert.Equal((error.GetType(), error.Message), (read.GetType(), read.Message));
        Assert.Equal(error.GetType(), derived.GetType());
    }
}
