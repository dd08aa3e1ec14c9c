using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A socket that hangs in its connect, whatever its token says.</summary>
public sealed class HungConnectTests
{
    [Fact]
    public async Task A_socket_that_hangs_in_its_connect_is_dropped_with_its_connection()
    {
        bool isDropped = false;
        var never = new TaskCompletionSource();
        var owner = new StubOwner();
        var socket = new ScriptedSocket((_, _) => new(GatewaySocketFrame.Close(1000))) { Connect = () => never.Task, Aborted = () => isDropped = true };
        var connection = new GatewayConnection(owner, 1, () => socket, GatewayCompression.None, 1 << 20, TimeProvider.System);
        Task run = connection.RunAsync(new Uri("ws://a"));

        await connection.CloseAsync(code: null);

        Assert.True(isDropped, "IGatewaySocket says that the shard disposes it; it was neither aborted nor disposed.");
        never.SetException(new IOException("dropped"));
        await run;
    }
}
