using Discord.Gateway.Diagnostics;

namespace Discord.Gateway;

/// <content>The state of the bot's guilds: see <see cref="ShardManagerOptions.State"/>.</content>
public sealed partial class ShardManager
{
    /// <summary>A shard's initial state and session: both complete, or both new.</summary>
    private async Task<(ShardSession? Session, ShardState? State)> RestoreAsync(ShardId shardId, ShardSession? session, CancellationToken cancellationToken)
    {
        if (_state is not { } state)
        {
            return (session, null);
        }

        if (session is not null && await state.LoadAsync(session, cancellationToken).ConfigureAwait(false) is { } saved)
        {
            return (session, saved);
        }

        if (session is not null && _options.EffectiveSessionPolicy == SessionPolicy.ResumeOnlyWithState)
        {
            // What a resume brings would be the changes of guilds that nobody knows.
            _logger.StateMissing(shardId);
            session = null;
        }

        return (session, state.Create(shardId, session));
    }

    /// <summary>The session for a new shard: if the state belongs to that session, Discord also replays the events that the state lacks.</summary>
    private static ShardSession? ForState(ShardSession? session, ShardState? state) =>
        session is not null && state?.GetSequence(session.Id) is { } sequence ? session with { ReplayAfter = sequence } : session;

    /// <summary>Lets the bot read the states of the shards that run here.</summary>
    private void ShowState(ShardSet set) => _state?.Use([.. set.Runners.Select(runner => runner.State!)]);

    private Task PauseSavingStateAsync() => _state?.StopSavingAsync() ?? Task.CompletedTask;

    private Task ForgetStateAsync(IEnumerable<ShardId> shardIds) => _state?.DeleteAsync([.. shardIds]) ?? Task.CompletedTask;

    private Task SaveStateAsync(IEnumerable<ShardRunner> runners) => _state?.SaveAsync([.. runners.Select(runner => runner.State!)]) ?? Task.CompletedTask;
}
