using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.ClusterTests;

/// <summary>What the silos log, as one text for each line: level, id, text, and the exception's text.</summary>
internal sealed class ListedLogs : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception?.Message}");

    public void Dispose()
    {
    }
}
