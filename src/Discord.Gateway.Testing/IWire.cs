namespace Discord.Gateway.Testing;

/// <summary>A front of the simulator: how bytes get to one client. Calls come one at a time and return at once.</summary>
internal interface IWire
{
    void Send(ReadOnlyMemory<byte> bytes, bool isBinary, bool endOfMessage);

    void Close(int? code, string? reason);

    /// <summary>Whether the client has received all that was sent. On a network, nobody knows.</summary>
    bool IsDrained => true;

    /// <summary>The wire breaks, without a word.</summary>
    void Abort();
}
