using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Diagnostics;

/// <summary>What of an event could not be read is in the log, once as a warning for each kind, without a word that somebody wrote.</summary>
public sealed class DecodingLogTests
{
    [Fact]
    public async Task A_value_that_was_left_out_is_a_warning_with_its_path()
    {
        var logs = new CapturedLogs();
        await using World world = await ConnectAsync(logs);

        await SendAsync(world, "PRESENCE_UPDATE", """{"user":{"id":"1"},"guild_id":"4194304","activities":[{"name":"secret","type":0},{"name":"g","type":0,"party":{"size":["secret"]}}]}""");

        string line = Assert.Single(logs.Lines, line => line.Contains("activities[1].party.size[0]", StringComparison.Ordinal));
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Lines, each => each.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_kind_of_value_is_no_second_warning()
    {
        var logs = new CapturedLogs();
        await using World world = await ConnectAsync(logs);

        for (int i = 0; i < 20; i++)
        {
            await SendAsync(world, "PRESENCE_UPDATE", $$"""{"user":{"id":"1"},"guild_id":"4194304","activities":[{{string.Concat(Enumerable.Repeat("{},", i))}}{"name":[]}]}""");
        }

        Assert.Single(logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(".name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_could_not_be_decoded_is_a_warning_with_its_reason()
    {
        var logs = new CapturedLogs();
        await using World world = await ConnectAsync(logs);

        await SendAsync(world, "MESSAGE_CREATE", """{"id":"secret","content":"secret"}""");

        string line = Assert.Single(logs.Lines, line => line.Contains("UndecodableEvent", StringComparison.Ordinal));
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.Contains("id: Expected an id", line, StringComparison.Ordinal);
        Assert.Contains("at byte 6", line, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Lines, each => each.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_that_is_no_json_is_a_warning_that_quotes_nothing_of_it()
    {
        var logs = new CapturedLogs();
        await using World world = await ConnectAsync(logs);

        // The reader's own message has the whole word.
        world.Gateway.Connections[^1].SendRaw("""{"t":"NEW_EVENT","s":3,"op":0,"d":{"a":troubled}}""");
        await world.DrainAsync();

        string line = Assert.Single(logs.Lines, line => line.Contains("UndecodableEvent", StringComparison.Ordinal));
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Lines, each => each.Contains("troubled", StringComparison.Ordinal));
    }

    private static async Task<World> ConnectAsync(CapturedLogs logs)
    {
        var world = new World(options: options => options with { Logger = logs });
        await world.ConnectAndDrainAsync();
        return world;
    }

    private static async Task SendAsync(World world, string name, string data)
    {
        await world.Gateway.DispatchAsync(name, data);
        await world.DrainAsync();
    }
}
