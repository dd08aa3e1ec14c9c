using System.Text;
using System.Text.Json;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// Op 8: asks for members of one guild; the answer is GUILD_MEMBERS_CHUNK events, or RATE_LIMITED: all members of a guild may be asked for once in 30 s.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#request-guild-members">Gateway Events › Request Guild Members</see>. <see cref="Shard.GetGuildMembersAsync"/> also collects the answer.
/// </summary>
/// <remarks>
/// With neither <see cref="Query"/> nor <see cref="UserIds"/> all members are asked for, which needs <see cref="GatewayIntents.GuildMembers"/>.
/// </remarks>
public sealed record RequestGuildMembers : GatewayCommand
{
    /// <summary>The most user ids one request may have.</summary>
    public const int MaxUserIds = 100;

    /// <summary>The most bytes a nonce may have; Discord ignores a longer one.</summary>
    public const int MaxNonceBytes = 32;

    /// <summary>The guild.</summary>
    public required Id<Guild> GuildId { get; init; }

    /// <summary>What user names begin with; Discord answers with at most 100. Empty: everyone.</summary>
    public string? Query { get; init; }

    /// <summary>The most members to answer with: 1 to 100 with a <see cref="Query"/> that is not empty; 0 for no limit, only for everyone. Default 0.</summary>
    public int Limit { get; init; }

    /// <summary>The users to ask for, at most 100; not together with <see cref="Query"/>. Copied: a later change to the list has no effect.</summary>
    public IReadOnlyList<Id<User>>? UserIds { get; init => field = value is null ? null : [.. value]; }

    /// <summary>Whether presences come too. Needs <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public bool Presences { get; init; }

    /// <summary>Comes back in each chunk, to tell answers apart; at most 32 bytes.</summary>
    public string? Nonce { get; init; }

    /// <inheritdoc/>
    public override GatewayOpcode Opcode => GatewayOpcode.RequestGuildMembers;

    internal override void Validate(GatewayIntents intents)
    {
        GuildId.ThrowIfZero(nameof(GuildId));
        if (UserIds is not null)
        {
            if (Query is not null)
            {
                throw new ArgumentException("Query and UserIds cannot be asked for together.", nameof(UserIds));
            }

            if (UserIds.Count is 0 or > MaxUserIds)
            {
                throw new ArgumentException($"UserIds must have 1 to {MaxUserIds} ids.", nameof(UserIds));
            }
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Limit);
        if (!string.IsNullOrEmpty(Query) && Limit is 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "With a Query, Limit must be 1 to 100.");
        }

        if (Nonce is not null && Encoding.UTF8.GetByteCount(Nonce) > MaxNonceBytes)
        {
            throw new ArgumentException($"Nonce has more than {MaxNonceBytes} bytes; Discord would ignore it.", nameof(Nonce));
        }

        if (UserIds is null && string.IsNullOrEmpty(Query) && Limit == 0 && !intents.HasFlag(GatewayIntents.GuildMembers))
        {
            throw new InvalidOperationException("All members of a guild may be asked for only with GatewayIntents.GuildMembers: add it to ShardOptions.Intents.");
        }

        if (Presences && !intents.HasFlag(GatewayIntents.GuildPresences))
        {
            throw new InvalidOperationException("Presences may be asked for only with GatewayIntents.GuildPresences: add it to ShardOptions.Intents.");
        }
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteId("guild_id"u8, GuildId);
        if (UserIds is null)
        {
            writer.WriteString("query"u8, Query ?? "");
            writer.WriteNumber("limit"u8, Limit);
        }
        else
        {
            writer.WriteIds("user_ids"u8, UserIds);
            if (Limit > 0)
            {
                writer.WriteNumber("limit"u8, Limit);
            }
        }

        if (Presences)
        {
            writer.WriteBoolean("presences"u8, true);
        }

        if (Nonce is not null)
        {
            writer.WriteString("nonce"u8, Nonce);
        }

        writer.WriteEndObject();
    }
}
