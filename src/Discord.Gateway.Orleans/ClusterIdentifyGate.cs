using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Orleans;

/// <summary>The identify gate of a cluster: asks the grain of the shard's identify key for the turn.</summary>
internal sealed class ClusterIdentifyGate(BotGrains grains, int maxConcurrency, TimeProvider time, ILogger logger) : IIdentifyGate
{
    /// <summary>After a call that failed: the grain's silo may have died.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);

    public async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        IIdentifyKeyGrain key = grains.IdentifyKey(shardId.GetRateLimitKey(maxConcurrency));
        var permit = new Permit(key, Guid.NewGuid(), shardId, logger);
        try
        {
            while (true)
            {
                TimeSpan wait;
                try
                {
                    wait = await key.AskAsync(permit.Caller).WaitAsync(cancellationToken);
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    logger.GateNotReached(shardId, error);
                    wait = AskAgain;
                }

                if (wait <= TimeSpan.Zero)
                {
                    return permit;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The turn may have come in this moment.
            await permit.DisposeAsync();
            throw;
        }
    }

    private sealed class Permit(IIdentifyKeyGrain key, Guid caller, ShardId shardId, ILogger logger) : IAsyncDisposable
    {
        internal Guid Caller => caller;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await key.DoneAsync(caller);
            }
            catch (Exception error)
            {
                // A new activation waits out an interval by itself, and an old one takes the turn back.
                logger.GateNotReached(shardId, error);
            }
        }
    }
}
