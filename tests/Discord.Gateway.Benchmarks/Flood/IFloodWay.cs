namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>A way to receive a flood. Made anew for each.</summary>
internal interface IFloodWay : IAsyncDisposable
{
    /// <summary>Connects, and is ready for the flood.</summary>
    Task ConnectAsync(Uri uri, string compression);

    /// <summary>Receives so many events: up to and with the next USER_UPDATE.</summary>
    Task ReceiveAsync(int events);
}
