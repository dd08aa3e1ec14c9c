using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// THREAD_CREATE: a thread was made, or the bot was added to one. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway
/// Events › Thread Create</i>.
/// </summary>
[JsonModel]
public sealed partial record ThreadCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.ThreadCreate;

    /// <summary>The thread; with <see cref="Channel.Member"/> if the bot was added to a private one.</summary>
    [Inline]
    public Channel Thread { get; init; } = Channel.Empty;

    /// <summary>Whether it was made just now.</summary>
    [MayBeAbsent]
    public bool NewlyCreated { get; init; }
}
