using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <summary>A payload that a client sent.</summary>
/// <param name="Opcode">The opcode.</param>
/// <param name="Data">The data.</param>
/// <param name="At">When the payload was received, on the simulator's clock.</param>
public sealed record ReceivedPayload(GatewayOpcode Opcode, JsonElement Data, DateTimeOffset At)
{
    /// <summary>Prints the opcode and the data, without tokens.</summary>
    public override string ToString() => Opcode is GatewayOpcode.Identify or GatewayOpcode.Resume ? $"{Opcode}" : $"{Opcode} {Data}";
}
