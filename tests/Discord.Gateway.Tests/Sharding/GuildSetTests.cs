using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Which guilds a shard has, and had, from its events alone.</summary>
public sealed class GuildSetTests
{
    private GuildSet _guilds = new(kept: null, sequence: 0);
    private long _sequence;

    [Fact]
    public void Before_ready_nobody_knows()
    {
        Assert.Null(Create(1));
        Assert.Null(_guilds.Count);
        Assert.Null(_guilds.Find(1));
        Assert.Null(_guilds.At(_sequence).Guilds);
    }

    [Fact]
    public void What_was_before_ready_is_not_known()
    {
        _sequence = 4;
        Ready(1);

        Assert.Null(_guilds.At(4).Guilds);
        Assert.NotNull(_guilds.At(5).Guilds);
    }

    [Fact]
    public void Guilds_are_told_by_their_state()
    {
        Ready(1, 2, 3);
        Create(1);
        Create(2, isUnavailable: true);

        Assert.Equal(new SessionGuilds([1], [3], [2]), _guilds.At(_sequence).Guilds);
    }

    [Fact]
    public void Guilds_of_ready_are_loaded_once()
    {
        Ready(1, 2);
        Assert.Equal((2, 2), (_guilds.Count, _guilds.NotLoaded));

        Assert.Equal(GuildArrival.Loaded, Create(1));
        Assert.Equal(GuildArrival.Loaded, Create(2));
        Assert.Equal((2, 0), (_guilds.Count, _guilds.NotLoaded));
    }

    [Fact]
    public void A_guild_that_ready_did_not_list_is_joined()
    {
        Ready(1);

        Assert.Equal(GuildArrival.Joined, Create(2));
        Assert.Equal((2, 1), (_guilds.Count, _guilds.NotLoaded));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void A_guild_that_the_bot_left_is_gone_and_joined_when_it_comes_again(bool? isUnavailable)
    {
        Ready(1, 2);

        Delete(2, isUnavailable);

        Assert.Equal((1, 1), (_guilds.Count, _guilds.NotLoaded));
        Assert.Equal(GuildArrival.Joined, Create(2));
    }

    [Fact]
    public void A_guild_in_an_outage_still_counts_and_returns()
    {
        Ready(1);
        Create(1);

        Delete(1, isUnavailable: true);

        Assert.Equal((1, 0), (_guilds.Count, _guilds.NotLoaded));
        Assert.Equal(GuildArrival.Returned, Create(1));
    }

    [Fact]
    public void A_guild_whose_outage_begins_before_it_is_loaded_is_not_waited_for_and_returns()
    {
        Ready(1);

        Delete(1, isUnavailable: true);

        Assert.Equal((1, 0), (_guilds.Count, _guilds.NotLoaded));
        Assert.Equal(GuildArrival.Returned, Create(1));
    }

    [Fact]
    public void A_guild_that_is_created_as_unavailable_is_in_an_outage_and_returns()
    {
        Ready(1);

        Assert.Null(Create(1, isUnavailable: true));
        Assert.Equal((1, 0), (_guilds.Count, _guilds.NotLoaded));
        Assert.Equal(GuildArrival.Returned, Create(1));
    }

    [Fact]
    public void A_guild_that_is_joined_in_an_outage_is_joined_once()
    {
        Ready();

        Assert.Equal(GuildArrival.Joined, Create(1, isUnavailable: true));
        Assert.Equal(GuildArrival.Returned, Create(1));
        Assert.Equal(1, _guilds.Count);
    }

    [Fact]
    public void A_guild_that_is_created_again_returns()
    {
        Ready(1);
        Create(1);

        Assert.Equal(GuildArrival.Returned, Create(1));
        Assert.Equal(1, _guilds.Count);
    }

    [Fact]
    public void An_outage_of_a_guild_that_the_bot_is_not_in_changes_nothing()
    {
        Ready(1);

        Delete(2, isUnavailable: true);

        Assert.Equal(1, _guilds.Count);
        Assert.Equal(GuildArrival.Joined, Create(2));
    }

    [Fact]
    public void A_new_session_begins_anew()
    {
        Ready(1, 2, 3);
        Create(1);

        _sequence = 0;
        Begin(session: 2, 4);

        Assert.Equal((1, 1), (_guilds.Count, _guilds.NotLoaded));
        Assert.Equal(GuildArrival.Loaded, Create(4, session: 2));
    }

    [Fact]
    public void A_session_whose_ready_was_not_seen_is_not_known()
    {
        Ready(1);

        Assert.Null(Create(2, session: 2));
        Assert.Null(_guilds.Count);
    }

    [Fact]
    public void A_ready_with_a_guild_that_cannot_be_read_is_not_known()
    {
        var ready = (ReadyEvent)GatewayEvent.Decode("READY", """{"v":10,"guilds":[{"id":"1"},{"id":{}}],"session_id":"s"}"""u8);
        Assert.NotEmpty(ready.Problems);

        _guilds.Note(ready, session: 1);

        Assert.Null(_guilds.Count);
    }

    [Fact]
    public void A_ready_of_which_something_else_cannot_be_read_is_known()
    {
        var ready = (ReadyEvent)GatewayEvent.Decode("READY", """{"v":{},"guilds":[{"id":"1"}],"session_id":"s"}"""u8);
        Assert.NotEmpty(ready.Problems);

        _guilds.Note(ready, session: 1);

        Assert.Equal(1, _guilds.Count);
    }

    [Fact]
    public void The_changes_of_an_old_session_are_none_of_the_new_one()
    {
        Ready();
        Create(1);

        _sequence = 0;
        Begin(session: 2, 1);
        Create(2, session: 2);

        Assert.Equal(new SessionGuilds([], [1], []), _guilds.At(1).Guilds);
    }

    [Theory]
    [InlineData("GUILD_CREATE", """{"id":{}}""")]
    [InlineData("GUILD_DELETE", """{"id":[]}""")]
    [InlineData("GUILD_DELETE", """{"id":"1","unavailable":{}}""")]
    public void After_a_change_that_cannot_be_read_nobody_knows(string name, string data)
    {
        Ready(1);

        _guilds.Note(GatewayEvent.Decode(name, System.Text.Encoding.UTF8.GetBytes(data)), session: 1);

        Assert.Null(_guilds.Count);
        Assert.Null(Create(2));
    }

    [Fact]
    public void What_is_kept_continues_in_the_next_process()
    {
        Ready(1, 2, 3);
        Create(1);
        Delete(3, isUnavailable: true);

        _guilds = new GuildSet(_guilds.At(_sequence).Guilds, _sequence);

        Assert.Equal((3, 1), (_guilds.Count, _guilds.NotLoaded));
        Assert.Equal(GuildArrival.Returned, Create(1, session: 0));
        Assert.Equal(GuildArrival.Loaded, Create(2, session: 0));
        Assert.Equal(GuildArrival.Returned, Create(3, session: 0));
        Assert.Equal(GuildArrival.Joined, Create(4, session: 0));
    }

    [Fact]
    public void Guilds_are_told_as_they_were_at_every_earlier_event()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            _sequence = 0;
            _guilds = new GuildSet(null, 0);
            Ready(1, 2, 3, 4);
            List<SessionGuilds?> truth = [null, _guilds.At(1).Guilds];
            for (int i = 0; i < 60; i++)
            {
                ChangeAny(random, guilds: 6);
                truth.Add(Current());
            }

            for (int sequence = 1; sequence < truth.Count; sequence++)
            {
                Assert.Equal((truth[sequence], sequence), _guilds.At(sequence));
            }
        }
    }

    [Fact]
    public void While_an_old_event_is_unhandled_memory_is_bounded_and_what_is_told_is_right()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            _sequence = 0;
            _guilds = new GuildSet(null, 0);
            Ready(1, 2, 3, 4);
            List<SessionGuilds?> truth = [null, _guilds.At(1).Guilds];
            for (int i = 0; i < GuildSet.MaxChanges * 3; i++)
            {
                ChangeAny(random, guilds: 6);
                truth.Add(Current());
                _ = _guilds.At(random.Next(1, 40));
            }

            for (int sequence = 40; sequence < truth.Count; sequence += 1 + random.Next(5))
            {
                // Some of it is told for an earlier event, never for a later one.
                (SessionGuilds? told, long of) = _guilds.At(sequence);
                Assert.InRange(of, 1, sequence);
                Assert.Equal(truth[(int)of], told);
            }

            Assert.Equal(_sequence, _guilds.At(_sequence).Sequence);
        }
    }

    [Fact]
    public void Once_all_is_handled_an_event_is_told_as_its_own_again()
    {
        Ready(1);
        ChangeOften(GuildSet.MaxChanges + 100);
        Assert.True(_guilds.At(_sequence - 1).Sequence < _sequence - 1);
        SessionGuilds then = Current();
        Assert.Equal((then, _sequence), _guilds.At(_sequence));

        Create(6);

        Assert.Equal((then, _sequence - 1), _guilds.At(_sequence - 1));
    }

    [Fact]
    public void Once_all_is_handled_too_much_is_told_as_rightly_as_the_first_time()
    {
        Ready(1);
        ChangeOften(GuildSet.MaxChanges + 100);
        _ = _guilds.At(_sequence);

        Dictionary<long, SessionGuilds> truth = ChangeOften(GuildSet.MaxChanges + 78);

        (SessionGuilds? told, long of) = _guilds.At(_sequence - 1);
        Assert.Equal(truth[of], told);
        Assert.True(of < _sequence - 1);
    }

    [Fact]
    public void What_was_handled_makes_nothing_too_much()
    {
        Ready(1);
        for (int i = 0; i < GuildSet.MaxChanges * 2; i++)
        {
            ChangeOften(1);
            Assert.Equal(_sequence - 1, _guilds.At(_sequence - 1).Sequence);
        }
    }

    [Fact]
    public void What_changes_nothing_makes_nothing_too_much()
    {
        Ready(1);
        for (int i = 0; i < GuildSet.MaxChanges * 2; i++)
        {
            Create(1);
        }

        Assert.Equal(_sequence - 1, _guilds.At(_sequence - 1).Sequence);
    }

    [Fact]
    public void A_guild_that_changes_without_an_end_costs_nothing_that_was_before()
    {
        Ready(1);

        ChangeOften(40_000);

        Assert.Equal(new SessionGuilds([], [1], []), _guilds.At(1).Guilds);
    }

    [Fact]
    public void Of_more_changed_guilds_than_any_shard_has_only_the_last_are_remembered()
    {
        Ready();
        for (ulong guild = 1; guild <= 33_000; guild++)
        {
            Create(guild);
        }

        Assert.Null(_guilds.At(5).Guilds);
        Assert.Equal(32_999, _guilds.At(_sequence - 1).Guilds?.Count);
    }

    [Fact]
    public void Of_what_was_forgotten_nothing_is_told()
    {
        Ready();
        for (ulong guild = 1; guild <= 300; guild++)
        {
            Create(guild);
            Delete(guild, isUnavailable: null);
        }

        Assert.NotNull(_guilds.At(_sequence).Guilds);
        Assert.Null(_guilds.At(5).Guilds);
    }

    [Fact]
    public void Guilds_that_another_session_knows_are_not_new()
    {
        Ready(1, 2);
        Create(1);

        Assert.Equal([2, 1], _guilds.GetEverNotLoaded().Select(id => id.Value));
        _guilds.Inherit([1, 2]);

        Assert.Equal(GuildArrival.Returned, Create(2));
        Assert.Empty(_guilds.At(1).Guilds!.NotLoaded);
    }

    [Fact]
    public void Guilds_that_another_session_knows_stay_loaded_where_they_are()
    {
        Ready(1, 2);
        Create(1);

        _guilds.Inherit([1]);

        Assert.Equal(new SessionGuilds([1], [2], []), _guilds.At(_sequence).Guilds);
    }

    [Fact]
    public void Guilds_that_another_session_knows_were_not_new_before_either()
    {
        Ready(1, 2);
        Create(1);
        Create(2);

        _guilds.Inherit([1]);

        Assert.Equal(new SessionGuilds([], [2], [1]), _guilds.At(1).Guilds);
    }

    [Fact]
    public void Guilds_that_another_session_knows_were_loaded_where_they_were()
    {
        Ready(1);
        Create(1);
        Delete(1, isUnavailable: true);

        _guilds.Inherit([1]);

        Assert.Equal(new SessionGuilds([1], [], []), _guilds.At(2).Guilds);
    }

    private SessionGuilds Current()
    {
        return new SessionGuilds(Of(GuildState.Loaded), Of(GuildState.NotLoaded), Of(GuildState.InOutage));

        ulong[] Of(GuildState state) => [.. Enumerable.Range(1, 6).Select(id => (ulong)id).Where(id => _guilds.Find(id) == state)];
    }

    /// <summary>Guild 1 comes and goes. Tells what was after each event.</summary>
    private Dictionary<long, SessionGuilds> ChangeOften(int times)
    {
        var truth = new Dictionary<long, SessionGuilds>();
        for (int i = 0; i < times; i++)
        {
            if (_guilds.Find(1) == GuildState.Loaded)
            {
                Delete(1, isUnavailable: true);
            }
            else
            {
                Create(1);
            }

            truth[_sequence] = Current();
        }

        return truth;
    }

    private void ChangeAny(Random random, int guilds)
    {
        ulong id = (ulong)random.Next(1, guilds + 1);
        switch (random.Next(4))
        {
            case 0:
                Delete(id, isUnavailable: true);
                break;
            case 1:
                Delete(id, isUnavailable: null);
                break;
            default:
                Create(id, isUnavailable: random.Next(5) == 0);
                break;
        }
    }

    private void Ready(params ulong[] guilds) => Begin(session: 1, guilds);

    private void Begin(int session, params ulong[] guilds) => _guilds.Note(
        new ReadyEvent { Sequence = ++_sequence, Guilds = [.. guilds.Select(id => new UnavailableGuild { Id = id, Unavailable = true })] }, session);

    private GuildArrival? Create(ulong guild, int session = 1, bool isUnavailable = false) => _guilds.Note(
        new GuildCreateEvent { Sequence = ++_sequence, Guild = new Guild { Id = guild }, Unavailable = isUnavailable }, session);

    private void Delete(ulong guild, bool? isUnavailable) =>
        _guilds.Note(new GuildDeleteEvent { Sequence = ++_sequence, Guild = new UnavailableGuild { Id = guild, Unavailable = isUnavailable } }, session: 1);
}
