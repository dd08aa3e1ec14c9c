namespace Discord.Gateway.Shards;

/// <summary>
/// The user's clock, with timers that neither throw nor block when they are disposed. <see cref="Task.WaitAsync(TimeSpan, TimeProvider)"/> disposes them on the thread that
/// completes the task, on the timer's own, where an exception would end the process, or on the caller's, which must not wait.
/// </summary>
internal sealed class QuietTimers(TimeProvider time, Action<Exception> onFailed) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(
        time.CreateTimer(callback, state, dueTime, period) ?? throw new InvalidOperationException("TimeProvider.CreateTimer returned null."), onFailed);

    private sealed class Timer(ITimer timer, Action<Exception> onFailed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose() => ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.DisposeNow(), this, preferLocal: false);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void DisposeNow()
        {
            try
            {
                timer.Dispose();
            }
            catch (Exception error)
            {
                onFailed(error);
            }
        }
    }
}
