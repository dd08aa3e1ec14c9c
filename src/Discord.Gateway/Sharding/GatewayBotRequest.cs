using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <summary>Asks <c>/gateway/bot</c>, and again, with back-off, while Discord cannot answer.</summary>
internal sealed class GatewayBotRequest(HttpClient http, Uri apiUri, BackoffPolicy backoff, TimeProvider time, ILogger logger)
{
    /// <summary>Discord asks for an address and a version. The library has no site of its own: it is that of what it implements.</summary>
    private static readonly string UserAgent =
        $"DiscordBot (https://discord.com/developers/docs/events/gateway, {typeof(GatewayBotRequest).Assembly.GetName().Version!.ToString(3)})";

    /// <summary>The maximum wait before Discord is asked again, even if it says to wait longer.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    /// <summary>A wait from which on it is a warning at once: back-off alone does not come to it.</summary>
    private static readonly TimeSpan WorryingWait = TimeSpan.FromMinutes(2);

    /// <summary>How long an answer may take: Discord's takes less than one. A client of the bot's may wait for longer, and its handlers for ever.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Asks as a manager's options say.</summary>
    internal static async Task<GatewayBot> AskAsync(ShardManagerOptions options, string token, CancellationToken cancellationToken)
    {
        // Its own token: what an HTTP handler of the bot's registers with it may throw or block, and one that never answers must not hold a stop.
        var ending = new CancellationTokenSource();
        Task<GatewayBot> asking = Task.Run(
            async () =>
            {
                using HttpClient? ownClient = MakeOwnClient(options);
                return await Create(options, ownClient).GetAsync(token, ending.Token).ConfigureAwait(false);
            },
            CancellationToken.None);
        try
        {
            return await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Leave(asking, ending);
            throw;
        }
    }

    /// <summary>Asks once, and logs nothing; null if Discord cannot answer now.</summary>
    internal static async Task<GatewayBot?> AskOnceAsync(ShardManagerOptions options, string token, CancellationToken cancellationToken)
    {
        using HttpClient? ownClient = MakeOwnClient(options);
        return (await Create(options, ownClient).TryGetAsync(token, cancellationToken).ConfigureAwait(false)).Answer;
    }

    private static HttpClient? MakeOwnClient(ShardManagerOptions options) => options.HttpClient is null ? new HttpClient { Timeout = Patience } : null;

    /// <summary>Waits no longer for it.</summary>
    private static void Leave(Task asking, CancellationTokenSource ending)
    {
        _ = Task.Run(async () => await ending.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing), CancellationToken.None);
        _ = asking.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static GatewayBotRequest Create(ShardManagerOptions options, HttpClient? ownClient)
    {
        ShardOptions shard = options.ShardOptions;
        return new GatewayBotRequest(options.HttpClient ?? ownClient!, options.ApiUri, shard.Backoff, shard.TimeProvider, SafeLogger.Wrap(shard.Logger));
    }

    internal async Task<GatewayBot> GetAsync(string token, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            (GatewayBot? answer, TimeSpan? retryAfter, string problem) = await TryGetInTimeAsync(token, cancellationToken).ConfigureAwait(false);
            if (answer is not null)
            {
                return answer;
            }

            // A timer cannot wait for any time, and one of zero would ask again and again.
            TimeSpan wait = retryAfter is { Ticks: > 0 } asked ? (asked < MaxWait ? asked : MaxWait) : backoff.GetDelay(attempt, Random.Shared.NextDouble());
            if (attempt < ShardTelemetry.WorryingFailures && wait < WorryingWait)
            {
                logger.GatewayBotFailed(problem, wait.TotalSeconds);
            }
            else
            {
                logger.GatewayBotFailsAgain(attempt, problem, wait.TotalSeconds);
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks, and waits for an answer for as long as it is worth it.</summary>
    private async Task<(GatewayBot? Answer, TimeSpan? RetryAfter, string Reason)> TryGetInTimeAsync(string token, CancellationToken cancellationToken)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<(GatewayBot?, TimeSpan?, string)> attempt = Task.Run(() => TryGetAsync(token, ending.Token), CancellationToken.None);
        try
        {
            return await attempt.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!attempt.IsCompleted)
        {
            Leave(attempt, ending);
            cancellationToken.ThrowIfCancellationRequested();
            return (null, null, $"no answer within {Patience.TotalSeconds:F0} s");
        }
        catch (TimeoutException)
        {
            // It has ended in this very moment, as it does if the client has the same patience.
            return await attempt.ConfigureAwait(false);
        }
    }

    private async Task<(GatewayBot? Answer, TimeSpan? RetryAfter, string Reason)> TryGetAsync(string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(apiUri, "gateway/bot"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bot", token);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                throw new GatewayBotException(
                    "Discord rejected the bot token (401): copy the current one from the developer portal (Bot › Token), without the \"Bot \" prefix.",
                    response.StatusCode);
            }

            if (response.StatusCode == HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500)
            {
                return (null, response.Headers.RetryAfter?.Delta, $"{(int)response.StatusCode} {response.StatusCode}");
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new GatewayBotException($"Discord rejected GET /gateway/bot with {(int)response.StatusCode} {response.StatusCode}. If ShardManagerOptions.ApiUri or HttpClient is set, check it.", response.StatusCode);
            }

            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return (Parse(body), null, "");
        }
        catch (Exception error) when (error is not GatewayBotException && !cancellationToken.IsCancellationRequested)
        {
            // No network, a time-out, an answer that is not what is documented, or an HTTP handler of the bot's that throws: all may be better the next time.
            return (null, null, ErrorText.Of(error));
        }
    }

    private static GatewayBot Parse(byte[] body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        JsonElement limit = root.GetProperty("session_start_limit");
        return new GatewayBot(
            Uri.TryCreate(root.GetProperty("url").GetString(), UriKind.Absolute, out Uri? url) && GatewayEndpoint.IsUsable(url)
                ? url
                : throw new FormatException("The \"url\" in the answer is not a usable WebSocket address."),
            Math.Max(1, root.GetProperty("shards").GetInt32()),
            new SessionStartLimit(
                limit.GetProperty("total").GetInt32(),
                limit.GetProperty("remaining").GetInt32(),
                TimeSpan.FromMilliseconds(Math.Clamp(limit.GetProperty("reset_after").GetInt64(), 0, (long)IdentifyBudget.Window.TotalMilliseconds)),
                Math.Max(1, limit.GetProperty("max_concurrency").GetInt32())));
    }
}
