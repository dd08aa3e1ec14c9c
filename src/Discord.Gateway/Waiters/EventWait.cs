namespace Discord.Gateway.Waiters;

/// <summary>A wait for one event.</summary>
internal sealed class EventWait<T>(WaiterHub hub, Func<T, bool>? predicate, TimeSpan timeout) : EventWaiter(hub, EventTypeOf<T>.Type)
    where T : GatewayEvent
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Task => _completion.Task;

    private protected override bool Accepts(GatewayEvent gatewayEvent) => gatewayEvent is T;

    private protected override void Look(GatewayEvent gatewayEvent, int bytes)
    {
        var candidate = (T)gatewayEvent;
        if (predicate?.Invoke(candidate) != false && TryEnd())
        {
            _completion.TrySetResult(candidate);
        }
    }

    private protected override void Complete(Exception? error)
    {
        if (error is OperationCanceledException { CancellationToken: { IsCancellationRequested: true } token })
        {
            _completion.TrySetCanceled(token);
        }
        else
        {
            _completion.TrySetException(error!);
        }
    }

    private protected override Exception MakeTimeout() => Hub.MakeTimeout(typeof(T).Name, timeout);
}
