using System.Collections.Concurrent;
using System.Diagnostics;
using Discord.Gateway.ClusterTests;
using Discord.Gateway.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Discord.Gateway.RedisTests;

/// <summary>A Redis of one test, and connections to it, each of which stands for a process.</summary>
internal sealed class RedisFixture : IAsyncDisposable
{
    private readonly ConcurrentBag<IConnectionMultiplexer> _connections = [];

    private RedisFixture(RedisServer server) => Server = server;

    internal RedisServer Server { get; }

    internal Lines Log { get; } = new();

    internal static async Task<RedisFixture> StartAsync() => new(await RedisServer.StartAsync());

    internal async Task<IConnectionMultiplexer> ConnectAsync()
    {
        ConfigurationOptions options = ConfigurationOptions.Parse(Server.Address);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1000;
        options.AsyncTimeout = 1000;
        options.ReconnectRetryPolicy = new LinearRetry(200);
        IConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(options);
        _connections.Add(connection);
        return connection;
    }

    /// <summary>A gate with short intervals, over a connection of its own unless one is given.</summary>
    internal async Task<RedisIdentifyGate> CreateGateAsync(
        RedisIdentifyGateOptions? options = null, SessionStartLimit? limit = null, IConnectionMultiplexer? connection = null)
    {
        var gate = new RedisIdentifyGate(connection ?? await ConnectAsync(), botId: 42, options ?? Fast, Log);
        if (limit is not null)
        {
            gate.Update(limit);
        }

        return gate;
    }

    internal static RedisIdentifyGateOptions Fast { get; } = new() { Interval = TimeSpan.FromMilliseconds(500), MaxTurn = TimeSpan.FromSeconds(2) };

    /// <summary>Waits, in real time, until something is so.</summary>
    internal static Task UntilAsync(Func<bool> condition, int seconds = 20) => UntilAsync(() => Task.FromResult(condition()), seconds);

    internal static async Task UntilAsync(Func<Task<bool>> condition, int seconds = 20)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"It was not so within {seconds} s.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>How many sessions are in Redis; 0 while it is away.</summary>
    internal async Task<int> CountSessionsAsync()
    {
        IConnectionMultiplexer connection = await ConnectAsync();
        try
        {
            IDatabase database = connection.GetDatabase();
            return connection.GetServers()[0].Keys(pattern: "*:session:*").Count(key => database.HashExists(key, "session"));
        }
        catch (RedisException)
        {
            return 0;
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IConnectionMultiplexer connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    internal sealed class Lines : ILogger
    {
        internal ConcurrentQueue<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.GetType().Name})")}");
    }
}
