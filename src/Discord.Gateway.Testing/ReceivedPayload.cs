using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <summary>A payload that a client sent.</summary>
/// <param name="Opcode">Its opcode.</param>
/// <param name="Data">Its data.</param>
/// <param name="At">When it came, on the simulator's clock.</param>
public sealed record ReceivedPayload(GatewayOpcode Opcode, JsonElement Data, DateTimeOffset At)
{
    /// <summary>Prints opcode and data, but never a token.</summary>
    public override string ToString() => Opcode is GatewayOpcode.Identify or GatewayOpcode.Resume ? $"{Opcode}" : $"{Opcode} {Data}";
}
