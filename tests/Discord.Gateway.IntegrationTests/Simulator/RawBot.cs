using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests.Simulator;

/// <summary>A bot that sends what a test says and nothing else.</summary>
internal sealed class RawBot : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task<RawBot> ConnectAsync(Uri gateway)
    {
        var bot = new RawBot();
        await bot._socket.ConnectAsync(new Uri(gateway, "?v=10&encoding=json"), Cancellation);
        Assert.Equal(10, (await bot.ReceiveAsync())!.Value.GetProperty("op").GetInt32());
        return bot;
    }

    internal Task IdentifyAsync(GatewayIntents intents = GatewayIntents.Guilds) =>
        SendAsync($$$"""{"op":2,"d":{"token":"{{{new GatewaySimulatorOptions().Token}}}","intents":{{{(int)intents}}},"properties":{"os":"x","browser":"x","device":"x"} } }""");

    internal Task SendAsync(string payload) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(payload), WebSocketMessageType.Text, endOfMessage: true, Cancellation);

    /// <summary>The next payload; null when the gateway has closed or cut.</summary>
    internal async Task<JsonElement?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            WebSocketReceiveResult result;
            try
            {
                result = await _socket.ReceiveAsync(buffer, Cancellation);
            }
            catch (WebSocketException)
            {
                return null;
            }

            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                return JsonElement.Parse(message.ToArray());
            }
        }
    }

    /// <summary>The next payload with this opcode.</summary>
    internal async Task<JsonElement> ReceiveAsync(GatewayOpcode opcode)
    {
        while (true)
        {
            JsonElement payload = await ReceiveAsync() ?? throw new InvalidOperationException($"The gateway closed, {_socket.CloseStatus}, before {opcode}.");
            if (payload.GetProperty("op").GetInt32() == (int)opcode)
            {
                return payload;
            }
        }
    }

    /// <summary>The code with which the gateway closes; null if it cuts.</summary>
    internal async Task<int?> ReceiveCloseAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return (int?)_socket.CloseStatus;
    }

    public void Dispose() => _socket.Dispose();
}
