using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <content>Connections that are cut, and handlers that throw.</content>
public sealed partial class HostileClientTests
{
    [Fact]
    public async Task A_connection_can_be_cut()
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);
        await client.ReadToAsync(10);
        Task<JsonElement?> next = client.ReceiveAsync();

        _gateway.Connections[0].Cut();

        Assert.IsType<WebSocketException>(await Record.ExceptionAsync(() => next.WaitAsync(Limit, Cancellation)));
    }

    [Fact]
    public async Task A_half_open_connection_can_be_cut()
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);
        await client.ReadToAsync(10);
        Task<JsonElement?> next = client.ReceiveAsync();
        _gateway.Connections[0].GoHalfOpen();

        _gateway.Connections[0].Cut();

        Assert.IsType<WebSocketException>(await Record.ExceptionAsync(() => next.WaitAsync(Limit, Cancellation)));
    }

    [Fact]
    public async Task What_is_sent_can_be_cut_into_pieces()
    {
        using IGatewaySocket socket = _gateway.CreateSocket();
        await socket.ConnectAsync(new Uri(_gateway.GatewayUri + "?v=10&encoding=json"), Cancellation);
        byte[] buffer = new byte[4096];
        await socket.ReceiveAsync(buffer, Cancellation);
        _gateway.Connections[0].SplitEvery = 4;

        _gateway.Connections[0].SendRaw("""{"op":100}""");

        foreach ((int count, bool isLast) in new[] { (4, false), (4, false), (2, true) })
        {
            GatewaySocketFrame frame = await socket.ReceiveAsync(buffer, Cancellation);
            Assert.Equal((count, isLast), (frame.Count, frame.EndOfMessage));
        }
    }

    [Fact]
    public async Task Writes_can_stall()
    {
        using IGatewaySocket socket = _gateway.CreateSocket();
        await socket.ConnectAsync(new Uri(_gateway.GatewayUri + "?v=10&encoding=json"), Cancellation);
        _gateway.Connections[0].StallWrites = true;

        ValueTask sending = socket.SendAsync("""{"op":1,"d":null}"""u8.ToArray(), Cancellation);

        Assert.False(sending.IsCompleted);
        Assert.Empty(_gateway.Connections[0].Received);
        socket.Abort();
        Assert.IsType<WebSocketException>(await Record.ExceptionAsync(() => sending.AsTask()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_close_is_answered_or_not(bool isAnswered)
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);
        await client.ReadToAsync(10);
        Task<JsonElement?> next = client.ReceiveAsync();
        _gateway.Connections[0].AnswerClose = isAnswered;

        await client.CloseAsync(1000);

        Assert.Equal(isAnswered, next.IsCompleted);
        Assert.Equal(1000, _gateway.Connections[0].ClientCloseCode);
    }

    [Fact]
    public async Task A_wire_can_be_cut_in_the_middle_of_a_message()
    {
        using IGatewaySocket socket = _gateway.CreateSocket();
        await socket.ConnectAsync(new Uri(_gateway.GatewayUri + "?v=10&encoding=json"), Cancellation);
        byte[] buffer = new byte[4096];
        await socket.ReceiveAsync(buffer, Cancellation);

        _gateway.Connections[0].CutMidMessage();

        GatewaySocketFrame frame = await socket.ReceiveAsync(buffer, Cancellation);
        Assert.Equal((true, false), (frame.Count > 0, frame.EndOfMessage));
        Assert.IsType<WebSocketException>(await Record.ExceptionAsync(() => socket.ReceiveAsync(buffer, Cancellation).AsTask()));
    }

    [Fact]
    public async Task A_half_open_connection_takes_bytes_and_reads_none()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        _gateway.Connections[0].GoHalfOpen();

        await client.SendAsync("""{"op":1,"d":1}""");

        Assert.Equal([GatewayOpcode.Identify], _gateway.Connections[0].Received.Select(payload => payload.Opcode));
    }

    [Fact]
    public async Task On_a_half_open_connection_not_even_that_arrives_which_is_on_its_way()
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);
        await client.ReadToAsync(10);
        Task<JsonElement?> next = client.ReceiveAsync();
        _gateway.Connections[0].Delay = TimeSpan.FromSeconds(3);
        _gateway.Connections[0].SendRaw("""{"op":100}""");
        _gateway.Connections[0].GoHalfOpen();

        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task With_a_wire_that_is_cut_that_is_lost_which_is_on_its_way()
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);
        await client.ReadToAsync(10);
        _gateway.Connections[0].Delay = TimeSpan.FromSeconds(3);
        _gateway.Connections[0].SendRaw("""{"op":100}""");
        _gateway.Connections[0].Cut();

        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.IsType<WebSocketException>(await Record.ExceptionAsync(client.ReceiveAsync));
    }

    [Fact]
    public async Task Disposing_breaks_half_open_connections_too()
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);
        await client.ReadToAsync(10);
        Task<JsonElement?> next = client.ReceiveAsync();
        _gateway.Connections[0].GoHalfOpen();

        _gateway.Dispose();

        Assert.IsType<WebSocketException>(await Record.ExceptionAsync(() => next.WaitAsync(Limit, Cancellation)));
    }

    [Fact]
    public async Task A_cut_when_READY_is_sent_comes_before_the_next_event()
    {
        _gateway.PayloadSent += (_, sent) =>
        {
            if (Encoding.UTF8.GetString(sent.Payload.Span).Contains("\"READY\"", StringComparison.Ordinal))
            {
                sent.Connection.Cut();
            }
        };
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        var received = new List<string?>();

        await Record.ExceptionAsync(async () =>
        {
            while (await client.ReceiveAsync() is { } payload)
            {
                received.Add(payload.GetProperty("t").GetString());
            }
        });

        Assert.DoesNotContain("GUILD_CREATE", received);
    }

    [Fact]
    public async Task A_handler_that_throws_once_does_not_silence_the_connection()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        await client.ReadToEventAsync("GUILD_CREATE");
        bool hasThrown = false;
        _gateway.PayloadSent += (_, _) =>
        {
            if (!hasThrown)
            {
                hasThrown = true;
                throw new InvalidOperationException("handler");
            }
        };
        await Record.ExceptionAsync(() => _gateway.DispatchAsync("USER_UPDATE", "{}"));

        await _gateway.DispatchAsync("USER_UPDATE", "{}");

        Task<JsonElement?> next = client.ReceiveAsync();
        Assert.True(next.IsCompleted, "nothing is sent any more");
    }

    [Fact]
    public async Task A_handler_that_throws_does_not_save_a_connection_from_its_close()
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);
        _gateway.ViolationFound += (_, _) => throw new InvalidOperationException("handler");

        await Record.ExceptionAsync(() => client.SendAsync("no json").AsTask());

        Assert.False(_gateway.Connections[0].IsOpen);
    }

    [Theory]
    [InlineData("GUILD_MEMBER_UPDATE", "[]")]
    [InlineData("GUILD_MEMBER_UPDATE", "null")]
    [InlineData("THREAD_MEMBERS_UPDATE", "1")]
    [InlineData("MESSAGE_CREATE", """{"guild_id":"4194304","content":"a","content":"b"}""")]
    [InlineData("MESSAGE_CREATE", """{"guild_id":"4194304","content":"a","message_snapshots":["x"]}""")]
    [InlineData("MESSAGE_CREATE", """{"guild_id":"4194304","content":"a","author":{"id":"\ud800"}}""")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","token":"\ud800"}""")]
    public async Task An_event_with_data_of_another_shape_is_dispatched_all_the_same(string name, string data)
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: (long)GatewayIntents.AllUnprivileged));

        Assert.Null(await Record.ExceptionAsync(() => _gateway.DispatchAsync(name, data)));
    }
}
