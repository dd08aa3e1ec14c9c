using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A pump that is stuck in code that it was given does not keep the shard from coming back.</summary>
public sealed class HungInflaterTests
{
    [Fact]
    public async Task A_connection_whose_inflater_hangs_before_Hello_is_replaced()
    {
        using var compression = new HangingCompression();
        await using var world = new World(options: options => options with { Compression = compression });
        world.Gateway.SayHello = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);
        world.Gateway.SayHello = true;
        compression.MustHang = true;
        Task sending = Task.Run(first.SendHello, World.Cancellation);
        compression.Hangs.Wait(World.Cancellation);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        int connections = world.Gateway.Connections.Count;
        string shard = $"{world.Shard}";
        compression.Release.Set();
        await sending;

        Assert.True(connections > 1, $"After five minutes, the shard is {shard}, and nobody reads its wire.");
    }

    private sealed class HangingCompression : GatewayCompression, IDisposable
    {
        internal bool MustHang { get; set; }

        internal ManualResetEventSlim Hangs { get; } = new();

        internal ManualResetEventSlim Release { get; } = new();

        public override string? QueryValue => null;

        public override IGatewayInflater CreateInflater() => new Inflater(this, None.CreateInflater());

        public void Dispose() => Release.Set();

        private sealed class Inflater(HangingCompression compression, IGatewayInflater inner) : IGatewayInflater
        {
            public bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload)
            {
                if (compression.MustHang)
                {
                    compression.MustHang = false;
                    compression.Hangs.Set();
                    ThreadPoolRest.Hold(compression.Release, TimeSpan.FromMinutes(1));
                }

                return inner.Read(ref input, endOfMessage, payload);
            }

            public void Dispose() => inner.Dispose();
        }
    }
}
