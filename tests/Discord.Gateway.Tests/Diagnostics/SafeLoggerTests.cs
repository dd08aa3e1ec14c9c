using Discord.Gateway.Diagnostics;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Discord.Gateway.Tests.Diagnostics;

/// <summary>A user's logger that fails must not end what is logged.</summary>
public sealed class SafeLoggerTests
{
    [Fact]
    public void Exceptions_of_the_inner_logger_are_swallowed()
    {
        ILogger logger = SafeLogger.Wrap(new FailingLogger());

        logger.Log(LogLevel.Error, default, "a line", null, (line, _) => line);
        Assert.False(logger.IsEnabled(LogLevel.Error));
        Assert.Null(logger.BeginScope("a scope"));
    }

    [Fact]
    public void A_scope_that_cannot_be_closed_is_closed_all_the_same()
    {
        ILogger logger = SafeLogger.Wrap(new FailingLogger { HasScope = true });

        using IDisposable? scope = logger.BeginScope("a scope");

        Assert.NotNull(scope);
    }

    [Fact]
    public void A_logger_without_scopes_has_none() => Assert.Null(SafeLogger.Wrap(new CapturedLogs()).BeginScope("a scope"));

    [Fact]
    public void Lines_reach_the_inner_logger()
    {
        var logs = new CapturedLogs();

        SafeLogger.Wrap(logs).ReserveReduced(10, 5, 4);

        Assert.StartsWith("Warning 29:", Assert.Single(logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_safe_logger_is_not_wrapped_again()
    {
        ILogger logger = SafeLogger.Wrap(new CapturedLogs());

        Assert.Same(logger, SafeLogger.Wrap(logger));
    }

    [Fact]
    public void A_logger_that_writes_nothing_stays_as_it_is()
    {
        Assert.Same(NullLogger.Instance, SafeLogger.Wrap(NullLogger.Instance));
        Assert.Same(NullLogger.Instance, SafeLogger.Wrap(null));
    }

    private sealed class FailingLogger : ILogger, IDisposable
    {
        internal bool HasScope { get; init; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => HasScope ? this : throw new InvalidOperationException("No scope.");

        public bool IsEnabled(LogLevel logLevel) => throw new InvalidOperationException("No level.");

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("No space left on device.");

        public void Dispose() => throw new InvalidOperationException("No end.");
    }
}
