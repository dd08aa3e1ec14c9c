using Discord.Gateway.Benchmarks.State;
using Discord.Gateway.State;

namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>A shard of ours whose events are typed and of known guilds, with a state that has each before it is received, or without one.</summary>
/// <param name="keeps">What the state keeps of who is online; null for no state.</param>
internal sealed class FloodState(WorldPresences? keeps) : IFloodWay
{
    private readonly BotState? _state = keeps is { } presences ? new BotState(ShardStore.MakeOptions(presences)) : null;
    private Shard? _shard;
    private IAsyncEnumerator<GatewayEvent>? _events;

    public async Task ConnectAsync(Uri uri, string compression)
    {
        _shard = new Shard(FloodShard.MakeOptions(new Uri(uri, FloodServer.GuildsPath), compression));
        _events = _state?.ReceiveAllAsync(_shard).GetAsyncEnumerator();
        await _shard.ConnectAsync();

        // READY, the guilds, and a USER_UPDATE.
        await ReceiveAsync(0);
        if (_state is { GuildCount: 0 })
        {
            throw new InvalidOperationException("The state knows no guilds.");
        }
    }

    public async Task ReceiveAsync(int events)
    {
        if (_events is null)
        {
            while (await _shard!.ReceiveAsync() is not UserUpdateEvent)
            {
            }
        }
        else
        {
            while (await _events.MoveNextAsync() && _events.Current is not UserUpdateEvent)
            {
            }

            if (_state!.GetStatistics().StrayEvents > 0)
            {
                throw new InvalidOperationException("There are events of guilds that are not known.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_events is not null)
        {
            await _events.DisposeAsync();
        }

        if (_shard is not null)
        {
            await _shard.DisposeAsync();
        }
    }
}
