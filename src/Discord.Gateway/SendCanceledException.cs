namespace Discord.Gateway;

/// <summary>The caller's token cancelled a send. <see cref="MayHaveBeenSent"/> says whether Discord may have received the command.</summary>
public sealed class SendCanceledException : OperationCanceledException
{
    /// <summary>Creates an exception about a command.</summary>
    /// <param name="shardId">The shard on which the command was sent.</param>
    /// <param name="mayHaveBeenSent">Whether the command was being written, or had been written.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public SendCanceledException(ShardId shardId, bool mayHaveBeenSent, CancellationToken cancellationToken)
        : base(
            mayHaveBeenSent
                ? $"Shard {shardId}: the send was cancelled while the command was being written; it may or may not have arrived."
                : $"Shard {shardId}: the command was cancelled before it was sent.",
            cancellationToken)
    {
        ShardId = shardId;
        MayHaveBeenSent = mayHaveBeenSent;
    }

    /// <summary>The shard on which the command was sent.</summary>
    public ShardId ShardId { get; }

    /// <summary>False: the command was still queued and will never be sent. True: it was being written, and may have arrived.</summary>
    public bool MayHaveBeenSent { get; }
}
