namespace Discord.Gateway.Events;

/// <summary>What an event is, but for its place and its data. One for each name, so that an event that waits carries a reference and no more.</summary>
/// <param name="Opcode">Its opcode; -1 if there was none to read.</param>
/// <param name="Type">The kind of event.</param>
/// <param name="Name">Discord's name; empty if there is none.</param>
/// <param name="Problem">What is wrong with the payload, if it is not a proper dispatch.</param>
internal sealed record EventHeader(GatewayOpcode Opcode, GatewayEventType Type, string Name, string? Problem = null);
