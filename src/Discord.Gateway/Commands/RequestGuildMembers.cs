using System.Text;
using System.Text.Json;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// Op 8: requests members of a guild. Discord answers with GUILD_MEMBERS_CHUNK events, or with RATE_LIMITED: it allows one request for all members of a guild every 30 s.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#request-guild-members">Gateway Events › Request Guild Members</see>. <see cref="Shard.GetGuildMembersAsync"/> also collects the answer.
/// </summary>
/// <remarks>
/// Without <see cref="Query"/> and <see cref="UserIds"/>, all members are requested, which needs <see cref="GatewayIntents.GuildMembers"/>.
/// </remarks>
/// <example><code>
/// // Up to 10 members whose names start with "ann".
/// var request = new RequestGuildMembers { GuildId = guildId, Query = "ann", Limit = 10 };
/// await foreach (GuildMember member in shard.GetGuildMembersAsync(request, cancellationToken: cancellationToken))
/// {
///     Console.WriteLine(member.Nick ?? member.User?.Username);
/// }
/// </code></example>
public sealed record RequestGuildMembers : GatewayCommand
{
    /// <summary>The maximum number of user ids in a request.</summary>
    public const int MaxUserIds = 100;

    /// <summary>The maximum length of a nonce in bytes; Discord ignores longer ones.</summary>
    public const int MaxNonceBytes = 32;

    /// <summary>The guild.</summary>
    public required Id<Guild> GuildId { get; init; }

    /// <summary>A prefix of user names; Discord returns at most 100 members. Empty for all members.</summary>
    public string? Query { get; init; }

    /// <summary>The maximum number of members: 1 to 100 with a non-empty <see cref="Query"/>; 0 for no limit, allowed only for all members. Default 0.</summary>
    public int Limit { get; init; }

    /// <summary>The requested users, at most 100; cannot be combined with <see cref="Query"/>. Copied: later changes to the list have no effect.</summary>
    public IReadOnlyList<Id<User>>? UserIds { get; init => field = value is null ? null : [.. value]; }

    /// <summary>Whether to include presences. Needs <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public bool Presences { get; init; }

    /// <summary>A text that Discord repeats in each chunk, to match answers to requests; at most 32 bytes.</summary>
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
                throw new ArgumentException("Query and UserIds cannot be combined: set one of them.", nameof(UserIds));
            }

            if (UserIds.Count is 0 or > MaxUserIds)
            {
                throw new ArgumentException($"UserIds must have 1 to {MaxUserIds} ids, not {UserIds.Count}.", nameof(UserIds));
            }
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Limit);
        if (!string.IsNullOrEmpty(Query) && Limit is 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "With a Query, Limit must be 1 to 100.");
        }

        if (Nonce is not null && Encoding.UTF8.GetByteCount(Nonce) > MaxNonceBytes)
        {
            throw new ArgumentException($"Nonce has more than {MaxNonceBytes} bytes, and Discord would ignore it: use a shorter one.", nameof(Nonce));
        }

        if (UserIds is null && string.IsNullOrEmpty(Query) && Limit == 0 && !intents.HasFlag(GatewayIntents.GuildMembers))
        {
            throw new InvalidOperationException($"Requesting all members of guild {GuildId} needs GatewayIntents.GuildMembers: add it to ShardOptions.Intents.");
        }

        if (Presences && !intents.HasFlag(GatewayIntents.GuildPresences))
        {
            throw new InvalidOperationException($"Requesting presences of guild {GuildId} needs GatewayIntents.GuildPresences: add it to ShardOptions.Intents.");
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
