using System.Text.Json;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>Faults that real gateways have: one call each, and a shard that survives them.</summary>
public sealed class FaultTests : IAsyncDisposable
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly GatewaySimulator _gateway;
    private readonly Shard _shard;

    public FaultTests()
    {
        _gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, Guilds = [Home] });
        _shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.All));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        Task disposing = _shard.DisposeAsync().AsTask();
        await _gateway.AdvanceAsync(TimeSpan.FromSeconds(10), Cancellation);
        await disposing;
        _gateway.Dispose();
    }

    [Fact]
    public async Task RESUMED_may_repeat_the_last_sequence()
    {
        _gateway.ResumedRepeatsSequence = true;
        await SayAndCutAsync("one", "two");

        Assert.Equal(["one", "two", "three"], await SayAndReadAsync("three"));
        Assert.Equal(ConnectionStage.Connected, _shard.Stage);
    }

    [Theory]
    [InlineData(ReplayFault.Swapped)]
    [InlineData(ReplayFault.OneRepeated)]
    public async Task A_replay_may_be_out_of_order_or_hold_an_event_twice(ReplayFault fault)
    {
        _gateway.ReplayFault = fault;
        await SayAndCutAsync("one", "two");

        IReadOnlyList<string> contents = await SayAndReadAsync("three");
        Assert.Equal(["one", "three", "two"], contents.Order(StringComparer.Ordinal));
        Assert.Equal(fault == ReplayFault.Swapped ? "two" : "one", contents[0]);
    }

    [Fact]
    public async Task A_replay_may_miss_an_event()
    {
        _gateway.ReplayFault = ReplayFault.FirstMissing;
        await SayAndCutAsync("one", "two");

        Assert.Equal(["two", "three"], await SayAndReadAsync("three"));
    }

    [Fact]
    public async Task Compression_that_was_asked_for_may_not_come()
    {
        _gateway.IgnoreCompression = true;
        await _shard.ConnectAsync(Cancellation);

        Assert.Contains("compress=zlib-stream", _gateway.Connections[0].Uri.Query, StringComparison.Ordinal);
        Assert.Equal(["hello"], await SayAndReadAsync("hello"));
    }

    [Fact]
    public async Task A_restart_refuses_connections_for_a_while_and_forgets_all_sessions()
    {
        await _shard.ConnectAsync(Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(6));
        int attempts = _gateway.ConnectAttempts;

        _gateway.Restart(refuseFor: TimeSpan.FromSeconds(30));
        await _gateway.AdvanceAsync(TimeSpan.FromSeconds(25), Cancellation);
        Assert.Single(_gateway.Connections);
        Assert.True(_gateway.ConnectAttempts > attempts);

        await _gateway.AdvanceAsync(TimeSpan.FromMinutes(2), Cancellation);
        Assert.Equal(ConnectionStage.Connected, _shard.Stage);
        Assert.Contains(_gateway.Connections[1].Received, payload => payload.Opcode == GatewayOpcode.Resume);
        Assert.Contains(_gateway.Connections.Skip(1).SelectMany(connection => connection.Received), payload => payload.Opcode == GatewayOpcode.Identify);
    }

    [Fact]
    public async Task Chunks_may_come_without_their_nonce()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(_gateway.Options.Token, intents: (long)GatewayIntents.All));
        _gateway.LeaveOutNonces = true;

        await client.SendAsync("""{"op":8,"d":{"guild_id":"4194304","query":"","limit":0,"nonce":"mine"}}""");

        JsonElement chunk = await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK");
        Assert.False(chunk.TryGetProperty("nonce", out _));
        Assert.Equal(4, chunk.GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task An_invalid_session_may_say_nothing_more()
    {
        await _shard.ConnectAsync(Cancellation);
        _gateway.Connections[0].InvalidateSessionWithoutData();

        await _gateway.AdvanceAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(ConnectionStage.Connected, _shard.Stage);
        Assert.Contains(_gateway.Connections[^1].Received, payload => payload.Opcode == GatewayOpcode.Identify);
    }

    [Fact]
    public async Task A_reconnect_may_come_with_a_sequence()
    {
        await _shard.ConnectAsync(Cancellation);
        _gateway.Connections[0].RequestReconnect(sequence: 9_999);

        await _gateway.AdvanceAsync(TimeSpan.FromSeconds(5), Cancellation);

        Assert.Equal(ConnectionStage.Connected, _shard.Stage);
        Assert.Equal(2, _gateway.Connections[1].Received.Single(payload => payload.Opcode == GatewayOpcode.Resume).Data.GetProperty("seq").GetInt64());
        Assert.Empty(_gateway.Violations);
    }

    [Fact]
    public async Task What_happens_is_told_as_it_happens()
    {
        var told = new List<string>();
        _gateway.PayloadReceived += (_, args) => told.Add($"received {args.Payload.Opcode}");
        _gateway.PayloadSent += (_, args) => told.Add($"sent {SentName(args.Payload)}");
        _gateway.ConnectionChanged += (_, args) => told.Add($"connection {args.Connection.Number} {(args.Connection.IsOpen ? "open" : "over")} {(args.Connection.ShardId is null ? "without a session" : "with a session")}");
        _gateway.ViolationFound += (_, args) => told.Add($"violation {args.Violation.CloseCode}");
        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        await client.SendAsync("no json");

        Assert.Equal(
            [
                "sent Hello", "connection 1 open without a session", "received Identify", "sent READY", "sent GUILD_CREATE", "connection 1 open with a session",
                "violation 4002", "connection 1 over with a session",
            ],
            told);

        static string SentName(ReadOnlyMemory<byte> payload)
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.GetProperty("t").GetString() ?? ((GatewayOpcode)document.RootElement.GetProperty("op").GetInt32()).ToString();
        }
    }

    private async Task SayAndCutAsync(params string[] contents)
    {
        await _shard.ConnectAsync(Cancellation);
        _gateway.Connections[0].Cut();
        foreach (string content in contents)
        {
            await _gateway.DispatchMessageAsync(Home, content);
        }

        await _gateway.AdvanceAsync(TimeSpan.FromSeconds(5), Cancellation);
    }

    private async Task<IReadOnlyList<string>> SayAndReadAsync(string last)
    {
        await _gateway.DispatchMessageAsync(Home, last);
        await _gateway.SettleAsync(Cancellation);
        var contents = new List<string>();
        while (_shard.BufferedEvents > 0)
        {
            if (await _shard.ReceiveAsync(Cancellation) is MessageCreateEvent message)
            {
                contents.Add(message.Message.Content);
            }
        }

        return contents;
    }
}
