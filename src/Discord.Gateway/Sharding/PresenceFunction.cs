using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <summary>
/// Asks the bot's function for the presence of a shard that is being made. The function may throw, hang, or return what does not fit: the shard then starts with the
/// presence of all.
/// </summary>
internal sealed class PresenceFunction(Func<ShardId, BotPresence?>? function, TimeProvider time, ILogger logger)
{
    /// <summary>How long the function may take.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Calls that have not returned, from which on the function is not called: each of them holds a thread.</summary>
    private const int MaxHanging = 4;

    private int _hanging;

    /// <summary>The presence for the shard that these options are for; null for the one that all are made with.</summary>
    internal async Task<EncodedPresence?> AskAsync(ShardOptions options, CancellationToken stopping)
    {
        if (function is null || stopping.IsCancellationRequested)
        {
            return null;
        }

        if (Volatile.Read(ref _hanging) >= MaxHanging)
        {
            logger.PresenceFunctionFailed(options.ShardId, new TimeoutException($"It is not called, since {MaxHanging} earlier calls have not returned."));
            return null;
        }

        // The lists in a presence are the bot's, too, so encoding it may take as long as the function itself.
        Task<EncodedPresence?> asking = Task.Run(
            () => function(options.ShardId) is { } presence ? EncodedPresence.Encode(presence, options.Token, options, isDefault: true) : null, CancellationToken.None);
        try
        {
            return await asking.WaitAsync(Patience, time, stopping).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (!asking.IsCompleted)
            {
                Leave(asking);
            }

            if (!stopping.IsCancellationRequested)
            {
                logger.PresenceFunctionFailed(options.ShardId, error is TimeoutException && !asking.IsCompleted ? new TimeoutException($"It did not return within {Patience}.") : error);
            }

            return null;
        }
    }

    /// <summary>Waits no longer for a call, and notes when it returns.</summary>
    private void Leave(Task asking)
    {
        Interlocked.Increment(ref _hanging);
        _ = asking.ContinueWith(
            left =>
            {
                _ = left.Exception;
                Interlocked.Decrement(ref _hanging);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
