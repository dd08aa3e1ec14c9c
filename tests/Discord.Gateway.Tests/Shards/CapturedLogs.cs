using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Shards;

/// <summary>Keeps every line, of every level, with the text of exceptions.</summary>
internal sealed class CapturedLogs : ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal IReadOnlyList<string> Lines => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception}");
}
