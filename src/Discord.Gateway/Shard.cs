using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;
using Discord.Gateway.Shards;

namespace Discord.Gateway;

/// <summary>
/// A long-lived connection to Discord's gateway. It identifies, sends heartbeats, resumes after every disconnect, sends commands within Discord's limits, and delivers
/// events. Create one, receive events in a loop (<see cref="ReceiveAllAsync"/>), and dispose it.
/// </summary>
/// <remarks>
/// All members are thread-safe, also while events are received, but only one receive may be in progress at a time. See
/// <see href="https://discord.com/developers/docs/events/gateway">Discord's documentation</see>.
/// </remarks>
/// <example><code>
/// await using var shard = new Shard(new ShardOptions
/// {
///     Token = token,
///     Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent,
/// });
///
/// await foreach (GatewayEvent gatewayEvent in shard.ReceiveAllAsync(cancellationToken))
/// {
///     if (gatewayEvent is MessageCreateEvent { Message.Content: "!ping" } created)
///     {
///         Console.WriteLine($"{created.Message.Author.Username} says ping in {created.Message.ChannelId}");
///     }
/// }
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Shard : IAsyncDisposable
{
    private readonly ShardDriver _driver;
    private readonly EventReceiver _receiver;

    /// <summary>Creates a shard. It connects on the first receive or send, or with <see cref="ConnectAsync"/>.</summary>
    /// <exception cref="ArgumentException">An option is invalid; <see cref="ArgumentException.ParamName"/> names it.</exception>
    public Shard(ShardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Session is { } session && session.HasOtherIntents(options.Intents))
        {
            SafeLogger.Wrap(options.Logger).IntentsChanged(options.ShardId, session.Intents!.Value, options.Intents);
            options = options with { Session = null };
        }

        _driver = new ShardDriver(options, EncodeInitial(options), new ShardTelemetry(this, options, () => StageChanged));
        _receiver = new EventReceiver(_driver, options.ShardId);
        options.IntentWarnings.Check(options, _driver.Telemetry.Logger);
    }

    /// <summary>
    /// Raised after each change of <see cref="Stage"/>, in order, on the thread pool. Handlers may be slow; exceptions they throw are logged and otherwise ignored.
    /// </summary>
    public event EventHandler<StageChange>? StageChanged;

    /// <summary>
    /// Connects, if not already connected, and completes at READY or RESUMED. Failed attempts are retried, with back-off, until then.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the shard continues to connect.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter();
        _driver.Do((core, now) => core.Connect(waiter, now));
        try
        {
            await waiter.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _driver.Do((core, _) => core.StopWaiting(waiter));
        }
    }

    /// <summary>Receives the next event, decoded; connects first if necessary. Returns null after the shard is shut down.</summary>
    /// <param name="cancellationToken">Ends the wait; no event is lost.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why. Events that arrived before are delivered first.</exception>
    /// <exception cref="InvalidOperationException">Another receive is in progress.</exception>
    public ValueTask<GatewayEvent?> ReceiveAsync(CancellationToken cancellationToken = default) => _receiver.ReceiveAsync(cancellationToken);

    /// <summary>Receives events, decoded, until the shard is shut down; connects first if necessary.</summary>
    /// <param name="cancellationToken">Ends the loop with an <see cref="OperationCanceledException"/>; the shard continues.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why. Events that arrived before are delivered first.</exception>
    /// <exception cref="InvalidOperationException">Another receive is in progress.</exception>
    public async IAsyncEnumerable<GatewayEvent> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } gatewayEvent)
        {
            yield return gatewayEvent;
        }
    }

    /// <summary>
    /// Receives the next event as it arrived, not decoded; connects first if necessary. Returns null after the shard is shut down. The event's data is valid until the next receive.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; no event is lost.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why. Events that arrived before are delivered first.</exception>
    /// <exception cref="InvalidOperationException">Another receive is in progress.</exception>
    public ValueTask<RawGatewayEvent?> ReceiveRawAsync(CancellationToken cancellationToken = default) => _receiver.ReceiveRawAsync(cancellationToken);

    /// <summary>Takes the next buffered event, decoded, without waiting for one. Connects if necessary.</summary>
    /// <returns>False if no event is buffered, another receive is in progress, or the shard was shut down (<see cref="IsShutdown"/>).</returns>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why. Events that arrived before are delivered first.</exception>
    public bool TryReceive([NotNullWhen(true)] out GatewayEvent? gatewayEvent) => _receiver.TryReceive(out gatewayEvent);

    /// <summary>Takes the next buffered event, not decoded, without waiting for one. Connects if necessary. The event's data is valid until the next receive.</summary>
    /// <returns>False if no event is buffered, another receive is in progress, or the shard was shut down (<see cref="IsShutdown"/>).</returns>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why. Events that arrived before are delivered first.</exception>
    public bool TryReceiveRaw(out RawGatewayEvent rawEvent) => _receiver.TryReceiveRaw(out rawEvent);

    /// <summary>Replaces the connection, and completes at READY or RESUMED. While connecting, it only waits for that.</summary>
    /// <param name="type">Whether to continue the session or start a new one.</param>
    /// <param name="cancellationToken">Ends the wait; the shard continues to reconnect.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public async Task ReconnectAsync(ReconnectType type = ReconnectType.Resume, CancellationToken cancellationToken = default)
    {
        _driver.Do((core, now) => core.Reconnect(type, now));
        await ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a heartbeat now, in addition to the scheduled ones.</summary>
    /// <param name="cancellationToken">Ends the wait, not a write in progress.</param>
    /// <exception cref="HeartbeatFailedException">There is no connection, or it failed; the shard reconnects.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public async Task HeartbeatAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter();
        _driver.Do((core, _) => core.RequestHeartbeat(waiter));
        await waiter.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sets the presence. It is sent now if connected, otherwise as soon as possible; if it changes faster than Discord allows (5 updates every 20 s), only the last one is sent.
    /// It is kept across reconnects. Later changes to lists in it have no effect.
    /// </summary>
    /// <exception cref="PayloadTooLargeException">Its strings do not fit into a payload. The previous presence stays.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public void SetPresence(BotPresence presence)
    {
        ArgumentNullException.ThrowIfNull(presence);
        ChangePresence(_ => presence);
    }

    /// <summary>Sets only the activity; null for none. See <see cref="SetPresence"/>.</summary>
    /// <exception cref="PayloadTooLargeException">Its strings do not fit into a payload. The previous presence stays.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public void SetActivity(BotActivity? activity) => ChangePresence(current => current with { Activities = activity is null ? [] : [activity] });

    /// <summary>Sets only the status. See <see cref="SetPresence"/>.</summary>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public void SetStatus(UserStatus status) => ChangePresence(current => current with { Status = status });

    /// <summary>Replaces the token after a reset: the next identify or resume uses the new one.</summary>
    /// <exception cref="ArgumentException">The token is empty, has a prefix, or is too long.</exception>
    public void ReplaceToken(string token)
    {
        ShardOptions.ValidateToken(token);
        _driver.Do((core, _) => core.ReplaceToken(token));
    }

    /// <summary>
    /// Ends the shard within some seconds, regardless of the state of the connection. Can be called from any thread, including the receive loop. Receives then return null, and
    /// events not yet taken are dropped.
    /// </summary>
    /// <param name="keepSession">
    /// If false, the bot goes offline and the session ends. If true, the session remains for the next shard, which receives every event not taken from this one;
    /// Discord keeps it for a few minutes.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; the shutdown continues.</param>
    /// <returns>
    /// The kept session; null if there was none. Later calls return the same value, regardless of their argument: null if an earlier call, or <see cref="DisposeAsync"/>, ended the
    /// session.
    /// </returns>
    public Task<ShardSession?> ShutdownAsync(bool keepSession = false, CancellationToken cancellationToken = default) =>
        _driver.ShutdownAsync(keepSession).WaitAsync(cancellationToken);

    /// <summary>Shuts the shard down without keeping the session, unless it is already shut down. See <see cref="ShutdownAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await _driver.ShutdownAsync(keepSession: false).ConfigureAwait(false);

    /// <summary>Returns the shard's id and stage.</summary>
    public override string ToString() => $"Shard {ShardId} {Stage}";

    /// <summary>The shard's index and the number of all shards.</summary>
    public ShardId ShardId => _driver.Options.ShardId;

    /// <summary>The time at which the shard was created.</summary>
    public DateTimeOffset Started => _driver.Started;

    /// <summary>The stage of the connection.</summary>
    public ConnectionStage Stage => _driver.Read(static core => core.Stage);

    /// <summary>
    /// The reason why the last connection ended, or why the last attempt to connect failed; null while connected, and before the first attempt. It contains no secrets.
    /// </summary>
    /// <remarks>Without a logger, this and <see cref="StageChange.Reason"/> say why a shard does not connect.</remarks>
    public string? LastError => _driver.Read(static core => core.LastError);

    /// <summary>How the shard would reconnect if it disconnected now.</summary>
    public ReconnectType ReconnectType => _driver.Read(static core => core.ReconnectType);

    /// <summary>
    /// The session up to the last event taken from the shard: a shard created with it receives every event that was not taken. It stays valid after the
    /// shard has ended. Null if there is no session.
    /// </summary>
    public ShardSession? ReceivedSession => _driver.Read(static core => core.ReceivedSession);

    /// <summary>
    /// The session up to the last event handled, which is one that was taken and followed by another receive. Save it periodically: after a crash, the next process
    /// receives again the events handled since the last save. It stays valid after the shard has ended. Null if there is no session.
    /// </summary>
    public ShardSession? HandledSession => _driver.Read(static core => core.HandledSession);

    /// <summary><see cref="HandledSession"/>, and which of the shard's sessions it is: see <see cref="RawGatewayEvent.SessionNumber"/>.</summary>
    internal (ShardSession? Session, int Number) NumberedHandledSession => _driver.Read(static core => (core.HandledSession, core.SessionNumber));

    /// <summary>The guilds of the READY of the newest session, and which session that is; null if they are not kept: see <see cref="ShardOptions.KeepsGuilds"/>.</summary>
    internal (SessionGuilds? Guilds, int Number) GuildsOfReady => _driver.Read(static core => (core.GuildsOfReady, core.SessionNumber));

    /// <summary>The bot's user id, from READY or from the continued session. Null before it is known.</summary>
    public Id<User>? UserId => _driver.Read(static core => core.UserId);

    /// <summary>The heartbeat of the current connection.</summary>
    public HeartbeatStatus Heartbeat
    {
        get
        {
            DateTimeOffset started = Started;
            return _driver.Read(core => core.Heartbeat?.Snapshot(started)) ?? HeartbeatStatus.None;
        }
    }

    /// <summary>The time at which the last event arrived, including events that the filter drops; null before the first.</summary>
    public DateTimeOffset? LastEventAt => Started + _driver.Read(static core => core.LastEventAt);

    /// <summary>The number of connections that were lost or abandoned and followed by another.</summary>
    public int Reconnects => _driver.Telemetry.Reconnects;

    /// <summary>The number of events in the buffer.</summary>
    public int BufferedEvents => _driver.Read(static core => core.BufferedEvents);

    /// <summary>Whether an event is buffered, without the lock: it may change at once.</summary>
    internal bool MayTakeEvent => _driver.MayTakeEvent;

    /// <summary>The fill of the event buffer, by count or by bytes, whichever is higher. 0 is empty; from 1 on, the shard stops reading.</summary>
    public double BufferFill => _driver.Read(static core => core.BufferFill);

    /// <summary>A snapshot of how many commands may be sent now, how many are queued, and when the next may be sent. Other callers may use the budget before you do.</summary>
    public SendBudget SendBudget => _driver.ReadNow(static (core, now) => core.GetSendBudget(now));

    /// <summary>Whether the shard has stopped reading because the event buffer is full. It continues when half of the events have been taken.</summary>
    public bool IsReceivePaused => _driver.Read(static core => core.IsReadingPaused);

    /// <summary>Whether the shard has ended permanently; see <see cref="ShutdownInfo"/>.</summary>
    public bool IsShutdown => ShutdownInfo is not null;

    /// <summary>The origin and reason of the shard's end; null before that.</summary>
    public ShardShutdown? ShutdownInfo => _driver.Read(static core => core.ShutdownInfo);

    /// <summary>The presence set last, or the initial one; null if there is none.</summary>
    public BotPresence? CurrentPresence => _driver.Read(static core => core.Presence)?.Value;

    /// <summary><see cref="CurrentPresence"/>, for the shard that takes this one's place.</summary>
    internal EncodedPresence? EncodedPresence => _driver.Read(static core => core.Presence);

    internal bool IsWaitingForIdentifyGate => _driver.Read(static core => core.IsWaitingForGate);

    internal ShardOptions Options => _driver.Options;

    /// <summary>The bot's name and id from READY, and the number of its guilds on this shard; of a continued session, as far as known.</summary>
    internal (string? Name, Id<User>? Id, int? Guilds) Bot => _driver.Read(static core => core.Bot);

    /// <summary>Decodes an event as <see cref="ReceiveAsync"/> does.</summary>
    internal GatewayEvent Decode(in RawGatewayEvent raw) => _receiver.Decode(raw);

    private static EncodedPresence? EncodeInitial(ShardOptions options)
    {
        try
        {
            return options.InitialPresence
                ?? (options.Presence is null ? null : EncodedPresence.Encode(options.Presence, options.Token, options, isDefault: true));
        }
        catch (PayloadTooLargeException)
        {
            throw new ArgumentException(
                $"ShardOptions.Presence does not fit into an identify of {GatewayPayload.MaxSize:N0} bytes: shorten its strings.", nameof(ShardOptions.Presence));
        }
    }

    /// <summary>Changes the current presence: encoded outside of the lock, and again if another thread changed it meanwhile.</summary>
    private void ChangePresence(Func<BotPresence, BotPresence> change)
    {
        bool isSet;
        do
        {
            (EncodedPresence? current, string token) = _driver.Read(static core => (core.Presence, core.Token));
            var next = EncodedPresence.Encode(change(current?.Value ?? new BotPresence()), token, _driver.Options);
            isSet = false;
            _driver.Do((core, _) => isSet = core.TrySetPresence(current, next));
        }
        while (!isSet);
    }
}
