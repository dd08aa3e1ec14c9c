using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>The pump's thread is used by the consumer only while it is lent.</summary>
public sealed class UnlentThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>SocketPump.MayGoOn asks whether the consumer waits, and then wakes it "here" without a loan: the consumer may have begun to wait in between.</summary>
    [Fact]
    public async Task A_consumer_that_begins_to_wait_just_after_the_pump_has_looked_does_not_keep_the_wire_from_being_read()
    {
        const int frames = 5_000;
        int read = 0;
        using var mayWait = new ManualResetEventSlim();
        using var waits = new ManualResetEventSlim();
        var owner = new StubOwner();
        var socket = new ScriptedSocket((number, buffer) =>
        {
            Volatile.Write(ref read, number);
            return new(number <= frames ? ScriptedSocket.Write(buffer, "{}") : GatewaySocketFrame.Close(1000));
        });
        owner.Looked = isWaiting =>
        {
            if (!isWaiting && !mayWait.IsSet)
            {
                mayWait.Set();
                ThreadPoolRest.Hold(waits, Patience);
            }
        };
        Task<bool> consuming = Task.Run(async () =>
        {
            ThreadPoolRest.Hold(mayWait, Patience);
            ValueTask wait = owner.Signal.WaitAsync();
            waits.Set();
            await wait.ConfigureAwait(false);

            // The handler of an event, which blocks its thread until the wire has been read on.
            int wanted = Math.Min(Volatile.Read(ref read) + 200, frames);
            return SpinWait.SpinUntil(() => Volatile.Read(ref read) >= wanted, Patience);
        }, TestContext.Current.CancellationToken);
        var connection = new GatewayConnection(owner, 1, () => socket, GatewayCompression.None, 1 << 20, TimeProvider.System);

        await connection.RunAsync(new Uri("ws://a"));

        Assert.True(await consuming, "While the consumer kept the thread, nobody read the wire.");
    }
}
