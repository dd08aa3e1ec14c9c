using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// The data needed to continue a session on another connection, in this process or the next. Immutable; save it as JSON.
/// It stays valid for a few minutes after the connection ends. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#resuming">Gateway › Resuming</see>.
/// </summary>
/// <param name="Id">The <c>session_id</c> of READY. Together with the bot's token it gives access to the session: keep it private.</param>
/// <param name="ResumeUrl">
/// The <c>resume_gateway_url</c> of READY; null if Discord sent none. If it is null, relative or otherwise unusable, the base URL is used.
/// </param>
/// <param name="Sequence">The sequence of the last event received, or handled; Discord replays the events after it.</param>
/// <example><code>
/// ShardSession? session = await shard.ShutdownAsync(keepSession: true);
/// await using var next = new Shard(options with { Session = session });
/// </code></example>
public sealed record ShardSession(string Id, Uri? ResumeUrl, long Sequence)
{
    /// <summary>The longest session id, in bytes of JSON. Discord's have 32.</summary>
    internal const int MaxIdBytes = 1024;

    /// <summary>The bot's user id, if known. Saved so that <see cref="Shard.JoinVoiceAsync"/> works after a resume, which has no READY.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Id<User>? UserId { get; init; }

    /// <summary>The shard that the session belongs to; no other shard can resume it.</summary>
    public ShardId ShardId { get; init; }

    /// <summary>
    /// The intents that the session began with, which a resume does not change: a shard with other intents starts a new session instead. Null if unknown, or if an earlier version saved the
    /// session; then it is resumed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GatewayIntents? Intents { get; init; }

    /// <summary>The time at which the session began; set by a <see cref="ShardManager"/>, otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// The number of the bot's guilds on this shard at <see cref="Sequence"/>; set by a <see cref="ShardManager"/>, null otherwise or if unknown. For display: the
    /// manager itself uses <see cref="Guilds"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? GuildCount { get; init; }

    /// <summary>
    /// The bot's guilds on this shard at <see cref="Sequence"/>, and which of them the session has received; set by a <see cref="ShardManager"/>. Null otherwise, if
    /// unknown, or if an earlier version saved the session: a manager that resumes it then knows neither the number of guilds nor why a guild arrives.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SessionGuilds? Guilds { get; init; }

    /// <summary>
    /// The event after which Discord's replay begins, if it is earlier than <see cref="Sequence"/>, for example because a saved copy of the bot's state needs the events after
    /// it. Events up to <see cref="Sequence"/> then arrive again, as <see cref="RawGatewayEvent.IsReplayed"/>; they were handled before, and no wait receives them. The shard's
    /// received and handled sessions never fall behind <see cref="Sequence"/>. Null to begin at <see cref="Sequence"/>. Not saved with the session.
    /// </summary>
    [JsonIgnore]
    public long? ReplayAfter { get; init; }

    /// <summary>The event after which Discord replays.</summary>
    internal long ResumeSequence => Math.Min(ReplayAfter ?? Sequence, Sequence);

    /// <summary>Returns the shard, sequence and URL, without the id, which is a secret.</summary>
    public override string ToString() => $"ShardSession {{ ShardId = {ShardId}, Sequence = {Sequence}, ResumeUrl = {ErrorText.Clean(ResumeUrl?.OriginalString)} }}";

    /// <summary>
    /// Whether a session can be resumed with an id: it is text of at most <see cref="MaxIdBytes"/>, as JSON. A longer one would leave too little of a payload's
    /// 4,096 bytes for the token, and Discord would close the connection.
    /// </summary>
    internal static bool IsUsableId([NotNullWhen(true)] string? id) => !string.IsNullOrEmpty(id) && FitsPayload(id);

    /// <summary>Whether a session that a store has read is one of a shard, and can be resumed.</summary>
    internal static bool IsUsable([NotNullWhen(true)] ShardSession? session, ShardId shardId) => session is { Sequence: >= 0 } && IsUsableId(session.Id) && session.ShardId == shardId;

    /// <summary>Whether the session began with intents that are no longer wanted.</summary>
    internal bool HasOtherIntents(GatewayIntents wanted) => Intents is { } began && began != wanted;

    /// <summary>Whether a text that is sent while connecting is valid UTF-16 and takes no more than so many bytes as JSON.</summary>
    internal static bool FitsPayload(string text, int maxBytes = MaxIdBytes) => text.Length <= maxBytes
        && !text.EnumerateRunes().Contains(Rune.ReplacementChar)
        && Encoding.UTF8.GetByteCount(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)) <= maxBytes;
}
