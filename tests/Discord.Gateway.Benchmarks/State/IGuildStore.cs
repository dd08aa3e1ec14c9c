using Discord.Gateway.Models;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>A way to keep what a bot knows of its guilds.</summary>
internal interface IGuildStore
{
    /// <summary>Takes note of an event.</summary>
    void Apply(GatewayEvent gatewayEvent);

    GuildMember? FindMember(ulong guildId, ulong userId);

    Channel? FindChannel(ulong guildId, ulong channelId);

    /// <summary>A member's permissions in a channel; null if they cannot be told.</summary>
    Permissions? GetPermissions(ulong guildId, ulong userId, ulong channelId);
}
