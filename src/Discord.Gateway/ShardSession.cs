using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// What is needed to continue a session on another connection, in this process or the next. Immutable; save it as JSON.
/// It stays good for a few minutes after the connection ended. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#resuming">Gateway › Resuming</see>.
/// </summary>
/// <param name="Id">The <c>session_id</c> of READY. With the bot's token it gives access to the session: keep it private.</param>
/// <param name="ResumeUrl">
/// The <c>resume_gateway_url</c> of READY; null if Discord gave none. The base URL is used instead of a null, relative or otherwise unusable one.
/// </param>
/// <param name="Sequence">The last event that counts as received, or as handled; Discord replays what came after it.</param>
public sealed record ShardSession(string Id, Uri? ResumeUrl, long Sequence)
{
    /// <summary>The longest session id, in bytes of JSON. Discord's have 32.</summary>
    internal const int MaxIdBytes = 1024;

    /// <summary>The bot's own user id, if known. Saved so that <see cref="Shard.JoinVoiceAsync"/> works after a resume, when no READY comes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Id<User>? UserId { get; init; }

    /// <summary>The shard the session belongs to; it cannot be resumed by another.</summary>
    public ShardId ShardId { get; init; }

    /// <summary>When the session began; kept by a <see cref="ShardManager"/>, null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// How many guilds the bot was in at <see cref="Sequence"/>, on this shard; kept by a <see cref="ShardManager"/>, null otherwise, or if that is not known. For people: the
    /// manager continues with <see cref="Guilds"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? GuildCount { get; init; }

    /// <summary>
    /// The guilds that the bot was in at <see cref="Sequence"/>, on this shard, and which of them the session was told of; kept by a <see cref="ShardManager"/>. Null otherwise, if
    /// that is not known, or if an earlier version saved the session: then the manager that resumes it knows neither how many guilds there are nor why one arrives.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SessionGuilds? Guilds { get; init; }

    /// <summary>
    /// The event after which Discord's replay is to begin, if it is earlier than <see cref="Sequence"/>: where a copy of the bot's view was saved, which needs what came after
    /// it. Events up to <see cref="Sequence"/> arrive once more then, as <see cref="RawGatewayEvent.IsReplayed"/>; they were handled before, and no wait receives them. What the
    /// shard calls received or handled never falls behind <see cref="Sequence"/>. Null to begin at <see cref="Sequence"/>. Not saved: it belongs to the copy.
    /// </summary>
    [JsonIgnore]
    public long? ReplayAfter { get; init; }

    /// <summary>The event after which Discord replays.</summary>
    internal long ResumeSequence => Math.Min(ReplayAfter ?? Sequence, Sequence);

    /// <summary>Prints shard and sequence; the id is left out since it is a secret.</summary>
    public override string ToString() => $"ShardSession {{ ShardId = {ShardId}, Sequence = {Sequence}, ResumeUrl = {ErrorText.Clean(ResumeUrl?.OriginalString)} }}";

    /// <summary>
    /// Whether a session can be resumed with an id: it is text of at most <see cref="MaxIdBytes"/>, as JSON. A longer one would leave too little of a payload's
    /// 4,096 bytes for the token, and Discord would close the connection.
    /// </summary>
    internal static bool IsUsableId([NotNullWhen(true)] string? id) => !string.IsNullOrEmpty(id) && FitsPayload(id);

    /// <summary>Whether a session that a store has read is one of a shard, and can be resumed.</summary>
    internal static bool IsUsable([NotNullWhen(true)] ShardSession? session, ShardId shardId) => session is { Sequence: >= 0 } && IsUsableId(session.Id) && session.ShardId == shardId;

    /// <summary>Whether a text that is sent while connecting is valid UTF-16 and takes no more than so many bytes as JSON.</summary>
    internal static bool FitsPayload(string text, int maxBytes = MaxIdBytes) => text.Length <= maxBytes
        && !text.EnumerateRunes().Contains(Rune.ReplacementChar)
        && Encoding.UTF8.GetByteCount(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)) <= maxBytes;
}
