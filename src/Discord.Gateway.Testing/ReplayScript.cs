namespace Discord.Gateway.Testing;

/// <summary>What the gateway did on one recorded connection, done again on a new one.</summary>
internal sealed class ReplayScript
{
    private readonly IReadOnlyList<RecordedEntry> _entries;
    private readonly bool _isLast;
    private readonly bool _atRecordedPace;
    private readonly List<(long Sequence, ReadOnlyMemory<byte> Payload)> _sent;
    private readonly TaskCompletionSource<long?> _clientStarted = new();

    /// <param name="entries">What was recorded on the connection.</param>
    /// <param name="isLast">Whether no connection came after it.</param>
    /// <param name="atRecordedPace">Whether it takes the time that it took.</param>
    /// <param name="sent">The events of the session so far, shared by the scripts of a recording.</param>
    internal ReplayScript(
        IReadOnlyList<RecordedEntry> entries, bool isLast, bool atRecordedPace, List<(long Sequence, ReadOnlyMemory<byte> Payload)> sent)
    {
        _sent = sent;
        _entries = entries;
        _isLast = isLast;
        _atRecordedPace = atRecordedPace;
    }

    /// <summary>Whether the recorded attempt to connect failed: then the next one does, too.</summary>
    internal bool IsRefused => _entries.Any(entry => entry.Kind == RecordedEntryKind.Failed);

    /// <summary>The client has identified, or resumed after a sequence: what the gateway sent after that may be sent.</summary>
    internal void ClientStarted(long? resumedAfter) => _clientStarted.TrySetResult(resumedAfter);

    internal async Task RunAsync(SimulatedConnection connection, TimeProvider time, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> adapt)
    {
        TimeSpan at = _entries[0].At;
        GatewayOpcode? last = null;
        foreach (RecordedEntry entry in _entries)
        {
            if (_atRecordedPace && entry.At > at)
            {
                await Task.Delay(entry.At - at, time).ConfigureAwait(false);
                at = entry.At;
            }

            (GatewayOpcode? opcode, long? sequence, string? name) = SimulatorJson.ReadEnvelope(entry.Payload);
            switch (entry.Kind)
            {
                case RecordedEntryKind.Sent when opcode is GatewayOpcode.Identify or GatewayOpcode.Resume:
                    long? resumedAfter = await _clientStarted.Task.ConfigureAwait(false);
                    if (opcode == GatewayOpcode.Resume)
                    {
                        // A wire that breaks may swallow what the recorded client had got, READY even: then this one identifies.
                        _sent.FindAll(sent => sent.Sequence > (resumedAfter ?? 0)).ForEach(sent => connection.SendRaw(sent.Payload));
                    }

                    break;

                // The client's heartbeats are acknowledged when they come.
                case RecordedEntryKind.Received when opcode != GatewayOpcode.HeartbeatAck:
                    last = opcode ?? last;
                    ReadOnlyMemory<byte> payload = adapt(entry.Payload);
                    if (name == "READY")
                    {
                        _sent.Clear();
                    }

                    if (sequence is { } number)
                    {
                        _sent.Add((number, payload));
                    }

                    connection.SendRaw(payload);
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
}
