using System.Threading.Tasks.Sources;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A socket whose receives complete at the moment at which they are awaited, on the thread that awaits.</summary>
public sealed class InlineCompletionTests
{
    [Fact]
    public async Task Receives_that_complete_inline_do_not_fill_the_stack()
    {
        const int frames = 1_000;
        var source = new InlineSource();
        var owner = new StubOwner();
        var socket = new ScriptedSocket((number, buffer) =>
        {
            source.Frame = number <= frames ? ScriptedSocket.Write(buffer, "{}") : GatewaySocketFrame.Close(1000);
            return new(source, 0);
        });

        await new GatewayConnection(owner, 1, () => socket, GatewayCompression.None, 1 << 20, TimeProvider.System).RunAsync(new Uri("ws://a"));

        Assert.Equal(frames, owner.Payloads.Count);
        Assert.InRange(source.Deepest, 1, frames / 2);
    }

    private sealed class InlineSource : IValueTaskSource<GatewaySocketFrame>
    {
        private int _depth;

        internal int Deepest { get; private set; }

        internal GatewaySocketFrame Frame { get; set; }

        public GatewaySocketFrame GetResult(short token) => Frame;

        public ValueTaskSourceStatus GetStatus(short token) => ValueTaskSourceStatus.Pending;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            Deepest = Math.Max(Deepest, ++_depth);
            continuation(state);
            _depth--;
        }
    }
}
