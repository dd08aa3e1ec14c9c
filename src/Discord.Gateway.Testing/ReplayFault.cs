namespace Discord.Gateway.Testing;

/// <summary>A fault in a replay, of a kind that real gateways show occasionally.</summary>
/// <example>
/// <code>
/// var guild = new SimulatedGuild(id: 4194304, "Home");
/// using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [guild] });
/// await using var shard = new Shard(gateway.CreateShardOptions());
/// await shard.ConnectAsync();
///
/// gateway.ReplayFault = ReplayFault.OneRepeated;
/// gateway.Connections[0].Cut();
/// await gateway.DispatchMessageAsync(guild, "hello"); // the resume replays it, after a repeat of GUILD_CREATE
/// </code>
/// </example>
public enum ReplayFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The first two events are swapped.</summary>
    Swapped,

    /// <summary>The first event is missing.</summary>
    FirstMissing,

    /// <summary>The last event before the disconnect is repeated.</summary>
    OneRepeated,
}
