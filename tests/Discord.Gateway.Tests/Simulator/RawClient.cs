using System.Text;
using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>A client with no manners: it sends what the test says.</summary>
internal sealed class RawClient(GatewaySimulator simulator) : IDisposable
{
    private readonly IGatewaySocket _socket = simulator.CreateSocket();
    private readonly byte[] _buffer = new byte[1 << 20];

    internal static async Task<RawClient> ConnectAsync(GatewaySimulator simulator, string query = "?v=10&encoding=json")
    {
        var client = new RawClient(simulator);
        await client._socket.ConnectAsync(new Uri(simulator.GatewayUri + query), CancellationToken.None);
        return client;
    }

    internal static async Task<RawClient> IdentifyAsync(GatewaySimulator simulator, string? identify = null)
    {
        RawClient client = await ConnectAsync(simulator);
        await client.SendAsync(identify ?? Identify(simulator.Options.Token));
        return client;
    }

    internal static string Identify(string token, string shard = "[0,1]", long intents = 513) =>
        $$"""{"op":2,"d":{"token":"{{token}}","properties":{"os":"a","browser":"b","device":"c"},"intents":{{intents}},"shard":{{shard}} } }""";

    internal ValueTask SendAsync(string payload) => _socket.SendAsync(Encoding.UTF8.GetBytes(payload), CancellationToken.None);

    internal Task CloseAsync(int code) => _socket.CloseAsync(code, CancellationToken.None);

    /// <summary>The next payload; null when the gateway closed, and then <see cref="CloseCode"/> says how.</summary>
    internal async Task<JsonElement?> ReceiveAsync()
    {
        GatewaySocketFrame frame = await _socket.ReceiveAsync(_buffer, CancellationToken.None);
        if (frame.IsClose)
        {
            CloseCode = frame.CloseCode;
            return null;
        }

        using var document = JsonDocument.Parse(_buffer.AsMemory(0, frame.Count));
        return document.RootElement.Clone();
    }

    internal int? CloseCode { get; private set; }

    /// <summary>Reads up to the close.</summary>
    internal async Task<int?> ReadToCloseAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return CloseCode;
    }

    /// <summary>Reads up to a payload with one of some opcodes.</summary>
    internal async Task<JsonElement> ReadToAsync(params int[] opcodes)
    {
        while (await ReceiveAsync() is { } payload)
        {
            if (opcodes.Contains(payload.GetProperty("op").GetInt32()))
            {
                return payload;
            }
        }

        throw new InvalidOperationException($"Closed with {CloseCode} before op {string.Join(" or ", opcodes)}.");
    }

    /// <summary>Reads up to an event of a name, and gives its data.</summary>
    internal async Task<JsonElement> ReadToEventAsync(string name)
    {
        while (true)
        {
            JsonElement payload = await ReadToAsync(0);
            if (payload.GetProperty("t").GetString() == name)
            {
                return payload.GetProperty("d");
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
