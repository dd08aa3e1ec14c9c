namespace Discord.Gateway.Commands;

/// <summary>A command of the caller's on its way to the socket.</summary>
internal sealed class PendingCommand(byte[] payload, GatewayOpcode opcode, bool failWhenDisconnected)
{
    private readonly Waiter _waiter = new();

    internal ReadOnlyMemory<byte> Payload => payload;

    internal GatewayOpcode Opcode => opcode;

    internal bool FailWhenDisconnected => failWhenDisconnected;

    /// <summary>When it was enqueued.</summary>
    internal TimeSpan QueuedAt { get; set; }

    /// <summary>Its place in the queue; null before and after.</summary>
    internal LinkedListNode<PendingCommand>? Place { get; set; }

    /// <summary>Completes when the payload is written.</summary>
    internal Task Completion => _waiter.Completion;

    internal void Succeed() => _waiter.Succeed();

    internal void Fail(Exception error) => _waiter.Fail(error);
}
