using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.StressTests.Soak;

/// <summary>The last lines that shards logged, for the case that something goes wrong.</summary>
internal sealed class LastLines : ILogger
{
    private const int Kept = 4_000;

    private readonly ConcurrentQueue<string> _lines = new();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        _lines.Enqueue($"{DateTime.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {formatter(state, exception)}");
        while (_lines.Count > Kept)
        {
            _lines.TryDequeue(out _);
        }
    }

    /// <summary>Those that name a shard.</summary>
    internal string Of(ShardId shard, int count) =>
        string.Join('\n', _lines.Where(line => line.Contains($"{shard}", StringComparison.Ordinal)).TakeLast(count));
}
