namespace Discord.Gateway.Events;

/// <summary>The parts of an event other than its sequence and data. Shared by all events with the same name, so that a buffered event needs only a reference.</summary>
/// <param name="Opcode">The opcode; -1 if it could not be read.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="Name">Discord's name of the event; empty if there is none.</param>
/// <param name="Reason">The reason why the payload is not a valid dispatch; null if it is one.</param>
internal sealed record EventHeader(GatewayOpcode Opcode, GatewayEventType Type, string Name, string? Reason = null);
