using Discord.Gateway;
using Discord.Gateway.Testing;

namespace HostedBot;

/// <summary>A gateway in this process, with a guild whose members ping all the time.</summary>
internal sealed class PingedGateway : IAsyncDisposable
{
    private static readonly SimulatedGuild Guild = new(1_000_000_000_000_000_001, "Lighthouse Keepers", 12);

    private readonly GatewaySimulatorServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pinging;

    private PingedGateway(GatewaySimulatorServer server)
    {
        _server = server;
        _pinging = PingAsync();
    }

    internal static async Task<PingedGateway> StartAsync() => new(await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions
    {
        Guilds = [Guild],
        HeartbeatInterval = TimeSpan.FromSeconds(5),
    }));

    internal ShardManagerOptions Redirect(ShardManagerOptions options) => _server.Redirect(options) with { SessionStore = new MemorySessionStore() };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pinging;
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            for (int member = 0; await timer.WaitForNextTickAsync(_stop.Token); member++)
            {
                await _server.Simulator.DispatchMessageAsync(Guild, "!ping", member % Guild.MemberCount);
            }
        }
        catch (OperationCanceledException)
        {
            // The bot has stopped.
        }
    }
}
