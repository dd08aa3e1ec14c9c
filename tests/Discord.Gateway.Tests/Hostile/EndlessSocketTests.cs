using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A socket that has data at once for ever, its abort and disposal notwithstanding.</summary>
public sealed class EndlessSocketTests
{
    [Fact]
    public async Task A_pump_ends_with_its_connection_though_the_socket_goes_on()
    {
        int isAborted = 0;
        int afterwards = 0;
        using var isRunning = new ManualResetEventSlim();
        var owner = new StubOwner();
        var socket = new ScriptedSocket((number, buffer) =>
        {
            if (number == 10)
            {
                isRunning.Set();
            }

            // The end of the test, were it to fail.
            return Volatile.Read(ref isAborted) != 0 && ++afterwards > 1_000_000 ? throw new IOException("enough") : new(ScriptedSocket.Write(buffer, "{}"));
        })
        {
            Aborted = () => Volatile.Write(ref isAborted, 1),
        };
        var connection = new GatewayConnection(owner, 1, () => socket, GatewayCompression.None, 1 << 20, TimeProvider.System);
        Task run = Task.Run(() => connection.RunAsync(new Uri("ws://a")), TestContext.Current.CancellationToken);
        isRunning.Wait(TestContext.Current.CancellationToken);

        await connection.CloseAsync(code: null);
        await run;

        Assert.True(afterwards < 1_000_000, "A thread goes on reading a socket that was aborted and disposed.");
    }
}
