using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>Sessions that outlive their shard.</summary>
public sealed partial class SessionTests
{
    [Fact]
    public async Task A_plain_shutdown_goes_offline_with_1000()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        ShardSession? session = await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);

        Assert.Null(session);
        Assert.Equal(1000, connection.ClientCloseCode);
        Assert.True(world.Shard.IsShutdown);
        Assert.Equal(ShutdownOrigin.Bot, world.Shard.ShutdownInfo!.Origin);
        Assert.Equal(ConnectionStage.Disconnected, world.Shard.Stage);
        Assert.Null(await world.ReceiveAsync());
    }

    [Fact]
    public async Task A_kept_session_replays_what_was_buffered_and_not_taken_to_the_next_process()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        await world.SayAsync("taken");
        await world.ReceiveAsync<MessageCreateEvent>();
        await world.SayAsync("buffered");
        await world.SayAsync("buffered too");

        ShardSession session = Assert.IsType<ShardSession>(await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation));
        Assert.Equal(4000, connection.ClientCloseCode);
        Assert.Null(await world.ReceiveAsync());
        await world.SayAsync("while down");
        string saved = JsonSerializer.Serialize(session, Context.Default.ShardSession);
        world.Restart(options => options with { Session = JsonSerializer.Deserialize(saved, Context.Default.ShardSession) });

        foreach (string expected in (string[])["buffered", "buffered too", "while down"])
        {
            Assert.Equal(expected, (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        }

        await world.ReceiveAsync<ResumedEvent>();
        Assert.Equal(999, world.Gateway.SessionStartsRemaining);
    }

    [Fact]
    public async Task A_ready_that_was_not_taken_begins_the_kept_session()
    {
        await using var world = new World();
        await world.ConnectAsync();

        ShardSession session = (await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation))!;

        Assert.Equal(1, session.Sequence);
        world.Restart(options => options with { Session = session });
        await world.ReceiveAsync<GuildCreateEvent>();
        await world.ReceiveAsync<ResumedEvent>();
    }

    [Fact]
    public async Task Events_that_the_filter_left_out_count_as_taken_when_nothing_waits()
    {
        await using var world = new World(options: options => options with { EventFilter = EventFilter.Only(GatewayEventType.MessageDelete) });
        await world.ConnectAsync();
        await world.SayAsync("filtered");

        Assert.Equal(3, world.Shard.ReceivedSession!.Sequence);
    }

    [Fact]
    public async Task A_session_that_discord_forgot_leads_to_a_new_one()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        ShardSession session = (await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation))!;
        world.Gateway.ExpireSessions();
        world.Restart(options => options with { Session = session });
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);

        await world.AdvanceUntilAsync(() => connecting.IsCompleted, TimeSpan.FromSeconds(30));

        await connecting;
        Assert.NotEqual(session.Id, world.Shard.ReceivedSession!.Id);
    }

    [Fact]
    public async Task Shutting_down_while_disconnected_keeps_the_session_too()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.Cut();

        ShardSession? session = await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation);

        Assert.Equal(2, session!.Sequence);
        Assert.Same(session, await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation));
    }

    [Fact]
    public async Task A_session_without_an_event_has_nothing_to_keep()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);

        Assert.Null(await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation));
    }

    [Fact]
    public async Task A_new_token_is_used_by_the_next_resume()
    {
        await using var world = new World(expectsViolations: true);
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Shard.ReplaceToken("another-token");
        first.Cut();

        await Assert.ThrowsAsync<AuthenticationFailedException>(async () =>
        {
            Task<GatewayEvent?> receive = world.ReceiveAsync();
            await world.AdvanceUntilAsync(() => receive.IsCompleted, TimeSpan.FromSeconds(30));
            await receive;
        });

        // The simulator takes one token only: the breach shows that the new one was sent.
        Violation violation = Assert.Single(world.Gateway.Violations);
        Assert.Equal("resumed with a wrong token", violation.Description);
    }

    [Theory]
    [InlineData("relative/path")]
    [InlineData("")]
    [InlineData("https://gateway.test")]
    [InlineData("wss://\\u202e")]
    [InlineData("wss://:usera.b@[::1%25eth0][::1%25eth0]")]
    public async Task A_saved_session_with_an_unusable_url_is_resumed_at_the_base_url(string resumeUrl)
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        ShardSession session = (await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation))!;
        string saved = JsonSerializer.Serialize(session with { ResumeUrl = null }, Context.Default.ShardSession)
            .Replace("\"ResumeUrl\":null", $"\"ResumeUrl\":\"{resumeUrl}\"", StringComparison.Ordinal);
        Assert.Contains(resumeUrl, saved, StringComparison.Ordinal);
        world.Restart(options => options with { Session = JsonSerializer.Deserialize(saved, Context.Default.ShardSession) });

        Assert.IsType<ResumedEvent>(await world.ReceiveAsync());

        Assert.Equal(world.Gateway.GatewayUri.Host, world.Gateway.Connections[^1].Uri.Host);
        Assert.Equal(999, world.Gateway.SessionStartsRemaining);
    }

    [Fact]
    public void A_session_with_any_url_is_printed_in_one_line()
    {
        string text = new ShardSession("secret", new Uri("line\nforged\u202e", UriKind.Relative), 5).ToString();

        Assert.DoesNotContain('\n', text);
        Assert.DoesNotContain('\u202e', text);
    }

    [Fact]
    public void A_session_is_printed_without_its_id()
    {
        Assert.DoesNotContain("secret", new ShardSession("secret", null, 5).ToString(), StringComparison.Ordinal);
    }

    [JsonSerializable(typeof(ShardSession))]
    private sealed partial class Context : JsonSerializerContext;
}
