namespace Discord.Gateway.Testing;

/// <summary>A front of the simulator: how bytes get to one client. Calls come one at a time and return at once.</summary>
internal interface IWire
{
    void Send(ReadOnlyMemory<byte> bytes, bool isBinary, bool endOfMessage);

    void Close(int? code, string? reason);

    /// <summary>The wire breaks, without a word.</summary>
    void Abort();
}
