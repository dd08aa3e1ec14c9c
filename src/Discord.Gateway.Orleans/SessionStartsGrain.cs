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

/// <summary>What is stored of the session starts, for a bot that does not ask Discord.</summary>
[Alias("discord-gateway.session-starts-record")]
[GenerateSerializer]
internal sealed class SessionStartsRecord
{
    [Id(0)]
    public int Remaining { get; set; }

    [Id(1)]
    public DateTimeOffset ResetAt { get; set; }
}

/// <summary>Counts them. A new activation asks Discord, which knows; where options say that it need not be asked, the store knows.</summary>
[GrainType("discord-gateway.session-starts")]
[BotPlacement]
[KeepAlive]
internal sealed class SessionStartsGrain(
    [PersistentState("starts", DiscordCluster.StorageName)] IPersistentState<SessionStartsRecord> record,
    ManagerOptionsFactory optionsFactory,
    IOptions<DiscordGatewayOptions> options,
    ClusterMetrics metrics,
    ILogger<SessionStartsGrain> logger) : Grain, ISessionStartsGrain
{
    private IdentifyBudget _budget = null!;
    private SessionStartLimit _limit = SessionStartLimit.Default;
    private TimeProvider _time = TimeProvider.System;
    private long _origin;
    private int? _recommended;
    private Uri? _gatewayUri;
    private bool _isStoreBehind;

    /// <summary>How many are left, for metrics, which ask on threads of their own.</summary>
    private volatile int _left;

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ShardManagerOptions managerOptions = optionsFactory.Create(options.Value);
        _time = managerOptions.Shard.TimeProvider;
        _origin = _time.GetTimestamp();
        _budget = new IdentifyBudget(managerOptions.SessionStartReserve);
        if (managerOptions.SessionStartLimit is { } given && managerOptions.TotalShards is not null)
        {
            TimeSpan left = record.State.ResetAt - _time.GetUtcNow();
            _limit = record.RecordExists && left > TimeSpan.Zero
                ? given with { Remaining = Math.Min(given.Remaining, record.State.Remaining), ResetAfter = left } : given;
        }
        else
        {
            GatewayBot bot = await GatewayBotRequest.AskAsync(managerOptions, managerOptions.Shard.Token, cancellationToken);
            _limit = managerOptions.SessionStartLimit ?? bot.SessionStartLimit;
            _recommended = bot.Shards;
            _gatewayUri = bot.Url;
        }

        _budget.Update(_limit, Now);
        _left = _limit.Remaining;
        metrics.AddStarts(this.GetPrimaryKeyString(), () => _left);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.RemoveStarts(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

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
        await StoreAsync();
        return TimeSpan.Zero;
    }

    /// <summary>
    /// Stores what is left, for the next activation. A store that fails keeps nobody from the start that was taken: who is refused asks again, and each time a start would be counted that is
    /// never sent.
    /// </summary>
    private async Task StoreAsync()
    {
        try
        {
            if (_isStoreBehind)
            {
                // A write that failed may have been written all the same, and the next one needs to know its version.
                await record.ReadStateAsync();
            }

            _isStoreBehind = true;
            record.State.Remaining = _budget.Remaining(Now);
            record.State.ResetAt = _time.GetUtcNow() + IdentifyBudget.Window;
            await record.WriteStateAsync();
            _isStoreBehind = false;
        }
        catch (Exception error)
        {
            logger.StartsNotStored(error);
        }
    }
}
