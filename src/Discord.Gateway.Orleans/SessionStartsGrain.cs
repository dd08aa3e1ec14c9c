using Discord.Gateway.Diagnostics;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>The session starts of the bot, of which Discord allows a number in 24 h.</summary>
[Alias("discord-gateway.session-starts")]
[GrainInterfaceType("discord-gateway.session-starts")]
internal interface ISessionStartsGrain : IGrainWithStringKey
{
    /// <summary>What Discord said, or the options.</summary>
    Task<SessionStartLimit> GetLimitAsync();

    /// <summary>How many shards Discord recommends; null if it was not asked.</summary>
    Task<int?> GetRecommendedShardsAsync();

    /// <summary>Where Discord says that shards connect; null if it was not asked.</summary>
    Task<Uri?> GetGatewayUriAsync();

    /// <summary>Takes a start; or tells how long there is none to spend.</summary>
    Task<TimeSpan> TryTakeAsync();
}

/// <summary>What is stored of the session starts, for a bot that does not ask Discord, or gets no answer.</summary>
[Alias("discord-gateway.session-starts-record")]
[GenerateSerializer]
internal sealed class SessionStartsRecord
{
    [Id(0)]
    public int Remaining { get; set; }

    [Id(1)]
    public DateTimeOffset ResetAt { get; set; }

    [Id(2)]
    public int Total { get; set; }

    /// <summary>0 if an earlier version has stored this.</summary>
    [Id(3)]
    public int MaxConcurrency { get; set; }

    [Id(4)]
    public int? Recommended { get; set; }

    [Id(5)]
    public string? GatewayUri { get; set; }
}

/// <summary>Counts them. A new activation asks Discord, which knows; where options say that it need not be asked, the store knows.</summary>
[GrainType(SessionStartsGrain.Type)]
[BotPlacement]
[KeepAlive]
internal sealed class SessionStartsGrain(
    [PersistentState("starts", DiscordCluster.StorageName)] IPersistentState<SessionStartsRecord> record,
    ManagerOptionsFactory optionsFactory,
    IOptions<DiscordGatewayOptions> options,
    ClusterMetrics metrics,
    ILogger<SessionStartsGrain> logger) : Grain, ISessionStartsGrain, IDisposable
{
    internal const string Type = "discord-gateway.session-starts";

    /// <summary>How long Discord may take to answer before sessions go on without it.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    private readonly RecordWriter<SessionStartsRecord> _writer = new(record);
    private readonly CancellationTokenSource _stopping = new();
    private IdentifyBudget _budget = null!;
    private SessionStartLimit _limit = SessionStartLimit.Default;
    private TimeProvider _time = TimeProvider.System;
    private long _origin;
    private int? _recommended;
    private Uri? _gatewayUri;

    /// <summary>Whether the last write failed or hung: nobody waits for the next.</summary>
    private bool _isStoreAway;
    private bool _isStoring;
    private bool _mustStore;

    /// <summary>How many are left, for metrics, which ask on threads of their own.</summary>
    private volatile int _left;

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ShardManagerOptions managerOptions = optionsFactory.Create(options.Value);
        _time = managerOptions.ShardOptions.TimeProvider;
        _origin = _time.GetTimestamp();
        _budget = new IdentifyBudget(managerOptions.SessionStartReserve);
        if (managerOptions.SessionStartLimit is { } given && managerOptions.TotalShards is not null)
        {
            Use(WithStored(given));
        }
        else
        {
            await AskAsync(managerOptions, cancellationToken);
        }

        metrics.AddStarts(this.GetPrimaryKeyString(), () => _left);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.RemoveStarts(this.GetPrimaryKeyString());
        await _stopping.CancelAsync();
    }

    public void Dispose() => _stopping.Dispose();

    public Task<SessionStartLimit> GetLimitAsync() => Task.FromResult(_limit with { Remaining = _budget.Remaining(Now) });

    public Task<int?> GetRecommendedShardsAsync() => Task.FromResult(_recommended);

    public Task<Uri?> GetGatewayUriAsync() => Task.FromResult(_gatewayUri);

    public async Task<TimeSpan> TryTakeAsync()
    {
        // The 5 s of a key are its own grain's business.
        if (!_budget.TryTake(key: 0, Now, out TimeSpan wait, out _))
        {
            logger.SessionStartsExhausted(_budget.Remaining(Now), wait);
            return wait;
        }

        _left = _budget.Remaining(Now);
        Task storing = StoreAsync();
        if (!_isStoreAway)
        {
            await storing;
        }

        return TimeSpan.Zero;
    }

    /// <summary>Asks Discord. What was stored takes the place of an answer that does not come: without it, no silo could start a shard, though its session needs no answer.</summary>
    private async Task AskAsync(ShardManagerOptions managerOptions, CancellationToken cancellationToken)
    {
        Task<GatewayBot> asking = GatewayBotRequest.AskAsync(managerOptions, managerOptions.ShardOptions.Token, _stopping.Token);
        if (record.State.MaxConcurrency == 0 || await Task.WhenAny(asking, Task.Delay(AnswerPatience, _time, cancellationToken)) == asking)
        {
            try
            {
                UseAnswer(managerOptions, await asking.WaitAsync(cancellationToken));
            }
            catch
            {
                // The next activation asks.
                await _stopping.CancelAsync();
                throw;
            }

            await StoreAsync();
            return;
        }

        logger.StartsNotAsked(error: null);
        SessionStartsRecord stored = record.State;
        _recommended = stored.Recommended;
        _gatewayUri = stored.GatewayUri is { } address ? new Uri(address) : null;
        Use(WithStored(managerOptions.SessionStartLimit ?? new SessionStartLimit(stored.Total, stored.Total, IdentifyBudget.Window, stored.MaxConcurrency)));
        _ = UseLateAsync(managerOptions, asking);
    }

    private async Task UseLateAsync(ShardManagerOptions managerOptions, Task<GatewayBot> asking)
    {
        try
        {
            UseAnswer(managerOptions, await asking);
            await StoreAsync();
        }
        catch (Exception error) when (!_stopping.IsCancellationRequested)
        {
            logger.StartsNotAsked(error);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private void UseAnswer(ShardManagerOptions managerOptions, GatewayBot bot)
    {
        _recommended = bot.Shards;
        _gatewayUri = bot.Url;
        Use(managerOptions.SessionStartLimit is { } given ? WithStored(given) : bot.SessionStartLimit);
    }

    private void Use(SessionStartLimit limit)
    {
        _limit = limit;
        _budget.Update(limit, Now);
        _left = limit.Remaining;
    }

    private SessionStartLimit WithStored(SessionStartLimit limit)
    {
        TimeSpan left = record.State.ResetAt - _time.GetUtcNow();
        return record.RecordExists && left > TimeSpan.Zero ? limit with { Remaining = Math.Min(limit.Remaining, record.State.Remaining), ResetAfter = left } : limit;
    }

    /// <summary>
    /// Stores what is left, for the next activation. A store that fails or hangs keeps nobody from the start that was taken: who is refused asks again, and each time a start would be counted that
    /// is never sent.
    /// </summary>
    private async Task StoreAsync()
    {
        _mustStore = true;
        if (_isStoring)
        {
            return;
        }

        _isStoring = true;
        try
        {
            while (_mustStore)
            {
                _mustStore = false;
                await _writer.WriteAsync(Note);
                _isStoreAway = false;
            }
        }
        catch (Exception error)
        {
            _isStoreAway = true;
            logger.StartsNotStored(error);
        }
        finally
        {
            _isStoring = false;
        }
    }

    private void Note(SessionStartsRecord state)
    {
        (state.Remaining, state.ResetAt) = (_budget.Remaining(Now), _time.GetUtcNow() + IdentifyBudget.Window);
        (state.Total, state.MaxConcurrency) = (_limit.Total, _limit.MaxConcurrency);
        (state.Recommended, state.GatewayUri) = (_recommended, _gatewayUri?.OriginalString);
    }
}
