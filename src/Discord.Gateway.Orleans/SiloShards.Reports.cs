using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Orleans;

/// <content>What it reports to the keeper, and what it does when nobody answers.</content>
internal sealed partial class SiloShards
{
    /// <summary>Calls to the keeper that must fail in a row before it is worth a warning: the death of its silo costs some.</summary>
    private const int WarnEvery = 10;

    private CancellationTokenSource _company = new();

    /// <summary>
    /// Whether nothing was reached from here for a lease. Other silos may have been told to run the shards that ran here: none is started, though a keeper asks for it that may be cut off together
    /// with this silo.
    /// </summary>
    internal bool IsAlone => Stopwatch.GetElapsedTime(HeardAt) >= Placement.Lease;

    /// <summary>Ends when this silo is alone, for whoever runs shards here that are no grains.</summary>
    internal CancellationToken Company => Volatile.Read(ref _company).Token;

    /// <summary>When the last report or read was sent that was answered.</summary>
    private long HeardAt
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = Stopwatch.GetTimestamp();

    /// <summary>Reports to the keeper. Each silo does it, so that the keeper lives as long as any of them.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Placement.Interval);
        metrics.UnsavedFor = () => UnsavedFor;
        HeardAt = Stopwatch.GetTimestamp();
        _ = EndIfTokenIsRefusedAsync();
        int failures = 0;
        try
        {
            do
            {
                // First of all: a process that was frozen may have slept through its lease.
                await EndIfAloneAsync();
                long sentAt = Stopwatch.GetTimestamp();
                (bool isHeard, Exception? error) = await ReportAsync(stoppingToken);
                failures = error is null ? 0 : failures + 1;
                if (error is not null)
                {
                    // The keeper's silo has died, for instance: the next call finds it on another. Or it cannot begin: the token may be wrong.
                    logger.KeeperNotReached(failures % WarnEvery == 0 ? LogLevel.Warning : LogLevel.Debug, error);
                    await EndIfRefusedAsync(error);
                }

                HeardAt = isHeard || await contact.IsStoreReachedAsync(GetPatience(), stoppingToken) ? sentAt : HeardAt;
                await EndIfAloneAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>
    /// Tells the keeper what runs here, and does what it says. Returns whether that is the cluster's keeper for sure, and why it could not be reached, if so. One that hears of no other silo, though
    /// there are others, may be cut off together with this one.
    /// </summary>
    private async Task<(bool IsHeard, Exception? Error)> ReportAsync(CancellationToken stoppingToken)
    {
        try
        {
            ReportAnswer answer = await grains.Keeper.ReportAsync(silo.SiloAddress, [.. _shards.Keys], IsDraining, _wanted.Value).WaitAsync(GetPatience(), stoppingToken);
            if (answer.IsDraining)
            {
                Volatile.Write(ref _isDraining, true);
            }

            return (answer.HearsOthers || !BotPlacement.RunsElsewhere(manifest.Current, grains.Name, silo.SiloAddress), null);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            return (false, error);
        }
    }

    /// <summary>How long an answer may take, so that the end of the lease is not missed.</summary>
    private TimeSpan GetPatience()
    {
        TimeSpan left = Placement.Lease - Stopwatch.GetElapsedTime(HeardAt);
        return left > TimeSpan.Zero && left < Placement.Interval ? left : Placement.Interval;
    }

    /// <summary>
    /// If nothing is reached from here any more, the other silos may have been told to run these shards. Each goes on elsewhere from where its session was last saved.
    /// </summary>
    private async Task EndIfAloneAsync()
    {
        if (!IsAlone)
        {
            if (_company.IsCancellationRequested)
            {
                Volatile.Write(ref _company, new CancellationTokenSource());
            }

            return;
        }

        await _company.CancelAsync();
        if (!_shards.IsEmpty)
        {
            logger.Alone(_shards.Count, Placement.Lease);

            // All at once: the manager takes one away after the other, and each close waits for an answer that does not come if Discord cannot be reached either.
            Task ending = Task.WhenAll(_shards.Keys.Select(Find).OfType<Shard>().Select(shard => shard.ShutdownAsync(keepSession: true)));
            await Task.WhenAll(_shards.Select(shard =>
            {
                metrics.Fenced(isAlone: true);
                return LeaveAsync(shard.Key, shard.Value.Run);
            }));
            await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
