using System.Collections.Concurrent;
using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>The token never shows; session ids and what users write never in logs.</summary>
public sealed class SecretTests
{
    private const string Token = "MTIzNDU2Nzg5.SeCrEt.ToKeN-oF-tHe-BoT";
    private const string Content = "what somebody wrote to somebody";

    [Fact]
    public async Task A_token_of_one_letter_does_not_make_reasons_illegible()
    {
        await using var world = new World(options: options => options with { Token = "t", SocketFactory = () => throw new IOException("not today") });
        var reasons = new ConcurrentQueue<string>();
        world.Shard.StageChanged += (_, change) => reasons.Enqueue(change.Reason);

        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        await world.AdvanceUntilAsync(() => reasons.Any(reason => reason.Contains("not today", StringComparison.Ordinal)), TimeSpan.FromSeconds(5));

        Assert.DoesNotContain(reasons, reason => reason.Contains("***", StringComparison.Ordinal));
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        await Assert.ThrowsAsync<ShardShutdownException>(() => connecting);
    }

    [Fact]
    public async Task The_token_is_nowhere_and_session_ids_and_content_are_in_no_log_line_of_a_session_with_faults()
    {
        var logs = new CapturedLogs();
        var shown = new List<string>();
        await using var world = new World(
            new GatewaySimulatorOptions { Token = Token, Guilds = [World.Home] }, options => options with { Logger = logs }, expectsViolations: true);
        world.Shard.StageChanged += (_, change) => shown.Add($"{change}");
        shown.AddRange([$"{world.Options}", $"{world.Shard}", JsonSerializer.Serialize(world.Options with { SocketFactory = null, Logger = null })]);

        SimulatedConnection connection = await world.ConnectAsync();
        var sessions = new List<string>();
        Action<SimulatedConnection>[] faults =
        [
            end => end.Cut(), end => end.Close(4000, $"no {Token}, {world.Shard.ReceivedSession!.Id}!"), end => end.RequestReconnect(), end => end.InvalidateSession(true),
            end => end.InvalidateSession(false), end => end.Close(4007), end => end.GoHalfOpen(), end => end.StallWrites = true,
        ];
        foreach (Action<SimulatedConnection> fault in faults)
        {
            sessions.Add(world.Shard.ReceivedSession!.Id);
            await world.SayAsync(Content);
            fault(connection);
            connection = await world.NextConnectionAsync();
            await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(30));
            shown.AddRange([$"{world.Shard}", $"{world.Shard.ReceivedSession}", $"{world.Shard.Heartbeat}"]);
        }

        connection.SendRaw("nonsense");
        connection.SendRaw($$"""{"op":0,"s":"{{Content}}","t":"MESSAGE_CREATE","d":{} }""");
        connection.SendRaw($$"""{"op":0,"s":900,"t":"MESSAGE_CREATE","d":{"content":["{{Content}}"]} }""");
        await ShowAsync(() => world.Shard.SendAsync(new UpdateVoiceState(0, null)));
        await ShowAsync(() => world.Shard.SendRawAsync(new byte[5000]));
        await ShowAsync(() => world.Shard.JoinVoiceAsync(0, 0));
        while (world.Shard.BufferedEvents > 0)
        {
            GatewayEvent? gatewayEvent = await world.ReceiveAsync();
            shown.Add(gatewayEvent is MessageCreateEvent or UndecodableEvent ? "an event is its content" : $"{gatewayEvent}");
        }

        world.Shard.ReplaceToken(Token + "2");
        connection.Close(4007);
        Task<GatewayEvent?> receive = world.ReceiveAsync();
        await world.AdvanceUntilAsync(() => receive.IsCompleted, TimeSpan.FromSeconds(30));
        await ShowAsync(() => receive);
        await ShowAsync(() => world.Shard.ConnectAsync());
        shown.Add($"{world.Shard.ShutdownInfo}");

        Assert.NotEmpty(logs.Lines);
        Assert.Contains(logs.Lines, line => line.Contains("no ***, ***!", StringComparison.Ordinal));
        Assert.All(logs.Lines, line =>
        {
            Assert.DoesNotContain("ToKeN-", line, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Content, line, StringComparison.OrdinalIgnoreCase);
            Assert.All(sessions, id => Assert.DoesNotContain(id, line, StringComparison.OrdinalIgnoreCase));
        });
        Assert.All(shown, text => Assert.DoesNotContain("ToKeN-", text, StringComparison.OrdinalIgnoreCase));

        async Task ShowAsync(Func<Task> action) => shown.Add($"{await Record.ExceptionAsync(action)}");
    }

    [Theory]
    [InlineData("Bot " + Token)]
    [InlineData(Token + "\n")]
    [InlineData(" " + Token)]
    public void An_exception_about_the_token_does_not_contain_it(string token)
    {
        var error = Assert.Throws<ArgumentException>(() => new Shard(new ShardOptions { Token = token }));

        Assert.Equal("Token", error.ParamName);
        Assert.DoesNotContain("SeCrEt", error.ToString(), StringComparison.Ordinal);
    }
}
