using Microsoft.Extensions.Logging;

namespace Discord.Gateway.KillableBot;

/// <summary>Writes what the library tells into a file, for whoever asks why something went wrong.</summary>
internal sealed class FileLogger(string path) : ILogger, IDisposable
{
    private readonly StreamWriter _file = new(path, append: true) { AutoFlush = true };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_file)
        {
            _file.WriteLine($"{logLevel} {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose() => _file.Dispose();
}
