using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <content>Advice to reshard, from Discord's recommendation and from the guilds of each shard.</content>
public sealed partial class ShardManager
{
    /// <summary>How often the guilds of the shards are looked at.</summary>
    private static readonly TimeSpan AdviceInterval = TimeSpan.FromMinutes(1);

    /// <summary>How often Discord is asked how many shards it recommends.</summary>
    private static readonly TimeSpan RecommendationInterval = TimeSpan.FromHours(1);

    /// <summary>The maximum time to wait for an answer.</summary>
    private static readonly TimeSpan RecommendationPatience = TimeSpan.FromSeconds(30);

    private readonly ReshardAdvisor _advisor = new();
    private int _recommendedShards;
    private int _isAsking;

    /// <summary>
    /// The number of shards that Discord recommends (<c>GET /gateway/bot</c>), requested at the start and every hour from then on. Null before the start, and if
    /// <see cref="ShardManagerOptions.TotalShards"/> and <see cref="ShardManagerOptions.SessionStartLimit"/> are both set, since that request is then not sent.
    /// </summary>
    public int? RecommendedShards => Volatile.Read(ref _recommendedShards) is > 0 and var shards ? shards : null;

    /// <summary>The number of session starts left; null if a custom gate counts them.</summary>
    internal int? RemainingSessionStarts => (_identifyGate as IdentifyGate)?.Remaining;

    /// <summary>
    /// A short reason why the bot should have more shards (<see cref="ReshardAsync"/>): Discord recommends more than it has, or a shard here serves 2,000 guilds or more. Discord
    /// recommends about 1,000 guilds per shard, and requires more shards from 2,500 on. Null if there is no reason.
    /// </summary>
    public string? ReshardAdvice => _set is { } set ? ReshardAdvisor.Advise(set.Total, RecommendedShards, GuildsOf(set)) : null;

    /// <summary>The bot's user id; null before a shard has connected.</summary>
    internal Id<User>? UserId => _set?.Runners.Select(runner => runner.Shard.UserId).FirstOrDefault(id => id is not null);

    private static IEnumerable<(ShardId ShardId, int? Guilds)> GuildsOf(ShardSet set) => set.Runners.Select(runner => (runner.ShardId, runner.Guilds.Number));

    private void NoteRecommendation(GatewayBot bot) => Volatile.Write(ref _recommendedShards, bot.Shards);

    /// <summary>Asks and advises until the manager stops. Nobody waits for it.</summary>
    private async Task AdviseAsync()
    {
        GatewayMetrics? metrics = null;
        try
        {
            using var timer = new PeriodicTimer(AdviceInterval, _time);
            long asked = _time.GetTimestamp();
            bool mayAsk = _options.TotalShards is null || _options.SessionStartLimit is null;

            // Metrics and loggers are the bot's: the start does not wait for them.
            await Task.Yield();
            metrics = GatewayMetrics.For(_template.MeterFactory);
            metrics.Add(this);
            do
            {
                if (mayAsk && _time.GetElapsedTime(asked) >= RecommendationInterval)
                {
                    asked = _time.GetTimestamp();
                    _ = AskForRecommendationAsync();
                }

                LogAdvice();
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false));
        }
        catch (Exception)
        {
            // Stopping; or a clock or a meter factory failed, and the shards, which use them too, tell of it.
        }
        finally
        {
            metrics?.Remove(this);
        }
    }

    private void LogAdvice()
    {
        if (_set is not { } set || _stopping.IsCancellationRequested || ReshardAdvice is not { } advice)
        {
            return;
        }

        TimeSpan now = _time.GetElapsedTime(0);
        bool isFull = GuildsOf(set).Any(shard => shard.Guilds >= ReshardAdvisor.ManyGuilds);
        bool mustLog;
        lock (_lock)
        {
            mustLog = _advisor.MustLog(set.Total, RecommendedShards, isFull, now);
        }

        if (mustLog)
        {
            _logger.ReshardingAdvised(advice);
        }
    }

    /// <summary>Asks once. A failure changes nothing: the next hour asks again.</summary>
    private async Task AskForRecommendationAsync()
    {
        if (_stopping.IsCancellationRequested || Interlocked.Exchange(ref _isAsking, 1) == 1)
        {
            return;
        }

        // Its own: what an HTTP handler of the bot's registers with it may throw or block, and must not hold a stop.
        var ending = new CancellationTokenSource();
        Task<GatewayBot?> asking = Task.Run(() => GatewayBotRequest.AskOnceAsync(_options, _template.Token, ending.Token), CancellationToken.None);
        _ = asking.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                Volatile.Write(ref _isAsking, 0);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        try
        {
            if (await asking.WaitAsync(RecommendationPatience, _time, _stopping.Token).ConfigureAwait(false) is { } bot)
            {
                NoteRecommendation(bot);
                LogAdvice();
            }
        }
        catch (Exception)
        {
            // Refused, unreachable, late, or stopping.
            _ = Task.Run(async () => await ending.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing), CancellationToken.None);
        }
    }
}
