namespace Discord.Gateway.Commands;

/// <summary>Op 1: the connection is alive on our side, and this is the last sequence we have.</summary>
internal static class Heartbeat
{
    /// <param name="sequence">The last sequence received; null, written as such, before the first.</param>
    internal static byte[] Encode(long? sequence) => GatewayPayload.Encode(GatewayOpcode.Heartbeat, sequence, static (writer, sequence) =>
    {
        if (sequence is { } value)
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    });
}
