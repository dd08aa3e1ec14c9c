namespace Discord.Gateway.Commands;

/// <summary>A caller who waits. Completing it only marks it: the caller's code never runs on the thread that completes it, nor under a lock it holds.</summary>
internal sealed class Waiter
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Completion => _completion.Task;

    internal void Succeed() => _completion.TrySetResult();

    internal void Fail(Exception error)
    {
        _completion.TrySetException(error);

        // A caller who was cancelled does not look any more.
        _ = _completion.Task.Exception;
    }
}
