using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <content>What a resharding needs, and what comes of it.</content>
internal sealed partial class KeeperGrain
{
    /// <summary>If there are too few session starts, for instance.</summary>
    private static readonly TimeSpan HonourAgain = TimeSpan.FromSeconds(30);

    /// <summary>How long silos may differ, as they do in a deploy, before it is worth a warning.</summary>
    private static readonly TimeSpan DisagreementPatience = TimeSpan.FromMinutes(2);

    private TimeSpan _honoursOptionsAt;

    /// <summary>Since when silos differ; never again, until they agree, once that was logged.</summary>
    private TimeSpan? _disagreesSince;

    /// <summary>The resharding that shards were released for last, and how many of its parts were done.</summary>
    private (long Number, int Done) _pausedFor;

    /// <summary>How often shards were asked for.</summary>
    private int _pauses;

    private Task _reshardingRound = Task.CompletedTask;

    private IReshardGrain Resharding => grains.Resharding;

    public async Task<bool> PauseAsync(ShardLayout layout, int parts, long number)
    {
        if (number <= record.State.ReshardNumber || (number, layout.Done).CompareTo(_pausedFor) < 0)
        {
            // Late: it is over, or those parts are, and that was followed.
            return false;
        }

        _pauses++;
        if ((number, layout.Done) != _pausedFor)
        {
            // What is done may not have been followed yet.
            _pausedFor = (number, layout.Done);
            await TakeAsync(layout, record.State.ReshardNumber);
        }

        _placement.Pause(layout.GetParts(layout.Done, parts).Old);
        Act();
        return !_placement.IsPausedAnywhere(Now);
    }

    /// <summary>In a deploy silos differ for a while; one that was forgotten holds the new number up for ever.</summary>
    private void WarnOfDisagreement()
    {
        IReadOnlyList<(int? Wanted, SiloAddress Silo)> said = _placement.GetWanted(Now);
        if (said.Count < 2)
        {
            _disagreesSince = null;
        }
        else if (_disagreesSince is null)
        {
            _disagreesSince = Now;
        }
        else if (Now - _disagreesSince >= DisagreementPatience)
        {
            _disagreesSince = TimeSpan.MaxValue;
            logger.TotalsDiffer(Name(said[0].Wanted), said[0].Silo, Name(said[1].Wanted), said[1].Silo, record.State.Total);
        }

        static string Name(int? wanted) => wanted?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";
    }

    private async Task ReconcileReshardingAsync()
    {
        try
        {
            if (record.State.Next is not null)
            {
                await FollowAsync();
            }

            await HonourOptionsAsync();
        }
        catch (Exception error)
        {
            logger.RoundFailed(error);
        }
    }

    /// <summary>
    /// A number of shards that was changed in a deploy is what the bot is resharded to, once all silos have it; if they have none, it is a recommendation that has grown. What was resharded by a call
    /// stays until either changes. One that came to nothing is tried again.
    /// </summary>
    private async Task HonourOptionsAsync()
    {
        if (_placement.IsPaused || record.State.Next is not null || !_placement.TryGetWanted(Now, out int? wanted))
        {
            return;
        }

        if (wanted == record.State.Total && wanted != record.State.Configured)
        {
            await _writer.WriteAsync(state => state.Configured = wanted);
        }
        else if (wanted != record.State.Configured || wanted is null)
        {
            await HonourAsync(wanted);
        }
    }

    private async Task HonourAsync(int? wanted)
    {
        if (_placement.IsMoving || Now < _honoursOptionsAt)
        {
            return;
        }

        _honoursOptionsAt = Now + HonourAgain;
        if (wanted is not null)
        {
            await BeginReshardingAsync(wanted.Value);
        }
        else
        {
            await HonourRecommendationAsync();
        }
    }

    private async Task BeginReshardingAsync(int total)
    {
        if (!await Resharding.BeginAsync(total))
        {
            // The silo that it would run on stops. It is on another the next time.
            _honoursOptionsAt = Now;
        }
    }

    /// <summary>Discord is asked when the cluster starts, and when the silo of the grain that asks was replaced. A bot that has outgrown its shards cannot identify those any more.</summary>
    private async Task HonourRecommendationAsync()
    {
        if (await grains.SessionStarts.GetRecommendedShardsAsync() is { } recommended && (recommended != record.State.Recommended || record.State.Configured is not null))
        {
            if (recommended > record.State.Total)
            {
                await BeginReshardingAsync(recommended);
                return;
            }

            await _writer.WriteAsync(state => (state.Recommended, state.Configured) = (recommended, null));
        }
    }

    /// <summary>What a resharding has come to. It is stored here, too, so that it is followed once.</summary>
    private async Task FollowAsync()
    {
        int pauses = _pauses;
        if (await Resharding.GetStateAsync() is not { } state || state.Number <= record.State.ReshardNumber || pauses != _pauses)
        {
            // Nothing, or what it says may be older than what was asked for since.
            return;
        }

        if (!state.IsRunning)
        {
            await TakeAsync(state.Layout, state.Number);
            return;
        }

        if ((state.Number, state.Layout.Done) != _pausedFor)
        {
            // Some parts are done; or it was begun under the keeper before this one.
            _pausedFor = (state.Number, state.Layout.Done);
            await TakeAsync(state.Layout, record.State.ReshardNumber);
        }

        _placement.Pause(state.Layout.GetParts(state.Layout.Done, state.InHand).Old);
    }

    /// <summary>From here on the bot has these shards.</summary>
    private Task TakeAsync(ShardLayout layout, long reshardNumber)
    {
        _placement.Resume(layout.Shards);
        _failures.Clear();
        return _writer.TryWriteAsync(stored => (stored.Layout, stored.ReshardNumber) = (layout, reshardNumber), logger);
    }
}
