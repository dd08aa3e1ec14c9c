using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using System.Text.Json.Serialization;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;
using Discord.Gateway.Waiters;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <summary>The options of a <see cref="Shard"/>. Only <see cref="Token"/> is required; <see cref="Intents"/> decide which events Discord sends.</summary>
/// <example><code>
/// var options = new ShardOptions
/// {
///     Token = token,
///     Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages,
///     Presence = new BotPresence { Activities = [BotActivity.Watching("the logs")] },
///     Logger = logger,
/// };
/// await using var second = new Shard(options with { ShardId = new ShardId(index: 1, total: 2) });
/// </code></example>
public sealed record ShardOptions
{
    /// <summary>The documented address of Discord's gateway.</summary>
    public static Uri DefaultGatewayUri { get; } = new("wss://gateway.discord.gg");

    /// <summary>The bot's token, without the "Bot " prefix. It appears in no log, exception or string representation.</summary>
    [JsonIgnore]
    public string Token { get; init; } = "";

    /// <summary>
    /// The intents, which decide which events Discord sends. Default none: Discord sends only events that need no intent, such as interactions. Bits unknown to this version are sent, with a
    /// warning; if they are not intents, Discord ends the shard with <see cref="InvalidIntentsException"/>. A session that began with other intents is not resumed. See <see href="https://discord.com/developers/docs/events/gateway#gateway-intents">Gateway Intents</see>.
    /// </summary>
    public GatewayIntents Intents { get; init; }

    /// <summary>The shard's index and the number of all shards. Default 0 of 1.</summary>
    public ShardId ShardId { get; init; } = ShardId.Single;

    /// <summary>The gateway's address. Its query is kept; <c>v</c>, <c>encoding</c> and <c>compress</c> are added or replaced. Default <see cref="DefaultGatewayUri"/>.</summary>
    public Uri GatewayUri { get; init; } = DefaultGatewayUri;

    /// <summary>
    /// Whether the shard may connect to another machine without encryption (<c>ws://</c>), for a gateway proxy in a network of your own: anyone who listens on that network can read the token.
    /// Loopback addresses and a <see cref="SocketFactory"/> are always allowed. Default false.
    /// </summary>
    public bool AllowPlaintext { get; init; }

    /// <summary>The initial presence; null for online without an activity.</summary>
    public BotPresence? Presence { get; init; }

    /// <summary>
    /// The session to continue, from <see cref="Shard.ShutdownAsync"/> of an earlier shard or, after a crash, its last saved <see cref="Shard.HandledSession"/>; null to
    /// start a new one.
    /// </summary>
    public ShardSession? Session { get; init; }

    /// <summary>The member count above which GUILD_CREATE omits offline members, 50 to 250. Default 50, as Discord's.</summary>
    public int LargeThreshold { get; init; } = 50;

    /// <summary>The capabilities sent to Discord. Default none; no event needs any.</summary>
    public GatewayCapabilities Capabilities { get; init; }

    /// <summary>The connection properties sent to Discord. Default: this system and this library.</summary>
    public IdentifyProperties Properties { get; init; } = new();

    /// <summary>The compression of received payloads. Default <see cref="GatewayCompression.ZlibStream"/>.</summary>
    public GatewayCompression Compression { get; init; } = GatewayCompression.ZlibStream;

    /// <summary>The maximum number of buffered events, at which the shard stops reading. At least 1; default 10,000.</summary>
    public int MaxBufferedEvents { get; init; } = 10_000;

    /// <summary>The maximum size of buffered events in bytes, at which the shard stops reading. At least 1; default 64 MiB.</summary>
    public long MaxBufferedBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The maximum size of a received payload, in bytes after decompression, at least 1,024. A larger one ends the connection, and the shard resumes. Default 64 MiB.</summary>
    public int MaxPayloadBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The events that the shard delivers; others are dropped before they are decoded. Default all.</summary>
    public EventFilter EventFilter { get; init; } = EventFilter.All;

    /// <summary>
    /// Whether events and their models keep JSON fields that have no property in <c>ExtensionData</c>, and write them back. Discord sends such fields with nearly every user, role and channel; keeping
    /// them costs about 10 % more time and memory per event. Default false. <see cref="System.Text.Json.JsonSerializer"/> and
    /// <see cref="GatewayEvent.Decode(string, ReadOnlySpan{byte})"/> always keep them.
    /// </summary>
    public bool KeepExtensionData { get; init; }

    /// <summary>The delays between attempts to connect.</summary>
    public BackoffPolicy Backoff { get; init; } = new();

    /// <summary>Decides when the shard may identify; null for the gate shared by all shards of this bot in the process.</summary>
    public IIdentifyGate? IdentifyGate { get; init; }

    /// <summary>Configures each WebSocket before it connects: proxy, certificates, headers. Not used with a <see cref="SocketFactory"/>.</summary>
    public Action<ClientWebSocketOptions>? ConfigureSocket { get; init; }

    /// <summary>Creates the socket of each connection; null for .NET's WebSocket client.</summary>
    public Func<IGatewaySocket>? SocketFactory { get; init; }

    /// <summary>The clock. Default the system's; replace it in tests.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The shard's logger; null for none. Without one, only <see cref="Shard.LastError"/> and exceptions say why a shard does not connect.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Creates the meter "Discord.Gateway", for example the host's factory; null for the meter of the process.</summary>
    [JsonIgnore]
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>
    /// Whether metrics carry the tag <c>discord.gateway.shard</c>. Default true. Set it to false for thousands of shards, each of which adds dozens of series: counters and histograms then
    /// cover all shards together, and gauges report the highest value, or the sum where that is meaningful.
    /// </summary>
    public bool MetricsPerShard { get; init; } = true;

    /// <summary>Shared by the shards of a bot, whose options are copies of each other.</summary>
    internal IntentWarnings IntentWarnings { get; init; } = new();

    /// <summary>The presence that a manager sets, beside <see cref="Presence"/>.</summary>
    internal ShardPresence? PresenceSource { get; init; }

    /// <summary>The presence that the shard is made with, in place of <see cref="Presence"/>; null for that.</summary>
    internal EncodedPresence? InitialPresence { get; init; }

    /// <summary>The waits for events of all of a manager's shards.</summary>
    internal WaiterFeed? WaiterFeed { get; init; }

    /// <summary>Whether the guilds of READY are kept for a manager, which may have to save them before it takes READY.</summary>
    internal bool KeepsGuilds { get; init; }

    /// <summary>Returns the options without secrets: without the token and the query of <see cref="GatewayUri"/>, which may contain a proxy's key.</summary>
    public override string ToString() =>
        $"ShardOptions {{ ShardId = {ShardId}, Intents = {Intents}, GatewayUri = {PrintedUri}, Compression = {Compression}, Token = *** }}";

    /// <summary>Throws if an option is invalid.</summary>
    /// <exception cref="ArgumentException">The option named by <see cref="ArgumentException.ParamName"/> is invalid.</exception>
    internal void Validate()
    {
        ValidateToken(Token);
        if (!GatewayEndpoint.IsUsable(GatewayUri))
        {
            throw Invalid(nameof(GatewayUri), "must be an absolute wss:// address (or ws:// for your own gateway) with a valid host and without user name and password");
        }

        if (GatewayUri.Scheme == Uri.UriSchemeWs && !GatewayUri.IsLoopback && !MayBePlain)
        {
            throw Invalid(nameof(GatewayUri), $"would send the token unencrypted to {GatewayUri.Host}: use wss://, or set {nameof(AllowPlaintext)} if that is intended");
        }

        if (LargeThreshold is < 50 or > 250)
        {
            throw Invalid(nameof(LargeThreshold), $"must be 50 to 250, not {LargeThreshold}");
        }

        if (MaxBufferedEvents < 1)
        {
            throw Invalid(nameof(MaxBufferedEvents), $"must be at least 1, not {MaxBufferedEvents}");
        }

        if (MaxBufferedBytes < 1)
        {
            throw Invalid(nameof(MaxBufferedBytes), $"must be at least 1, not {MaxBufferedBytes}");
        }

        if (MaxPayloadBytes < 1024)
        {
            throw Invalid(nameof(MaxPayloadBytes), $"must be at least 1,024, not {MaxPayloadBytes}");
        }

        if (Session is { } session)
        {
            if (string.IsNullOrEmpty(session.Id) || session.Sequence < 0)
            {
                throw Invalid(nameof(Session), "must have an id, and a sequence of at least 0");
            }

            if (session.ReplayAfter < 0)
            {
                throw Invalid(nameof(Session), $"has the negative {nameof(ShardSession.ReplayAfter)} {session.ReplayAfter}");
            }

            if (!ShardSession.IsUsableId(session.Id))
            {
                throw Invalid(nameof(Session), $"has an id that is longer than {ShardSession.MaxIdBytes:N0} bytes or not valid text: Discord would reject a resume with it");
            }

            if (session.ShardId != ShardId)
            {
                throw Invalid(nameof(Session), $"belongs to shard {session.ShardId}, not {ShardId}");
            }
        }

        ThrowIfNull(Compression, nameof(Compression));
        ThrowIfNull(Properties, nameof(Properties));
        foreach (string? property in (string?[])[Properties.Os, Properties.Browser, Properties.Device])
        {
            if (property is not null && !ShardSession.FitsPayload(property, IdentifyProperties.MaxBytes))
            {
                throw Invalid(nameof(Properties), $"must have strings of at most {IdentifyProperties.MaxBytes} bytes");
            }
        }

        ThrowIfNull(EventFilter, nameof(EventFilter));
        ThrowIfNull(TimeProvider, nameof(TimeProvider));
        ThrowIfNull(Backoff, nameof(Backoff));
        Backoff.Validate(nameof(Backoff));
        if (SocketFactory is not null && ConfigureSocket is not null)
        {
            throw Invalid(nameof(ConfigureSocket), "has no effect together with SocketFactory: configure the sockets in the factory");
        }
    }

    private string PrintedUri => GatewayEndpoint.IsUsable(GatewayUri) ? GatewayUri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : "(invalid)";

    /// <summary>Names the bot at its gateway: the part of a token before the first dot is the bot's, and outlives a rotation.</summary>
    internal string BotKey => $"{GatewayUri.Authority} {Token.Split('.')[0]}";

    /// <summary>Whether more than loopback may be spoken to without encryption. A socket factory's sockets need not even have a network.</summary>
    internal bool MayBePlain => AllowPlaintext || SocketFactory is not null;

    internal static void ValidateToken(string? token)
    {
        if (string.IsNullOrWhiteSpace(token))
        {
            throw Invalid(nameof(Token), "is missing: copy it from the developer portal (Bot › Token)");
        }

        if (token.StartsWith("Bot ", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(nameof(Token), "has a \"Bot \" prefix: pass the token without it");
        }

        if (token.AsSpan().ContainsAny(" \t\r\n"))
        {
            throw Invalid(nameof(Token), "contains white space: copy it again from the developer portal (Bot › Token)");
        }

        if (!ShardSession.FitsPayload(token))
        {
            throw Invalid(nameof(Token), $"is longer than {ShardSession.MaxIdBytes:N0} bytes or not valid text: copy it again from the developer portal (Bot › Token)");
        }
    }

    private static void ThrowIfNull(object? value, string option)
    {
        if (value is null)
        {
            throw Invalid(option, "must not be null");
        }
    }

    private static ArgumentException Invalid(string option, string problem) => new($"ShardOptions.{option} {problem}.", option);
}
