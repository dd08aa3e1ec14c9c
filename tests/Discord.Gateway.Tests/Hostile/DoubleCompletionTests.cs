using System.Threading.Tasks.Sources;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A socket that completes one receive twice.</summary>
public sealed class DoubleCompletionTests
{
    [Fact]
    public async Task A_receive_that_completes_twice_doubles_no_payload()
    {
        var first = new TwiceSource();
        var second = new TaskCompletionSource<GatewaySocketFrame>();
        using var isSecondAsked = new ManualResetEventSlim();
        Memory<byte> memory = default;
        var owner = new StubOwner();
        var socket = new ScriptedSocket((number, buffer) =>
        {
            memory = buffer;
            switch (number)
            {
                case 1:
                    return new(first, 0);
                case 2:
                    isSecondAsked.Set();
                    return new(second.Task);
                default:
                    return new(GatewaySocketFrame.Close(1000));
            }
        });
        var connection = new GatewayConnection(owner, 1, () => socket, GatewayCompression.None, 1 << 20, TimeProvider.System);
        Task run = connection.RunAsync(new Uri("ws://a"));
        Assert.True(SpinWait.SpinUntil(() => first.IsAwaited, TimeSpan.FromSeconds(10)));

        first.Frame = ScriptedSocket.Write(memory, "1");
        first.Complete();
        isSecondAsked.Wait(TestContext.Current.CancellationToken);
        var again = new Thread(first.Complete) { IsBackground = true };
        again.Start();
        Assert.True(SpinWait.SpinUntil(() => !again.IsAlive || again.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(10)));
        second.SetResult(ScriptedSocket.Write(memory, "2"));
        await run;

        // Off that thread, which may be the one that ended the run.
        await Task.Yield();
        again.Join(TimeSpan.FromSeconds(10));

        Assert.Equal(["1", "2"], owner.Payloads);
    }

    private sealed class TwiceSource : IValueTaskSource<GatewaySocketFrame>
    {
        private Action<object?>? _continuation;
        private object? _state;

        internal bool IsAwaited => Volatile.Read(ref _continuation) is not null;

        internal GatewaySocketFrame Frame { get; set; }

        internal void Complete() => _continuation!(_state);

        public GatewaySocketFrame GetResult(short token) => Frame;

        public ValueTaskSourceStatus GetStatus(short token) => ValueTaskSourceStatus.Pending;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            _state = state;
            Volatile.Write(ref _continuation, continuation);
        }
    }
}
