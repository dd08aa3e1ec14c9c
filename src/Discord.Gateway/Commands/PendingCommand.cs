namespace Discord.Gateway.Commands;

/// <summary>What <see cref="Shard.SendAsync"/> does when there is no connection.</summary>
internal sealed class PendingCommand(byte[] payload, GatewayOpcode opcode, bool failWhenDisconnected, long queuedAt)
{
    // Callers never run on the writer.
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ReadOnlyMemory<byte> Payload => payload;

    internal GatewayOpcode Opcode => opcode;

    /// <summary>When the caller sent it: a timestamp of the shard's clock.</summary>
    internal long QueuedAt => queuedAt;

    internal bool FailWhenDisconnected => failWhenDisconnected;

    /// <summary>Completes when the payload is written.</summary>
    internal Task Completion => _completion.Task;

    /// <summary>The caller stopped waiting: a command still in the queue is skipped.</summary>
    internal bool IsAbandoned { get; set; }

    internal void Succeed() => _completion.TrySetResult();

    internal void Fail(Exception error)
    {
        _completion.TrySetException(error);

        // A caller who was cancelled does not look any more.
        _ = _completion.Task.Exception;
    }
}
