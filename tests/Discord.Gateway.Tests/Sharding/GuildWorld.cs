using System.Collections.Concurrent;
using System.Globalization;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>
/// A bot in 200 guilds, which joins and leaves some, while others have outages, and whose process ends and starts again. It knows why each GUILD_CREATE is sent, which
/// carries that as the guild's name, and collects why they arrived at handlers that completed.
/// </summary>
internal sealed class GuildWorld : IAsyncDisposable
{
    private const int GuildCount = 200;

    private readonly Random _random;
    private readonly List<Process> _processes = [];
    private readonly List<SimulatedGuild> _guilds = [];
    private readonly HashSet<SimulatedGuild> _inOutage = [];
    private readonly Dictionary<ulong, List<(string Name, GuildArrival Arrival)>> _expected = [];
    private readonly ConcurrentDictionary<ulong, ConcurrentQueue<(string Name, GuildArrival? Arrival)>> _completed = [];
    private readonly bool _isSequential;
    private int _number;

    internal GuildWorld(int seed, int shards, EventOrder order)
    {
        _random = new Random(seed);
        _isSequential = order == EventOrder.PerShard;
        _guilds.AddRange(Enumerable.Range(0, GuildCount).Select(_ => NewGuild()));
        World = new ManagerWorld(shards, maxConcurrency: 16, options => options with { Guilds = [.. _guilds] });
        World.Options = World.Options with
        {
            EventOrder = order,
            SessionSaveInterval = TimeSpan.FromMilliseconds(100 + _random.Next(900)),
            MaxConcurrentHandlers = 1 + _random.Next(24),
            ReshardOverlap = TimeSpan.FromSeconds(1),
        };
        Expect(_guilds);
    }

    internal ManagerWorld World { get; }

    /// <summary>Of all that was sent, what has not been handled to the end.</summary>
    internal IEnumerable<string> Missing => _expected.Values.SelectMany(each => each).Where(each => !Completed().Contains(each)).Select(each => $"{each.Name} {each.Arrival}");

    /// <summary>What was handled to the end as something that it was not.</summary>
    internal IEnumerable<string> Wrong => Completed().Where(each => !_expected.Values.SelectMany(expected => expected).Any(expected => expected == each)).Select(each => $"{each.Name} {each.Arrival}");

    internal IEnumerable<string> Doubled => Completed().GroupBy(each => each).Where(group => group.Count() > 1).Select(group => $"{group.Count()} times {group.Key}");

    internal int CompletedCount => _completed.Values.Sum(each => each.Count);

    internal int Guilds => _guilds.Count;

    private Process Current => _processes[^1];

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes.Where(process => process.IsDead))
        {
            Task stopping = process.Manager!.ShutdownAsync();
            await World.AdvanceUntilAsync(() => stopping.IsCompleted, TimeSpan.FromMinutes(1));
        }

        await World.DisposeAsync();
    }

    /// <summary>Starts the first process, or the next. Shards whose session was not saved begin anew, and load all their guilds.</summary>
    internal async Task StartAsync()
    {
        var process = new Process(this);
        ShardId[] saved = [.. World.Store.Sessions.Select(session => session.ShardId)];
        if (_processes.Count > 0)
        {
            int total = World.Options.TotalShards!.Value;
            foreach (SimulatedGuild guild in _guilds.Where(guild => !saved.Contains(ShardId.ForGuild(guild.Id, total))))
            {
                _inOutage.Remove(guild);
            }

            foreach (ulong id in _expected.Keys.Where(id => !saved.Contains(ShardId.ForGuild(id, total))).ToArray())
            {
                _expected.Remove(id);
                _completed.TryRemove(id, out _);
            }

            Expect(_guilds.Where(guild => !_expected.ContainsKey(guild.Id.Value)));
        }

        _processes.Add(process);
        World.Options = World.Options with
        {
            SessionStore = process,
            ShardOptions = World.Options.ShardOptions with { SocketFactory = () => process.IsDead ? throw new IOException("dead") : World.Gateway.CreateSocket() },
        };
        World.Start(process.HandleAsync);
        process.Manager = World.Manager;

        // What happens before the last of the new sessions has begun would be a part of its beginning.
        await World.AdvanceUntilAsync(() => World.Connected == World.Manager.Shards.Count && World.Manager.TotalShards > 0, TimeSpan.FromMinutes(1));
    }

    /// <summary>The process dies: nobody stops its manager, and nothing of it counts any more.</summary>
    internal void Kill() => Current.Die();

    internal Task StopAsync() => World.StopAsync();

    /// <summary>Time passes, and things happen.</summary>
    internal Task PassAsync(TimeSpan time)
    {
        DateTimeOffset end = World.Clock.GetUtcNow() + time;
        return World.AdvanceUntilAsync(() => World.Clock.GetUtcNow() >= end, time + TimeSpan.FromSeconds(1), HappenAny);
    }

    internal Task UntilAsync(Func<bool> holds, TimeSpan within) => World.AdvanceUntilAsync(holds, within, HappenAny);

    /// <summary>Waits until all that was sent is handled, and compares.</summary>
    internal async Task AssertRightAsync(string run, bool mayDouble)
    {
        DateTimeOffset end = World.Clock.GetUtcNow() + TimeSpan.FromMinutes(2);
        await World.AdvanceUntilAsync(() => !Missing.Any() || World.Clock.GetUtcNow() >= end, TimeSpan.FromMinutes(3));
        await World.PassAsync(TimeSpan.FromSeconds(1));
        Assert.True(!Missing.Any(), $"{run}: missing {string.Join(", ", Missing.Take(20))}");
        Assert.True(!Wrong.Any(), $"{run}: wrong {string.Join(", ", Wrong.Take(20))}");
        Assert.True(mayDouble || !Doubled.Any(), $"{run}: {string.Join(", ", Doubled.Take(20))}");
        Assert.Equal(Guilds, World.Manager.GetStatus().Sum(status => status.Guilds));
        Assert.True(World.Manager.GuildsLoaded);
    }

    private IEnumerable<(string Name, GuildArrival Arrival)> Completed() => _completed.Values.SelectMany(each => each).Select(each => (each.Name, each.Arrival ?? (GuildArrival)(-1)));

    private SimulatedGuild NewGuild() => new(((ulong)++_number << 22) + 1, $"{_number}", memberCount: 0);

    private void Expect(IEnumerable<SimulatedGuild> loaded)
    {
        foreach (SimulatedGuild guild in loaded)
        {
            Expect(guild, guild.Name, GuildArrival.Loaded);
        }
    }

    private void Expect(SimulatedGuild guild, string name, GuildArrival arrival)
    {
        if (!_expected.TryGetValue(guild.Id.Value, out List<(string, GuildArrival)>? events))
        {
            _expected[guild.Id.Value] = events = [];
        }

        events.Add((name, arrival));
    }

    private void HappenAny()
    {
        switch (_random.Next(12))
        {
            case 0:
                SimulatedGuild joined = NewGuild();
                _guilds.Add(joined);
                Expect(joined, joined.Name, GuildArrival.Joined);
                _ = World.Gateway.JoinGuildAsync(joined);
                break;
            case 1 when _guilds.Count > 150:
                SimulatedGuild left = _guilds[_random.Next(_guilds.Count)];
                _guilds.Remove(left);
                _inOutage.Remove(left);
                _ = World.Gateway.LeaveGuildAsync(left);
                break;
            case 2 or 3 or 4:
                SimulatedGuild struck = _guilds[_random.Next(_guilds.Count)];
                if (_inOutage.Add(struck))
                {
                    _ = World.Gateway.DispatchAsync(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = struck.Id, Unavailable = true } });
                }

                break;
            case 5 or 6 or 7 when _inOutage.Count > 0:
                SimulatedGuild back = _inOutage.First();
                _inOutage.Remove(back);
                string name = string.Create(CultureInfo.InvariantCulture, $"{back.Name} back {++_number}");
                Expect(back, name, GuildArrival.Returned);
                GuildCreateEvent created = back.ToGuildCreate();
                _ = World.Gateway.DispatchAsync(created with { Guild = created.Guild with { Name = name } });
                break;
        }
    }

    /// <summary>A process of the bot: its handlers and its way to the store. Nothing of it counts when it is dead.</summary>
    private sealed class Process(GuildWorld world) : ISessionStore
    {
        private readonly Lock _lock = new();
        private volatile bool _isDead;

        internal bool IsDead => _isDead;

        internal ShardManager? Manager { get; set; }

        public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => world.World.Store.LoadAsync(shardId, cancellationToken);

        public ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken) =>
            IfAlive(() => world.World.Store.SaveAsync(JsonAgain(session), cancellationToken));

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => IfAlive(() => world.World.Store.DeleteAsync(shardId, cancellationToken));

        /// <summary>What it is saving is saved by then, or never.</summary>
        internal void Die()
        {
            lock (_lock)
            {
                _isDead = true;
            }
        }

        internal async Task HandleAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
        {
            // Some take a while, and then others overtake them.
            if (!IsDead && gatewayEvent.GuildId is { } id && (id.Value >> 22) % (world._isSequential ? 16ul : 3ul) == 0)
            {
                TimeSpan delay = TimeSpan.FromMilliseconds((id.Value >> 22) % 50 == 0 ? 1_000 : 50 + ((id.Value >> 22) % 7 * 50));
                await Task.Delay(delay, world.World.Clock, cancellationToken);
            }

            if (gatewayEvent is GuildCreateEvent created && !IsDead)
            {
                world._completed.GetOrAdd(created.Guild.Id.Value, _ => new()).Enqueue((created.Guild.Name, created.Arrival));
            }
        }

        private ValueTask IfAlive(Func<ValueTask> call)
        {
            lock (_lock)
            {
                return IsDead ? default : call();
            }
        }

        private static ShardSession JsonAgain(ShardSession session) =>
            System.Text.Json.JsonSerializer.Deserialize<ShardSession>(System.Text.Json.JsonSerializer.Serialize(session))!;
    }
}
