namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>A manager of ours with one shard, its events typed.</summary>
internal sealed class FloodManager(EventOrder order) : IFloodWay
{
    private readonly SemaphoreSlim _received = new(0);
    private ShardManager? _manager;
    private Task _running = Task.CompletedTask;

    /// <summary>What the bot does with each event.</summary>
    internal Action<GatewayEvent>? Handler { get; set; }

    public async Task ConnectAsync(Uri uri, string compression)
    {
        _manager = new ShardManager(new ShardManagerOptions
        {
            ShardOptions = FloodShard.MakeOptions(uri, compression),
            TotalShards = 1,
            SessionStartLimit = SessionStartLimit.Default,
            SessionStore = new MemorySessionStore(),
            EventOrder = order,
        });
        _running = _manager.RunAsync((_, gatewayEvent, _) =>
        {
            Handler?.Invoke(gatewayEvent);
            if (gatewayEvent is UserUpdateEvent)
            {
                _received.Release();
            }

            return Task.CompletedTask;
        });
        await _manager.WaitForConnectedAsync();
    }

    public Task ReceiveAsync(int events) => _received.WaitAsync();

    public async ValueTask DisposeAsync()
    {
        if (_manager is not null)
        {
            await _manager.ShutdownAsync(keepSessions: false);
            await _running;
            await _manager.DisposeAsync();
            _received.Dispose();
        }
    }
}
