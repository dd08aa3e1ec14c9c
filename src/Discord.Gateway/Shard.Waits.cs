using Discord.Gateway.Waiters;

namespace Discord.Gateway;

/// <content>Waiting for events outside the receive loop.</content>
public sealed partial class Shard
{
    /// <summary>
    /// Waits for the next event of a type that satisfies a predicate, such as a click on a button or an answer. Can be awaited in a handler and in the receive loop, which
    /// receive the event, too.
    /// </summary>
    /// <remarks>
    /// <para>Events that arrive after the call are checked, including those that <see cref="ShardOptions.EventFilter"/> drops; events already in the buffer are not. The
    /// wait survives a resume. It does not connect the shard.</para>
    /// <para>Start the wait before the action that causes the event, such as sending a button, and await it afterwards.</para>
    /// <para>If the event buffer is full, the shard reads 16 more events and then stops: do not wait for long while nothing else takes events.</para>
    /// <para>A waiting handler has not ended: events that come after its own in the <see cref="EventOrder"/>, such as other interactions of its user, are handled when it ends, and it
    /// counts as slow after <see cref="ShardManagerOptions.SlowHandlerLimit"/>. For a long wait, start it, await it in a task of your own, and return.</para>
    /// </remarks>
    /// <typeparam name="T">The type of the event; <see cref="GatewayEvent"/> for any, at the cost of decoding every event.</typeparam>
    /// <param name="predicate">
    /// Returns true for the awaited event. Called on the thread pool, for one event at a time. It should only compare: if more than 1,000 events, or 16 MiB of them, are queued for it, the wait ends. An
    /// exception that it throws ends the wait and is rethrown.
    /// </param>
    /// <param name="timeout">The maximum time to wait, above 0, at most 49 days; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The shard lacks the intents for the event; the message names them. Thrown by the call itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not positive, or longer than 49 days. Thrown by the call itself.</exception>
    /// <exception cref="RequestTimeoutException">The event did not arrive in time.</exception>
    /// <exception cref="SessionLostException">A new session began; events between the two sessions are missed.</exception>
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

    /// <summary>Waits for the next event of a type. See <see cref="WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/>.</summary>
    /// <typeparam name="T">The type of the event; <see cref="GatewayEvent"/> for any.</typeparam>
    /// <param name="timeout">The maximum time to wait, above 0, at most 49 days; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RequestTimeoutException">The event did not arrive in time.</exception>
    public Task<T> WaitForAsync<T>(TimeSpan timeout, CancellationToken cancellationToken = default)
        where T : GatewayEvent => WaitAsync<T>(predicate: null, timeout, cancellationToken);

    /// <summary>
    /// Collects the events of a type that satisfy a predicate, until there are enough, the time has elapsed, or the token is cancelled. Can be read in a handler and in the receive
    /// loop, which receive the events, too.
    /// </summary>
    /// <remarks>
    /// Collecting begins with the call, not when the stream is read; otherwise the remarks of <see cref="WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/> apply.
    /// Up to 1,000 events, or 16 MiB of them, wait for the reader; beyond that, the stream ends with <see cref="EventsMissedException"/>. A stream that ends with an exception first
    /// delivers the events collected before, unless the token was cancelled. It can be read once. Collecting ends when the reader leaves the loop, or when an unused stream is garbage-collected.
    /// </remarks>
    /// <typeparam name="T">The type of the events; <see cref="GatewayEvent"/> for any, at the cost of decoding every event.</typeparam>
    /// <param name="predicate">Returns true for events to collect; null for all of the type. Called on the thread pool, for one event at a time.</param>
    /// <param name="count">The number of events after which the stream ends; null for no limit.</param>
    /// <param name="timeout">The time after the call at which the stream ends, without an error; null for no limit.</param>
    /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The shard lacks the intents for the event; the message names them. Thrown by the call itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> or <paramref name="timeout"/> is not positive. Thrown by the call itself.</exception>
    /// <exception cref="SessionLostException">A new session began; events between the two sessions are missed.</exception>
    /// <exception cref="EventsMissedException">The stream is not read in time, or the predicate is too slow or hangs.</exception>
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

    /// <summary>The number of waits for events of this shard.</summary>
    internal int Waits => _driver.Waiters.Count;

    /// <summary>Called when a wait for events of any shard starts: this shard may have to read further for it.</summary>
    internal void OnWaiting() => _driver.OnWaiting();

    /// <summary>Ends the waits of handlers that are no longer called.</summary>
    internal void EndWaits() => _driver.Waiters.End(() => new ShardShutdownException(ShardId));

    private Task<T> WaitAsync<T>(Func<T, bool>? predicate, TimeSpan timeout, CancellationToken cancellationToken)
        where T : GatewayEvent
    {
        Task<T> wait = _driver.Waiters.WaitForAsync(predicate, timeout, cancellationToken);
        _driver.OnWaiting();
        return wait;
    }
}
