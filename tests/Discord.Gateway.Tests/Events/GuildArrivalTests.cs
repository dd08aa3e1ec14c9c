using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Events;

/// <summary>What Discord does not send of a GUILD_CREATE, and yet is a part of the event.</summary>
public sealed class GuildArrivalTests
{
    private static readonly GuildCreateEvent Created = (GuildCreateEvent)GatewayEvent.Decode("GUILD_CREATE", """{"id":"7","name":"Seven","new":1}"""u8);

    [Theory]
    [InlineData(null)]
    [InlineData(GuildArrival.Loaded)]
    [InlineData(GuildArrival.Joined)]
    [InlineData(GuildArrival.Returned)]
    public void An_event_that_is_kept_comes_back_with_its_arrival(GuildArrival? arrival)
    {
        GatewayEvent kept = Created with { ShardId = new ShardId(1, 2), Sequence = 3, Arrival = arrival };

        string json = JsonSerializer.Serialize(kept);
        var again = JsonSerializer.Deserialize<GatewayEvent>(json) as GuildCreateEvent;

        Assert.Equal(kept, again);
        Assert.Equal(arrival, again!.Arrival);
        Assert.Equal(arrival is not null, json.Contains("\"arrival\"", StringComparison.Ordinal));
        Assert.Contains("\"new\":1", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Exiled\"")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("null")]
    public void An_arrival_of_another_version_is_not_known(string arrival)
    {
        var read = (GuildCreateEvent)JsonSerializer.Deserialize<GatewayEvent>("{\"t\":\"GUILD_CREATE\",\"arrival\":" + arrival + ",\"d\":{\"id\":\"7\"}}")!;

        Assert.Null(read.Arrival);
    }

    [Fact]
    public void The_data_of_an_event_does_not_carry_it_and_cannot_set_it()
    {
        GuildCreateEvent joined = Created with { Arrival = GuildArrival.Joined };
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            joined.WriteTo(writer);
        }

        Assert.DoesNotContain("rrival", Encoding.UTF8.GetString(buffer.ToArray()), StringComparison.Ordinal);
        Assert.DoesNotContain("rrival", JsonSerializer.Serialize(joined), StringComparison.Ordinal);
        Assert.Null(((GuildCreateEvent)GatewayEvent.Decode("GUILD_CREATE", """{"id":"7","arrival":"Joined","Arrival":1}"""u8)).Arrival);
    }

    [Fact]
    public void It_counts_for_equality_and_is_printed()
    {
        GuildCreateEvent joined = Created with { Arrival = GuildArrival.Joined };

        Assert.NotEqual(Created, joined);
        Assert.Equal(Created with { Arrival = GuildArrival.Joined }, joined);
        Assert.Equal((Created with { Arrival = GuildArrival.Joined }).GetHashCode(), joined.GetHashCode());
        Assert.Contains("Arrival = Joined", joined.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Arrival", Created.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"7","unavailable":true}""", true)]
    [InlineData("""{"id":"7","unavailable":false}""", false)]
    [InlineData("""{"id":"7","unavailable":null}""", false)]
    [InlineData("""{"id":"7"}""", false)]
    public void A_guild_that_is_deleted_is_in_an_outage_or_left(string data, bool isOutage)
    {
        var deleted = (GuildDeleteEvent)GatewayEvent.Decode("GUILD_DELETE", Encoding.UTF8.GetBytes(data));

        Assert.Equal(isOutage, deleted.IsOutage);
        Assert.DoesNotContain("utage", JsonSerializer.Serialize(deleted), StringComparison.Ordinal);
        Assert.Equal(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = 7, Unavailable = deleted.Guild.Unavailable } }, deleted);
    }

    [Fact]
    public void The_guilds_of_a_session_survive_every_way_of_keeping_it()
    {
        ShardSession session = new("id", null, 7) { Guilds = new SessionGuilds([1, 2], [3], [4]), GuildCount = 4 };

        ShardSession again = JsonSerializer.Deserialize<ShardSession>(JsonSerializer.Serialize(session))!;

        Assert.Equal(session, again);
        Assert.Equal((4, "4 guilds, 1 not loaded, 1 in an outage"), (again.Guilds!.Count, again.Guilds.ToString()));
        Assert.NotEqual(session, session with { Guilds = new SessionGuilds([1], [2, 3], [4]) });
        Assert.DoesNotContain("Guilds", JsonSerializer.Serialize(session with { Guilds = null }), StringComparison.Ordinal);
    }
}
