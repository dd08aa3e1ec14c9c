using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;

namespace Discord.Gateway.Tests.Shards;

/// <summary>When a shard's core sends its presence again, without a thread.</summary>
public sealed class PresenceDecisionTests
{
    private static readonly ShardOptions Options = new() { Token = "a.b.c" };

    private readonly ShardCore _core = new(Options, EncodedPresence.Encode(new BotPresence(), Options.Token, Options), () => 0.5, _ => false);

    [Fact]
    public void A_presence_that_went_with_an_identify_is_not_sent_again_after_a_resume()
    {
        Assert.False(_core.HasActions);
        _core.Start(At(0));
        Assert.True(_core.HasActions);
        Greet(1);
        _core.OnGateOpened(1, At(0));
        Assert.Equal([OutgoingKind.Identify], Write(1));
        Receive(1, """{"t":"READY","s":1,"op":0,"d":{"session_id":"s"}}""");

        _core.OnClosed(1, At(10), null, "cut");
        _core.OnTimer(At(11));
        Greet(2);
        Assert.Equal([OutgoingKind.Resume], Write(2));
        Receive(2, """{"t":"RESUMED","s":2,"op":0,"d":{}}""");

        Assert.False(_core.TryBeginWriting(At(11)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Greet(int connection)
    {
        _core.OnOpened(connection, At(0));
        Receive(connection, """{"op":10,"d":{"heartbeat_interval":40000}}""");
    }

    private List<OutgoingKind> Write(int connection)
    {
        var kinds = new List<OutgoingKind>();
        Assert.True(_core.TryBeginWriting(At(11)));
        while (_core.TryTakeOutgoing(connection, At(11), out Outgoing? outgoing))
        {
            _core.OnWritten(connection, At(11), outgoing, failure: null);
            kinds.Add(outgoing.Kind);
        }

        return kinds;
    }

    private void Receive(int connection, string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);
        _core.OnPayload(connection, At(0), envelope, EventTable.Find(envelope.Name));
    }
}
