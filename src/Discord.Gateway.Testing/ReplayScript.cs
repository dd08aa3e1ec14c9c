namespace Discord.Gateway.Testing;

/// <summary>What the gateway did on one recorded connection, done again on a new one.</summary>
internal sealed class ReplayScript
{
    private readonly IReadOnlyList<RecordedEntry> _entries;
    private readonly bool _isLast;
    private readonly bool _atRecordedPace;
    private readonly TaskCompletionSource _clientStarted = new();

    internal ReplayScript(IReadOnlyList<RecordedEntry> entries, bool isLast, bool atRecordedPace)
    {
        _entries = entries;
        _isLast = isLast;
        _atRecordedPace = atRecordedPace;
    }

    /// <summary>Whether the recorded attempt to connect failed: then the next one does, too.</summary>
    internal bool IsRefused => _entries.Any(entry => entry.Kind == RecordedEntryKind.Failed);

    /// <summary>The client has identified or resumed: what the gateway sent after that may be sent.</summary>
    internal void ClientStarted() => _clientStarted.TrySetResult();

    internal async Task RunAsync(SimulatedConnection connection, TimeProvider time, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> adapt)
    {
        TimeSpan at = _entries[0].At;
        GatewayOpcode last = default;
        foreach (RecordedEntry entry in _entries)
        {
            if (_atRecordedPace && entry.At > at)
            {
                await Task.Delay(entry.At - at, time).ConfigureAwait(false);
                at = entry.At;
            }

            switch (entry.Kind)
            {
                case RecordedEntryKind.Sent when OpcodeOf(entry) is GatewayOpcode.Identify or GatewayOpcode.Resume:
                    await _clientStarted.Task.ConfigureAwait(false);
                    break;

                // The client's heartbeats are acknowledged when they come.
                case RecordedEntryKind.Received when OpcodeOf(entry) != GatewayOpcode.HeartbeatAck:
                    last = OpcodeOf(entry) ?? last;
                    connection.SendRaw(adapt(entry.Payload));
                    break;

                case RecordedEntryKind.Broken:
                    connection.SendUncompressed(entry.Payload);
                    break;

                case RecordedEntryKind.Closed:
                    connection.Close(entry.CloseCode, entry.Text);
                    break;

                // A client that was asked to reconnect closes by itself; else only its end tells that it did.
                case RecordedEntryKind.Lost:
                case RecordedEntryKind.Close or RecordedEntryKind.Abort when !_isLast && last is not (GatewayOpcode.Reconnect or GatewayOpcode.InvalidSession):
                    connection.Cut();
                    break;
            }
        }
    }

    private static GatewayOpcode? OpcodeOf(RecordedEntry entry) => SimulatorJson.ReadOpcode(entry.Payload);
}
