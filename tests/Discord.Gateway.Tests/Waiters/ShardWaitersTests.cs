using System.Text;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;
using Discord.Gateway.Waiters;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Waiters;

/// <summary>What a shard's core tells the waits of its manager.</summary>
public sealed class ShardWaitersTests
{
    private readonly WaiterFeed _feed;
    private readonly ShardCore _core;

    public ShardWaitersTests()
    {
        var options = new ShardOptions { Token = "a.b.c" };
        _feed = new WaiterFeed(new WaiterHub(shardId: null, options, TimeProvider.System), handover: null, seen: null);
        _core = new ShardCore(options with { WaiterFeed = _feed }, presence: null, () => 0.5, _ => false);
        _core.Start(TimeSpan.Zero);
        _core.OnOpened(1, TimeSpan.Zero);
        Receive("""{"op":10,"d":{"heartbeat_interval":40000}}""");
        _core.OnGateOpened(1, TimeSpan.Zero);
        Receive("""{"t":"READY","s":1,"op":0,"d":{"session_id":"s"} }""");
        Receive("""{"t":"X","s":2,"op":0,"d":{} }""");
    }

    [Fact]
    public void The_last_event_of_a_session_that_is_kept_is_noted_for_the_shard_that_continues_it()
    {
        Assert.Equal(TakeOutcome.Event, _core.TakeEvent(out _));

        _core.Shutdown(keepSession: true);

        Assert.Equal(("s", 2), _feed.Last);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_shard_ends_the_waits_of_its_manager_only_if_Discord_ended_it(bool isFatal)
    {
        Task<GatewayEvent> wait = _feed.Hub.WaitForAsync<GatewayEvent>(null, TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        if (isFatal)
        {
            _core.OnClosed(1, TimeSpan.Zero, 4004, "");
        }
        else
        {
            _core.Shutdown(keepSession: false);
        }

        _feed.Hub.End(() => new TimeoutException("the end of the manager"));

        Assert.IsType(isFatal ? typeof(AuthenticationFailedException) : typeof(TimeoutException), await Record.ExceptionAsync(() => wait));
    }

    [Fact]
    public void The_waits_of_a_shard_use_the_clock_that_the_shard_uses()
    {
        var clock = new FakeTimeProvider();

        var inbox = new ShardInbox(new ShardOptions { Token = "a.b.c" }, clock);

        Assert.Same(clock, inbox.Waiters.Own.Time);
    }

    private void Receive(string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);
        _core.OnPayload(1, TimeSpan.Zero, envelope, EventTable.Find(envelope.Name));
    }
}
