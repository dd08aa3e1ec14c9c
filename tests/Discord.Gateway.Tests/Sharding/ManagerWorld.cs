using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>A clock that the test moves, a gateway in memory with a guild for each shard, and managers that follow each other on it.</summary>
internal sealed class ManagerWorld : IAsyncDisposable
{
    private readonly bool _expectsViolations;
    private CancellationTokenSource _stop = new();

    internal ManagerWorld(int shards, int maxConcurrency = 1, Func<GatewaySimulatorOptions, GatewaySimulatorOptions>? gateway = null, bool expectsViolations = false)
    {
        _expectsViolations = expectsViolations;
        Guilds = [.. Enumerable.Range(0, 24).Select(number => new SimulatedGuild(((ulong)number << 22) + 1, $"Guild {number}"))];
        var options = new GatewaySimulatorOptions { Guilds = Guilds, RecommendedShards = shards, MaxConcurrency = maxConcurrency, TimeProvider = Clock };
        Gateway = new GatewaySimulator(gateway?.Invoke(options) ?? options);
        Options = Gateway.CreateManagerOptions(GatewayIntents.All) with { SessionStore = Store };
        Options = Options with { ShardOptions = Options.ShardOptions with { Compression = GatewayCompression.None, Logger = Logs } };
        Manager = null!;
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal GatewaySimulator Gateway { get; }

    /// <summary>Guild n is served by shard n modulo the number of shards.</summary>
    internal IReadOnlyList<SimulatedGuild> Guilds { get; }

    internal MemorySessionStore Store { get; } = new();

    internal CapturedLogs Logs { get; } = new();

    internal ShardManagerOptions Options { get; set; }

    internal ShardManager Manager { get; private set; }

    internal Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>The messages that were handled to the end, in order, of every manager of this world.</summary>
    internal ConcurrentQueue<string> Handled { get; } = new();

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal int Identifies => Gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify));

    internal int Resumes => Gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Resume));

    internal int Connected => Manager.GetStatus().Count(status => status.Stage == ConnectionStage.Connected);

    public async ValueTask DisposeAsync()
    {
        if (!Running.IsFaulted)
        {
            await StopAsync();
        }

        Gateway.Dispose();
        if (!_expectsViolations)
        {
            Assert.Empty(Gateway.Violations);
        }
    }

    /// <summary>Starts a manager; its handler notes messages, and does what the test wants done besides.</summary>
    internal void Start(Func<Shard, GatewayEvent, CancellationToken, Task>? handler = null, Action<ShardManager>? prepare = null)
    {
        _stop = new CancellationTokenSource();
        Manager = new ShardManager(Options);
        prepare?.Invoke(Manager);
        Running = Manager.RunAsync(
            async (shard, gatewayEvent, cancellationToken) =>
            {
                if (handler is not null)
                {
                    await handler(shard, gatewayEvent, cancellationToken);
                }

                if (gatewayEvent is MessageCreateEvent created)
                {
                    Handled.Enqueue(created.Message.Content);
                }
            },
            _stop.Token);
    }

    internal async Task StartAndConnectAsync(Func<Shard, GatewayEvent, CancellationToken, Task>? handler = null)
    {
        Start(handler);
        await AdvanceUntilAsync(() => Manager.WaitForConnectedAsync(Cancellation).IsCompletedSuccessfully, TimeSpan.FromMinutes(10));
    }

    [SuppressMessage("Performance", "CA1849", Justification = "When it returns, the manager knows.")]
    internal void RequestStop() => _stop.Cancel();

    /// <summary>The same, with a state of what the bot knows, which belongs to this manager alone.</summary>
    internal async Task<BotState> StartWithStateAsync(BotStateOptions options)
    {
        var state = new BotState(options);
        Options = Options with { State = state };
        await StartAndConnectAsync();
        return state;
    }

    /// <summary>Cancels the manager's run, as a deploy does, and waits for its end.</summary>
    internal async Task StopAsync()
    {
        RequestStop();
        await AdvanceUntilAsync(() => Running.IsCompleted, TimeSpan.FromMinutes(5));
        await Running;
    }

    /// <summary>What Discord was told last, in an identify or after it, on the newest connection of each shard that runs.</summary>
    internal string?[] PresencesByShard()
    {
        return [.. Manager.Shards.Select(shard => Gateway.Connections.Last(connection => connection.ShardId == shard.ShardId).Received.Select(NameOf).LastOrDefault(name => name is not null))];

        static string? NameOf(ReceivedPayload payload) => payload.Opcode switch
        {
            GatewayOpcode.PresenceUpdate => payload.Data.GetProperty("activities")[0].GetProperty("name").GetString(),
            GatewayOpcode.Identify when payload.Data.TryGetProperty("presence", out JsonElement presence) => presence.GetProperty("activities")[0].GetProperty("name").GetString(),
            _ => null,
        };
    }

    internal static bool IsMessage(GatewayEvent gatewayEvent, string content) => gatewayEvent is MessageCreateEvent created && created.Message.Content == content;

    internal Task SayAsync(int guild, string content) => Gateway.DispatchMessageAsync(Guilds[guild], content);

    /// <summary>Moves the clock in small steps until something holds; time stands still for as long as there is anything left to do at that time.</summary>
    internal async Task AdvanceUntilAsync(Func<bool> holds, TimeSpan within, Action? atEachStep = null)
    {
        // The test may have gone on within a handler's own turn, which must end.
        await Task.Yield();
        TimeSpan step = TimeSpan.FromMilliseconds(50);
        for (TimeSpan passed = TimeSpan.Zero; passed <= within; passed += step)
        {
            ThreadPoolRest.AwaitOr(holds);
            if (holds())
            {
                return;
            }

            Clock.Advance(step);
            atEachStep?.Invoke();
        }

        Assert.True(await HappensAsync(holds), $"It did not happen within {within}: {string.Join(", ", Manager?.Shards ?? [])}");
    }

    /// <summary>Moves the clock on by a time.</summary>
    internal async Task PassAsync(TimeSpan time)
    {
        DateTimeOffset end = Clock.GetUtcNow() + time;
        await AdvanceUntilAsync(() => Clock.GetUtcNow() >= end, time + TimeSpan.FromSeconds(1));
    }

    /// <summary>Waits, while time stands still, until something holds.</summary>
    internal static async Task UntilAsync(Func<bool> holds) => Assert.True(await HappensAsync(holds), "It did not happen.");

    private static async Task<bool> HappensAsync(Func<bool> holds)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(10))
            {
                return false;
            }

            await Task.Yield();
        }

        return true;
    }
}
