using System.Text.Json;

namespace Discord.Gateway;

/// <summary>
/// A command that a bot sends over the gateway with <see cref="Shard.SendAsync"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#send-events">Gateway Events › Send Events</see>.
/// </summary>
public abstract record GatewayCommand
{
    private protected GatewayCommand()
    {
    }

    /// <summary>The opcode of the command.</summary>
    public abstract GatewayOpcode Opcode { get; }

    /// <summary>Throws if the command is invalid, before anything is sent.</summary>
    internal abstract void Validate(GatewayIntents intents);

    /// <summary>Writes the command's <c>d</c>.</summary>
    internal abstract void WriteData(Utf8JsonWriter writer);
}
