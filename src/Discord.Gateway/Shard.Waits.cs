using Discord.Gateway.Waiters;

namespace Discord.Gateway;

/// <content>Waiting for events, beside the loop that receives them.</content>
public sealed partial class Shard
{
    /// <summary>
    /// Waits for the next event of a kind that satisfies a predicate: a click on a button, an answer. May be awaited in a handler, and in the loop that receives events: they
    /// receive the event, too.
    /// </summary>
    /// <remarks>
    /// <para>Each event that arrives after the call is looked at, also one that <see cref="ShardOptions.EventFilter"/> leaves out; none that waited in the buffer before. A
    /// resume keeps the wait. The wait does not connect the shard.</para>
    /// <para>Start the wait before what causes the event, such as sending a button, and await it afterwards.</para>
    /// <para>If the buffer of waiting events is full, the shard reads 16 more and then stops: do not wait for long where nothing else takes events.</para>
    /// <para>A handler that waits has not ended: events that come after its own in the <see cref="EventOrder"/>, such as other interactions of its user, are handled when it ends, and it
    /// counts as slow after <see cref="ShardManagerOptions.SlowHandlerLimit"/>. For a long wait, start it, give it to a task of your own, and return.</para>
    /// </remarks>
    /// <typeparam name="T">The kind of event; <see cref="GatewayEvent"/> for any, at the cost of decoding all of them.</typeparam>
    /// <param name="predicate">
    /// Whether an event is the one. Called on the thread pool, for one event at a time. It should only compare: if 1,000 events wait for it, the wait ends. An exception that
    /// it throws ends the wait and is what the wait throws.
    /// </param>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for without a limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">Discord never sends the event with the shard's intents: the exception names those that are missing. Thrown by the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not positive, or longer than 49 days. Thrown by the call.</exception>
    /// <exception cref="RequestTimeoutException">The event did not come.</exception>
    /// <exception cref="SessionLostException">A new session begins; events between the two are missed.</exception>
    /// <exception cref="EventsMissedException">The predicate is too slow, or hangs.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    /// <example><code>
    /// InteractionCreateEvent click = await shard.WaitForAsync&lt;InteractionCreateEvent&gt;(
    ///     each =&gt; each.Interaction.Data is MessageComponentData { CustomId: "confirm" } &amp;&amp; each.UserId == userId, TimeSpan.FromSeconds(30), cancellationToken);
    /// </code></example>
    public Task<T> WaitForAsync<T>(Func<T, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken = default)
        where T : GatewayEvent
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return WaitAsync(predicate, timeout, cancellationToken);
    }

    /// <summary>Waits for the next event of a kind. See <see cref="WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/>.</summary>
    /// <typeparam name="T">The kind of event; <see cref="GatewayEvent"/> for any.</typeparam>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for without a limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RequestTimeoutException">The event did not come.</exception>
    public Task<T> WaitForAsync<T>(TimeSpan timeout, CancellationToken cancellationToken = default)
        where T : GatewayEvent => WaitAsync<T>(predicate: null, timeout, cancellationToken);

    /// <summary>
    /// Collects the events of a kind that satisfy a predicate, until there are enough, the time is over, or the token is cancelled. May be read in a handler, and in the loop
    /// that receives events: they receive the events, too.
    /// </summary>
    /// <remarks>
    /// Collecting begins with the call, not with the reading; otherwise what <see cref="WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/> says holds here.
    /// Up to 1,000 events, or 16 MiB of them, wait for the reader; beyond, the stream ends with <see cref="EventsMissedException"/>. A stream that ends with an exception delivers
    /// first what was collected before, unless the token was cancelled. It can be read once. Leaving it ends the collecting; so does forgetting it, once it is garbage.
    /// </remarks>
    /// <typeparam name="T">The kind of event; <see cref="GatewayEvent"/> for any, at the cost of decoding all of them.</typeparam>
    /// <param name="predicate">Whether an event is one of those; null for all of the kind. Called on the thread pool, for one event at a time.</param>
    /// <param name="count">The stream ends after so many; null for without a limit.</param>
    /// <param name="timeout">The stream ends when this time since the call is over, which is no error; null for without a limit.</param>
    /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">Discord never sends the event with the shard's intents: the exception names those that are missing. Thrown by the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> or <paramref name="timeout"/> is not positive. Thrown by the call.</exception>
    /// <exception cref="SessionLostException">A new session begins; events between the two are missed.</exception>
    /// <exception cref="EventsMissedException">The stream is not read, or the predicate is too slow or hangs.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    /// <example><code>
    /// await foreach (MessageReactionAddEvent vote in shard.CollectAsync&lt;MessageReactionAddEvent&gt;(
    ///     each =&gt; each.MessageId == poll.Id, timeout: TimeSpan.FromMinutes(1), cancellationToken: cancellationToken))
    /// {
    ///     voters.Add(vote.UserId);
    /// }
    /// </code></example>
    public IAsyncEnumerable<T> CollectAsync<T>(
        Func<T, bool>? predicate = null, int? count = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : GatewayEvent
    {
        IAsyncEnumerable<T> stream = _driver.Waiters.CollectAsync(predicate, count, timeout, cancellationToken);
        _driver.OnWaiting();
        return stream;
    }

    /// <summary>How many waits for events of this shard there are.</summary>
    internal int Waits => _driver.Waiters.Count;

    /// <summary>Somebody waits for an event of any shard: this one may have to read further for it.</summary>
    internal void OnWaiting() => _driver.OnWaiting();

    /// <summary>Ends the waits of handlers that nobody calls any more.</summary>
    internal void EndWaits() => _driver.Waiters.End(() => new ShardShutdownException(ShardId));

    private Task<T> WaitAsync<T>(Func<T, bool>? predicate, TimeSpan timeout, CancellationToken cancellationToken)
        where T : GatewayEvent
    {
        Task<T> wait = _driver.Waiters.WaitForAsync(predicate, timeout, cancellationToken);
        _driver.OnWaiting();
        return wait;
    }
}
