namespace Discord.Gateway.Orleans;

/// <content>What a resharding needs, and what comes of it.</content>
internal sealed partial class KeeperGrain
{
    /// <summary>If there are too few session starts, for instance.</summary>
    private static readonly TimeSpan HonourAgain = TimeSpan.FromMinutes(1);

    private TimeSpan _honoursOptionsAt;

    /// <summary>The resharding that the shards were released for last.</summary>
    private long _pausedFor;

    private IReshardGrain Resharding => grains.Resharding;

    public Task<bool> PauseAsync(int total, long number)
    {
        if (number <= record.State.ReshardNumber)
        {
            // Late: it is over, and was followed.
            return Task.FromResult(false);
        }

        if (number > _pausedFor)
        {
            // The one before may be over, and not have been followed yet.
            _pausedFor = number;
            _placement.Resume(total);
        }

        _placement.Pause();
        Act();
        return Task.FromResult(!_placement.IsAnywhere(Now));
    }

    /// <summary>
    /// A number of shards that was changed in a deploy is what the bot is resharded to, once all silos have it; if they have none, it is a recommendation that has grown. What was resharded by a call
    /// stays until either changes.
    /// </summary>
    private async Task HonourOptionsAsync()
    {
        if (_placement.IsPaused || _placement.IsMoving || Now < _honoursOptionsAt || !_placement.TryGetWanted(Now, out int? wanted))
        {
            return;
        }

        if (wanted is null)
        {
            await HonourRecommendationAsync();
        }
        else if (wanted != record.State.Configured)
        {
            _honoursOptionsAt = Now + HonourAgain;
            if (wanted != _placement.Total)
            {
                await Resharding.BeginAsync(wanted);
            }

            await _writer.WriteAsync(state => state.Configured = wanted);
        }
    }

    /// <summary>Discord is asked when the cluster starts, and when the silo of the grain that asks was replaced. A bot that has outgrown its shards cannot identify those any more.</summary>
    private async Task HonourRecommendationAsync()
    {
        _honoursOptionsAt = Now + HonourAgain;
        if (await grains.SessionStarts.GetRecommendedShardsAsync() is { } recommended && recommended != record.State.Recommended)
        {
            if (recommended > _placement.Total)
            {
                await Resharding.BeginAsync(recommended);
            }

            await _writer.WriteAsync(state => (state.Recommended, state.Configured) = (recommended, null));
        }
    }

    /// <summary>What a resharding has come to. It is stored here, too, so that it is followed once.</summary>
    private async Task FollowAsync(ReshardState state)
    {
        if (!state.IsRunning && state.Number >= _pausedFor)
        {
            _placement.Resume(state.Total);
            await _writer.TryWriteAsync(stored => (stored.Total, stored.ReshardNumber) = (state.Total, state.Number), logger);
        }
    }
}
