using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>The answer to <c>GET /gateway/bot</c>, and the bot's own HTTP client, are hostile.</summary>
public sealed class HostileHttpTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_http_client_that_never_answers_holds_up_no_stop(bool blocksWhenCancelled)
    {
        await using var world = new ManagerWorld(shards: 1);
        using var mayGoOn = new ManualResetEventSlim();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var http = new HttpClient(new Answering(async (_, cancellationToken) =>
        {
            using CancellationTokenRegistration registration = blocksWhenCancelled ? cancellationToken.Register(mayGoOn.Wait) : default;
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return new HttpResponseMessage();
        }));
        world.Options = world.Options with { TotalShards = null, SessionStartLimit = null, HttpClient = http };
        world.Start();
        await asked.Task;
        Task stopping = world.Manager.ShutdownAsync();
        try
        {
            await ManagerWorld.UntilAsync(() => stopping.IsCompleted && world.Running.IsCompleted);
        }
        finally
        {
            mayGoOn.Set();
        }

        await stopping;
    }

    [Theory]
    [InlineData("never answers")]
    [InlineData("blocks")]
    [InlineData("blocks when cancelled")]
    [InlineData("throws")]
    [InlineData("cancels")]
    public async Task An_http_client_that_fails_in_its_own_way_is_asked_again(string way)
    {
        await using var world = new ManagerWorld(shards: 1);
        using var mayGoOn = new ManualResetEventSlim();
        int asked = 0;
        using var http = new HttpClient(new Answering(async (_, cancellationToken) =>
        {
            if (Interlocked.Increment(ref asked) > 1)
            {
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(world.Gateway.GetGatewayBotJson()) };
            }

            switch (way)
            {
                case "blocks":
                    ThreadPoolRest.Hold(mayGoOn, CancellationToken.None);
                    break;
                case "throws":
                    throw new TimeoutException("of a handler's own");
                case "cancels":
                    throw new OperationCanceledException();
                case "blocks when cancelled":
                    cancellationToken.Register(() => ThreadPoolRest.Hold(mayGoOn, CancellationToken.None));
                    break;
            }

            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return new HttpResponseMessage();
        }))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        world.Options = world.Options with { TotalShards = null, SessionStartLimit = null, HttpClient = http };
        world.Start();
        try
        {
            await world.AdvanceUntilAsync(() => world.Connected == 1, TimeSpan.FromMinutes(1));
        }
        finally
        {
            mayGoOn.Set();
        }

        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_retry_after_of_any_length_is_no_error_and_no_haste(int days)
    {
        await using var world = new ManagerWorld(shards: 1);
        int asked = 0;
        using var http = new HttpClient(new Answering((_, _) =>
        {
            Interlocked.Increment(ref asked);
            var refused = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromDays(days));
            return Task.FromResult(refused);
        }));
        world.Options = world.Options with { TotalShards = null, SessionStartLimit = null, HttpClient = http };
        world.Start();
        await ManagerWorld.UntilAsync(() => world.Logs.Lines.Any(line => line.Contains("429", StringComparison.Ordinal)) || world.Running.IsCompleted);
        Assert.False(world.Running.IsCompleted);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_logger_that_throws_ends_no_start()
    {
        await using var world = new ManagerWorld(shards: 1);
        int asked = 0;
        using var http = new HttpClient(new Answering((_, _) =>
        {
            Interlocked.Increment(ref asked);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));
        }));
        world.Options = world.Options with { TotalShards = null, SessionStartLimit = null, HttpClient = http, ShardOptions = world.Options.ShardOptions with { Logger = new ThrowingLogger() } };
        world.Start();
        await world.AdvanceUntilAsync(() => asked == 2 || world.Running.IsCompleted, TimeSpan.FromMinutes(5));

        Assert.False(world.Running.IsCompleted);
    }

    private sealed class Answering(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }

    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw new NotSupportedException();
    }
}
