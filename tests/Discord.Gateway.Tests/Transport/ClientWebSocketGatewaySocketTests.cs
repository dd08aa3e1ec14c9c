using Discord.Gateway.Testing;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

public sealed class ClientWebSocketGatewaySocketTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("&compress=zlib-stream", false)]
    public async Task Frames_tell_whether_their_message_is_text(string query, bool isText)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(cancellationToken: cancellation);
        using var socket = new ClientWebSocketGatewaySocket(configure: null);
        await socket.ConnectAsync(new Uri($"{server.Simulator.GatewayUri}?v=10&encoding=json{query}"), cancellation);

        GatewaySocketFrame hello = await socket.ReceiveAsync(new byte[4096], cancellation);

        Assert.Equal((isText, false), (hello.IsText, hello.IsClose));
        Assert.NotEqual(0, hello.Count);
    }
}
