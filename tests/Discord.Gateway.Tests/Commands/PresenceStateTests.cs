using Discord.Gateway.Commands;

namespace Discord.Gateway.Tests.Commands;

/// <summary>What Discord is known to have of the presence.</summary>
public sealed class PresenceStateTests
{
    private static readonly ShardOptions Options = new() { Token = "a.b.c" };

    private readonly PresenceState _presence = new(EncodedPresence.Encode(new BotPresence(), Options.Token, Options));

    [Fact]
    public void Acknowledgements_of_no_heartbeat_prove_nothing()
    {
        _presence.OnUpdateSent(At(0));
        _presence.OnHeartbeatAcknowledged();
        _presence.OnHeartbeatAcknowledged();
        _presence.OnHeartbeatSent();

        _presence.OnHeartbeatAcknowledged();
        _presence.OnDisconnected();
        Assert.False(_presence.IsPending);
    }

    [Fact]
    public void An_acknowledgement_that_comes_before_its_heartbeat_was_sent_does_not_count_for_it()
    {
        _presence.OnUpdateSent(At(0));
        _presence.OnHeartbeatAcknowledged();
        _presence.OnHeartbeatSent();

        _presence.OnDisconnected();

        Assert.True(_presence.IsPending);
    }

    [Fact]
    public void What_one_connection_proved_the_heartbeats_of_the_next_do_not_take_back()
    {
        _presence.OnUpdateSent(At(0));
        _presence.OnHeartbeatSent();
        _presence.OnHeartbeatAcknowledged();
        _presence.OnDisconnected();

        _presence.OnHeartbeatSent();
        _presence.OnHeartbeatAcknowledged();

        Assert.False(_presence.IsPending);
    }

    [Fact]
    public void Heartbeats_of_the_connection_before_prove_nothing_about_this_one()
    {
        for (int i = 0; i < 3; i++)
        {
            _presence.OnHeartbeatSent();
            _presence.OnHeartbeatAcknowledged();
        }

        _presence.OnDisconnected();
        _presence.OnUpdateSent(At(0));
        _presence.OnHeartbeatSent();
        _presence.OnHeartbeatAcknowledged();
        _presence.OnDisconnected();

        Assert.False(_presence.IsPending);
    }

    [Fact]
    public void The_second_update_needs_a_heartbeat_of_its_own()
    {
        _presence.OnUpdateSent(At(0));
        _presence.OnHeartbeatSent();
        _presence.Current = EncodedPresence.Encode(new BotPresence(), Options.Token, Options);
        _presence.OnUpdateSent(At(0));
        _presence.OnHeartbeatAcknowledged();
        _presence.OnDisconnected();

        Assert.True(_presence.IsPending);
    }

    [Fact]
    public void The_sixth_update_waits_until_the_first_is_twenty_one_seconds_old()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(At(i), _presence.NextFree(At(i)));
            _presence.OnUpdateSent(At(i));
        }

        Assert.Equal(At(21), _presence.NextFree(At(5)));
        Assert.Equal(At(21), _presence.NextFree(At(21)));
        _presence.OnUpdateSent(At(21));
        Assert.Equal(At(22), _presence.NextFree(At(21)));
    }

    [Fact]
    public void An_identify_is_no_update()
    {
        for (int i = 0; i < 10; i++)
        {
            _presence.OnIdentifySent();
        }

        Assert.Equal(At(1), _presence.NextFree(At(1)));
    }

    [Fact]
    public void Without_a_presence_there_is_nothing_to_send()
    {
        var none = new PresenceState(null);
        none.OnIdentifySent();

        Assert.False(none.IsPending);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
