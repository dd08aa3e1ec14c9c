using Discord.Gateway.Commands;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;

namespace Discord.Gateway.Tests.Shards;

/// <summary>How many payloads a shard's core sends of what waits, without a thread.</summary>
public sealed class HeartbeatRoomTests
{
    private readonly ShardCore _core = new(new ShardOptions { Token = "a.b.c" }, presence: null, () => 0.5, _ => false);

    [Theory]
    [InlineData(40_000, 120 - 3 - 3 - 1)]
    [InlineData(2_000, 120 - 32 - 3 - 1)]
    public void Commands_leave_room_for_the_heartbeats_that_hello_asked_for(int interval, int expected)
    {
        _core.Start(TimeSpan.Zero);
        _core.OnOpened(1, TimeSpan.Zero);
        Receive($$$"""{"op":10,"d":{"heartbeat_interval":{{{interval}}}}}""");
        _core.OnGateOpened(1, TimeSpan.Zero);
        Assert.Equal(1, Write());
        Receive("""{"t":"READY","s":1,"op":0,"d":{"session_id":"s"}}""");
        for (int i = 0; i < 200; i++)
        {
            _core.Enqueue(new PendingCommand([], GatewayOpcode.RequestChannelInfo, failWhenDisconnected: false), TimeSpan.Zero);
        }

        Assert.Equal(expected, Write());
    }

    private void Receive(string payload)
    {
        Assert.True(Envelope.TryRead(System.Text.Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);
        _core.OnPayload(1, TimeSpan.Zero, envelope, row: null);
    }

    private int Write()
    {
        int written = 0;
        Assert.True(_core.TryBeginWriting(TimeSpan.Zero));
        for (; _core.TryTakeOutgoing(1, TimeSpan.Zero, out Outgoing? outgoing); written++)
        {
            _core.OnWritten(1, TimeSpan.Zero, outgoing, failure: null);
        }

        return written;
    }
}
