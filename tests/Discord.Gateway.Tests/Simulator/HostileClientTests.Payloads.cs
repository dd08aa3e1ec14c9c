using System.Net.WebSockets;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <content>What clients send that is not as it must be.</content>
public sealed partial class HostileClientTests
{
    [Theory]
    [InlineData("""{"op":4294967297,"d":null}""")]
    [InlineData("""{"op":1,"d":1.5}""")]
    [InlineData("""{"op":1,"d":1e30}""")]
    [InlineData("""{"op":1,"d":99999999999999999999}""")]
    [InlineData("""{"op":3,"d":{"since":null,"activities":[],"status":"\ud800","afk":false}}""")]
    [InlineData("""{"op":8,"d":{"guild_id":"4194304","query":"\ud800","limit":1}}""")]
    [InlineData("""{"op":8,"d":{"guild_id":"4194304","query":"m","limit":1,"nonce":"\ud800"}}""")]
    [InlineData("""{"op":8,"d":{"guild_id":"4194304","user_ids":["\ud800"]}}""")]
    [InlineData("""{"op":8,"d":{"guild_id":"\ud800","query":"m","limit":1}}""")]
    [InlineData("""{"op":8,"d":{"guild_id":4194304,"query":"m","limit":1}}""")]
    [InlineData("""{"op":4,"d":{"guild_id":4194304,"channel_id":null,"self_mute":false,"self_deaf":false}}""")]
    [InlineData("""{"op":43,"d":{"guild_id":4194304,"fields":["status"]}}""")]
    [InlineData("""{"op":31,"d":{"guild_ids":[4194304]}}""")]
    [InlineData("""{"op":31,"d":{"guild_ids":[null]}}""")]
    [InlineData("""{"op":31,"d":{"guild_ids":["home"]}}""")]
    [InlineData("""{"op":31,"d":{"guild_ids":["\ud800"]}}""")]
    public async Task A_hostile_payload_of_a_bot_with_a_session_throws_nothing(string payload)
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: (long)GatewayIntents.All));

        Assert.Null(await Record.ExceptionAsync(() => client.SendAsync(payload).AsTask()));
    }

    [Theory]
    [InlineData("""{"op":2,"d":{"token":"TOKEN","properties":{},"intents":1,"shard":["0","1"]}}""")]
    [InlineData("""{"op":2,"d":{"token":"TOKEN","properties":{},"intents":1,"shard":[null,1]}}""")]
    [InlineData("""{"op":2,"d":{"token":"\ud800","properties":{},"intents":1}}""")]
    [InlineData("""{"op":2,"d":{"token":"TOKEN","properties":{},"intents":1,"presence":{"status":"\udc00"}}}""")]
    [InlineData("""{"op":6,"d":{"token":"TOKEN","session_id":"\ud800","seq":1}}""")]
    [InlineData("""{"op":6,"d":{"token":"TOKEN","session_id":"s","seq":9223372036854775807}}""")]
    [InlineData("""{"op":4294967298,"d":{"token":"TOKEN","properties":{},"intents":1}}""")]
    [InlineData("""{"op":99999999999}""")]
    [InlineData("""{"op":2,"d":{"token":"TOKEN","properties":{},"intents":1,"shard":[1e9,2]}}""")]
    public async Task A_hostile_payload_of_a_bot_without_a_session_throws_nothing(string payload)
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);

        Assert.Null(await Record.ExceptionAsync(() => client.SendAsync(payload.Replace("TOKEN", Token, StringComparison.Ordinal)).AsTask()));
    }

    [Fact]
    public async Task Invalid_UTF8_is_no_JSON()
    {
        using var client = _gateway.CreateSocket();
        await client.ConnectAsync(new Uri(_gateway.GatewayUri + "?v=10&encoding=json"), Cancellation);
        byte[] payload = [.. "{\"op\":2,\"d\":{\"token\":\""u8, 0xFF, 0xFE, .. "\",\"properties\":{},\"intents\":1}}"u8];

        Assert.Null(await Record.ExceptionAsync(() => client.SendAsync(payload, Cancellation).AsTask()));
        Assert.Equal(4002, Assert.Single(_gateway.Violations).CloseCode);
    }

    [Fact]
    public async Task A_hostile_payload_ends_in_a_close_frame_over_the_network()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(cancellationToken: Cancellation);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(server.Simulator.GatewayUri + "?v=10&encoding=json"), Cancellation);
        byte[] buffer = new byte[8192];
        await socket.ReceiveAsync(buffer, Cancellation);
        await socket.SendAsync("""{"op":4294967297,"d":null}"""u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);

        await Record.ExceptionAsync(() => socket.ReceiveAsync(buffer, Cancellation));

        Assert.NotNull(socket.CloseStatus);
        await server.Simulator.Connections[0].ExpectCloseAsync(Cancellation).WaitAsync(Limit, Cancellation);
    }

    [Fact]
    public async Task A_connection_whose_payload_killed_the_loop_is_not_open_any_more()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(cancellationToken: Cancellation);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(server.Simulator.GatewayUri + "?v=10&encoding=json"), Cancellation);
        byte[] buffer = new byte[8192];
        await socket.ReceiveAsync(buffer, Cancellation);
        await socket.SendAsync("""{"op":6,"d":{"token":"\ud800","session_id":"s","seq":1}}"""u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);

        await Record.ExceptionAsync(() => socket.ReceiveAsync(buffer, Cancellation));

        Assert.Null(await Record.ExceptionAsync(() => server.Simulator.Connections[0].ExpectCloseAsync(Cancellation).WaitAsync(Limit, Cancellation)));
    }

    [Fact]
    public async Task A_close_with_a_long_reason_arrives_over_the_network()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(cancellationToken: Cancellation);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(server.Simulator.GatewayUri + "?v=10&encoding=json"), Cancellation);
        byte[] buffer = new byte[8192];
        await socket.ReceiveAsync(buffer, Cancellation);

        // Either the call says that it cannot be sent, or it is.
        if (Record.Exception(() => server.Simulator.Connections[0].Close(4000, new string('x', 200))) is ArgumentException)
        {
            return;
        }

        WebSocketReceiveResult? result = null;
        await Record.ExceptionAsync(async () => result = await socket.ReceiveAsync(buffer, Cancellation).WaitAsync(Limit, Cancellation));
        Assert.Equal(WebSocketCloseStatus.InternalServerError + 2989, result?.CloseStatus);
    }

    [Fact]
    public async Task Intents_beyond_32_bits_are_unknown_ones()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: (1L << 32) + 513));

        Assert.Equal(4013, Assert.Single(_gateway.Violations).CloseCode);
    }

    [Fact]
    public async Task A_channel_id_that_is_a_number_is_not_taken_for_null()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: 129));
        await client.SendAsync("""{"op":4,"d":{"guild_id":"4194304","channel_id":77,"self_mute":false,"self_deaf":false}}""");

        Assert.Equal("77", (await client.ReadToEventAsync("VOICE_STATE_UPDATE")).GetProperty("channel_id").GetString());
    }
}
