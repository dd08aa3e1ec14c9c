using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>The consumer runs on a thread that completed a receive, and on no other thread of the bot's.</summary>
public sealed class ForeignThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_consumer_does_not_run_inside_a_call_that_connects()
    {
        using var isBack = new ManualResetEventSlim();
        var identified = new TaskCompletionSource();
        Task<bool>? consuming = null;
        Shard? shard = null;
        await using var world = new World(options: options => options with
        {
            IdentifyGate = new OpenGate(),
            Intents = GatewayIntents.GuildMessages,
            SocketFactory = () =>
            {
                // The consumer waits before the connection is made.
                using var waits = new ManualResetEventSlim();
                consuming ??= Task.Run(async () =>
                {
                    ValueTask<GatewayEvent?> receive = shard!.ReceiveAsync(World.Cancellation);
                    waits.Set();
                    await receive.ConfigureAwait(false);
                    return ThreadPoolRest.Hold(isBack, Patience);
                });
                ThreadPoolRest.Hold(waits, Patience);
                var end = new TaskCompletionSource<GatewaySocketFrame>(TaskCreationOptions.RunContinuationsAsynchronously);
                return new ScriptedSocket((number, buffer) => number switch
                {
                    1 => new(ScriptedSocket.Write(buffer, """{"op":10,"d":{"heartbeat_interval":3600000}}""")),
                    2 => new(ScriptedSocket.Write(buffer, """{"t":"READY","s":1,"op":0,"d":{"session_id":"s"}}""")),
                    _ => new(end.Task),
                })
                {
                    Connect = () => Task.CompletedTask,
                    Aborted = () => end.TrySetException(new IOException("aborted")),
                };
            },
        });
        shard = world.Shard;

        await Task.Run(() =>
        {
            Task connecting = shard.ConnectAsync(World.Cancellation);
            isBack.Set();
            return connecting;
        }, World.Cancellation);

        Assert.True(await consuming!, "The bot's handler ran inside the bot's call of ConnectAsync, and each waited for the other.");
    }

    [Fact]
    public async Task A_call_that_connects_returns_though_the_wire_never_rests()
    {
        using var isBack = new ManualResetEventSlim();
        var wasBack = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = new World(options: options => options with
        {
            IdentifyGate = new OpenGate(),
            EventFilter = EventFilter.Only(GatewayEventType.Ready),
            Intents = GatewayIntents.GuildMessages,
            SocketFactory = () =>
            {
                var end = new TaskCompletionSource<GatewaySocketFrame>(TaskCreationOptions.RunContinuationsAsynchronously);
                return new ScriptedSocket((number, buffer) =>
                {
                    if (number == 1_000)
                    {
                        // A wire that would have gone on for as long as that.
                        wasBack.SetResult(ThreadPoolRest.Hold(isBack, Patience));
                    }

                    return number switch
                    {
                        1 => new(ScriptedSocket.Write(buffer, """{"op":10,"d":{"heartbeat_interval":3600000}}""")),
                        2 => new(ScriptedSocket.Write(buffer, """{"t":"READY","s":1,"op":0,"d":{"session_id":"s"}}""")),
                        < 2_000 => new(ScriptedSocket.Write(buffer, $$"""{"t":"X","s":{{number}},"op":0,"d":{} }""")),
                        _ => new(end.Task),
                    };
                })
                {
                    Connect = () => Task.CompletedTask,
                    Aborted = () => end.TrySetException(new IOException("aborted")),
                };
            },
        });

        await Task.Run(
            () =>
            {
                Task connecting = world.Shard.ConnectAsync(World.Cancellation);
                isBack.Set();
                return connecting;
            },
            World.Cancellation);

        Assert.True(await wasBack.Task, "The bot's call of ConnectAsync reads the wire for as long as it is busy.");
    }

    private sealed class OpenGate : IIdentifyGate, IAsyncDisposable
    {
        public ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken) => new(this);

        public ValueTask DisposeAsync() => default;
    }
}
