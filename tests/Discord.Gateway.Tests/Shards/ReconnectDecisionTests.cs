using System.Text;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;

namespace Discord.Gateway.Tests.Shards;

/// <summary>Decisions of a shard's core about what follows a lost connection.</summary>
public sealed class ReconnectDecisionTests
{
    private int _disconnects;

    [Fact]
    public void Oversize_events_in_a_replay_answer_the_resume_so_that_the_session_stays()
    {
        ShardCore core = CreateCore();
        TimeSpan now = TimeSpan.Zero;
        for (int sequence = 1; sequence <= 2 * ReconnectSchedule.MaxUnansweredResumes; sequence++)
        {
            Open(core, ref now);
            core.OnOversize(core.Connection, now, EventTable.Find("MESSAGE_CREATE"u8)!.Header, sequence, "too large");
        }

        Assert.Equal(ReconnectType.Resume, core.ReconnectType);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void An_invalid_session_counts_as_one_disconnect_of_a_crowd(string isResumable)
    {
        ShardCore core = CreateCore();
        TimeSpan now = TimeSpan.Zero;
        Open(core, ref now);

        Receive(core, now, $$"""{"op":9,"d":{{isResumable}}}""");

        Assert.Equal(ConnectionStage.Disconnected, core.Stage);
        Assert.Equal(1, _disconnects);
    }

    private ShardCore CreateCore()
    {
        var options = new ShardOptions { Token = "token", Session = new ShardSession("session", null, 0) };
        return new ShardCore(options, presence: null, static () => 0.5, _ => ++_disconnects < 0);
    }

    /// <summary>Waits for the next connection, which says Hello.</summary>
    private static void Open(ShardCore core, ref TimeSpan now)
    {
        core.Start(now);
        for (; core.Connection == 0; now = core.GetDeadline(now))
        {
            core.OnTimer(now);
        }

        core.OnOpened(core.Connection, now);
        Receive(core, now, """{"op":10,"d":{"heartbeat_interval":41250}}""");
        Assert.True(core.TryBeginWriting(now));
        Assert.True(core.TryTakeOutgoing(core.Connection, now, out _));
    }

    private static void Receive(ShardCore core, TimeSpan now, string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out _));
        core.OnPayload(core.Connection, now, envelope, row: null);
    }
}
