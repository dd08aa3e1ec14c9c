namespace Discord.Gateway.Protocol;

/// <summary>
/// Reads the envelopes of one connection. The first ones exactly, to learn whether this gateway puts keys after an event's data; if it does not, the others quickly.
/// </summary>
internal sealed class EnvelopeReader
{
    private const int ExactReads = 8;

    private int _exactReads;
    private bool _hasKeysAfterData;

    /// <summary>As <see cref="Envelope.TryRead"/>.</summary>
    internal bool TryRead(ReadOnlySpan<byte> payload, out Envelope envelope, out string? problem)
    {
        bool isExact = _hasKeysAfterData || _exactReads < ExactReads;
        bool isReadable = Envelope.TryRead(payload, out envelope, out problem, isExact);
        if (isExact)
        {
            _exactReads++;
            _hasKeysAfterData |= envelope.HasKeysAfterData;
        }

        return isReadable;
    }
}
