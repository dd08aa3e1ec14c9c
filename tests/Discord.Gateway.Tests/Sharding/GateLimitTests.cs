using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>The limit of gateway/bot reaches any gate.</summary>
public sealed class GateLimitTests
{
    [Fact]
    public async Task A_gate_of_the_bots_own_receives_the_limit()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        var gate = new OwnGate();
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { IdentifyGate = gate } };

        await world.StartAndConnectAsync();

        Assert.Equal(16, Assert.Single(gate.Limits).MaxConcurrency);
    }

    [Fact]
    public async Task A_gate_that_throws_when_it_receives_the_limit_is_logged_and_the_shards_start()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { IdentifyGate = new OwnGate { Throws = true } } };

        await world.StartAndConnectAsync();

        Assert.Contains(world.Logs.Lines, line => line.Contains("The identify gate failed to update the limit", StringComparison.Ordinal));
    }

    private sealed class OwnGate : IIdentifyGate
    {
        internal bool Throws { get; init; }

        internal List<SessionStartLimit> Limits { get; } = [];

        public ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken) => new(new Permit());

        public void Update(SessionStartLimit limit)
        {
            if (Throws)
            {
                throw new InvalidOperationException("broken");
            }

            Limits.Add(limit);
        }

        private sealed class Permit : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
        }
    }
}
