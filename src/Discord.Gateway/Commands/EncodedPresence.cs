namespace Discord.Gateway.Commands;

/// <summary>
/// A presence as it was when it was set: later changes to a list of the caller's do not reach it. It is encoded once, outside of any lock.
/// </summary>
internal sealed class EncodedPresence
{
    private static long _versions;

    private EncodedPresence(BotPresence value, byte[] data)
    {
        Value = value;
        Data = data;
        Version = Interlocked.Increment(ref _versions);
    }

    internal BotPresence Value { get; }

    /// <summary>UTF-8 of the presence object, as an identify carries it.</summary>
    internal ReadOnlyMemory<byte> Data { get; }

    /// <summary>Whether a shard was made with it: every presence that was set, before or after, takes its place.</summary>
    internal bool IsDefault { get; private init; }

    /// <summary>Higher than that of every presence that was encoded before.</summary>
    internal long Version { get; }

    /// <summary>UTF-8 of the whole payload of an update.</summary>
    internal byte[] ToUpdate() => GatewayPayload.Encode(
        GatewayOpcode.PresenceUpdate, Data, static (writer, data) => writer.WriteRawValue(data.Span, skipInputValidation: true));

    /// <summary>Copies and encodes a presence.</summary>
    /// <exception cref="PayloadTooLargeException">It does not fit into an update, or into an identify beside a token of this length.</exception>
    internal static EncodedPresence Encode(BotPresence presence, string token, ShardOptions options, bool isDefault = false)
    {
        BotPresence copy = presence with { Activities = [.. presence.Activities] };
        var encoded = new EncodedPresence(copy, PayloadWriter.Write(copy, static (writer, presence) => presence.WriteTo(writer))) { IsDefault = isDefault };
        _ = GatewayPayload.CheckSize(encoded.ToUpdate(), options.ShardId);

        // The token and the properties take some of the 4,096 bytes.
        _ = GatewayPayload.CheckSize(new Identify(token, options, encoded).Encode(), options.ShardId);
        return encoded;
    }

    /// <summary>Puts a presence in the place of an older one. A newer one stays.</summary>
    internal static void Advance(ref EncodedPresence? current, EncodedPresence next)
    {
        EncodedPresence? seen = Volatile.Read(ref current);
        while (!(seen?.Version >= next.Version))
        {
            EncodedPresence? before = Interlocked.CompareExchange(ref current, next, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
