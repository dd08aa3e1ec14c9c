namespace Discord.Gateway.Tests.State;

/// <summary>Tells the sizes of the pieces in which a snapshot comes.</summary>
internal sealed class PieceStream(Action<int> onPiece) : MemoryStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        onPiece(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }
}
