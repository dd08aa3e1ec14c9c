using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Events;
using Discord.Gateway.Models;
using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;
using Discord.Gateway.Waiters;

namespace Discord.Gateway.Shards;

/// <summary>
/// All state of a shard, and all decisions: the protocol, the way in and the way out. Pure: no I/O, no clock and nothing that waits; the time is passed in and
/// never goes back. Not thread-safe: <see cref="ShardDriver"/> calls it under the shard's lock.
/// </summary>
/// <remarks>
/// After each input, the caller performs the actions (<see cref="TryTakeAction"/>) in order, starts a writer (<see cref="TryBeginWriting"/>), and sees to it that
/// <see cref="OnTimer"/> is called at <see cref="GetDeadline"/>. Inputs about a connection carry its number: those of one that is no longer current are ignored.
/// </remarks>
internal sealed partial class ShardCore
{
    /// <summary>A token or session id that is shorter is a test's, and its letters are in every text.</summary>
    private const int MinSecretLength = 8;

    private const int MaxOldTokens = 8;

    private readonly GatewayProtocol _protocol;
    private readonly ShardInbox _inbox;
    private readonly ShardOutbox _outbox;
    private readonly List<Waiter> _connectWaiters = [];
    private readonly Queue<ShardAction> _actions = new();

    // The connection may have been identified with one of them, and the peer may repeat it.
    private readonly Queue<string> _oldTokens = new();

    internal ShardCore(ShardOptions options, EncodedPresence? presence, Func<double> jitter, Func<TimeSpan, bool> isCrowded, TimeProvider? time = null)
    {
        ShardId = options.ShardId;
        _inbox = new ShardInbox(options, time);
        _outbox = new ShardOutbox(options, presence);
        _protocol = new GatewayProtocol(
            options.ShardId,
            new GatewayEndpoint(options.GatewayUri, options.Compression.QueryValue, options.MayBePlain),
            options.Backoff,
            options.Session,
            jitter,
            isCrowded,
            options.KeepsGuilds,
            options.Intents);
    }

    internal ShardId ShardId { get; }

    internal ConnectionStage Stage => _protocol.Stage;

    internal ReconnectType ReconnectType => _protocol.ReconnectType;

    internal HeartbeatSchedule? Heartbeat => _protocol.Heartbeat;

    /// <summary>The number of the connection that exists or is being made; 0 if there is none.</summary>
    internal int Connection => _protocol.Connection;

    internal bool IsIdle => _protocol.IsIdle;

    internal bool IsWaitingForGate => _protocol.IsWaitingForGate;

    internal ShardShutdown? ShutdownInfo { get; private set; }

    /// <summary>Whether the bot has ended the shard together with a session that could have been kept.</summary>
    internal bool HasDroppedSession { get; private set; }

    /// <summary>The session that was kept at the shutdown; null if there was none, or it was ended.</summary>
    internal ShardSession? KeptSession { get; private set; }

    internal EncodedPresence? Presence => _outbox.Presence.Current;

    internal string Token => _outbox.Token;

    internal Id<User>? UserId => _protocol.Session?.UserId;

    internal (string? Name, Id<User>? Id, int? Guilds) Bot => (_protocol.BotName, UserId, _protocol.GuildCount ?? _protocol.Session?.GuildCount);

    /// <summary>The reason why there is no connection; null while there is one, and before the first attempt.</summary>
    internal string? LastError { get; private set; }

    /// <summary>The session up to the last event that was taken.</summary>
    internal ShardSession? ReceivedSession => _inbox.GetSession(_protocol, onlyHandled: false);

    /// <summary>The guilds of the session's READY: see <see cref="ShardOptions.KeepsGuilds"/>.</summary>
    internal SessionGuilds? GuildsOfReady => _protocol.GuildsOfReady;

    /// <summary>Counts the sessions: see <see cref="RawGatewayEvent.SessionNumber"/>.</summary>
    internal int SessionNumber => _protocol.SessionNumber;

    /// <summary>The session up to the last event that was handled.</summary>
    internal ShardSession? HandledSession => _inbox.GetSession(_protocol, onlyHandled: true);

    internal TimeSpan? LastEventAt { get; private set; }

    internal int BufferedEvents => _inbox.Count;

    internal double BufferFill => _inbox.Fill;

    internal int WaitingCommands => _outbox.WaitingCommands;

    internal SendBudget GetSendBudget(TimeSpan now) => _outbox.GetBudget(now, Stage == ConnectionStage.Connected && Connection != 0);

    internal bool IsReadingPaused => _inbox.IsPaused;

    /// <summary>Whether <see cref="TryPauseReading"/> may succeed. The pump may ask without the lock: nobody else makes it true.</summary>
    internal bool MayHaveToPause => _inbox.MayHaveToPause;

    internal bool MayResumeReading => _inbox.MayResume;

    /// <summary>Those who wait for events of this shard. They have a lock of their own.</summary>
    internal WaiterHub Waiters => _inbox.Waiters.Own;

    internal bool HasActions => _actions.Count > 0;

    internal bool TryTakeAction([NotNullWhen(true)] out ShardAction? action) => _actions.TryDequeue(out action);

    /// <summary>When <see cref="OnTimer"/> must be called at the latest.</summary>
    internal TimeSpan GetDeadline(TimeSpan now)
    {
        TimeSpan deadline = _protocol.Deadline < _outbox.WriteDeadline ? _protocol.Deadline : _outbox.WriteDeadline;
        return Connection != 0 && _outbox.NextAt(now) is var next && next < deadline ? next : deadline;
    }

    internal void Start(TimeSpan now)
    {
        _protocol.Start(now);
        Apply();
    }

    /// <summary>A caller waits for READY or RESUMED.</summary>
    internal void Connect(Waiter waiter, TimeSpan now)
    {
        ThrowIfEnded();
        if (Stage == ConnectionStage.Connected)
        {
            waiter.Succeed();
            return;
        }

        _connectWaiters.Add(waiter);
        Start(now);
    }

    internal void StopWaiting(Waiter waiter) => _connectWaiters.Remove(waiter);

    internal void Reconnect(ReconnectType type, TimeSpan now)
    {
        ThrowIfEnded();
        _protocol.Reconnect(now, type);
        Apply();
    }

    /// <summary>A caller requests a heartbeat.</summary>
    internal void RequestHeartbeat(Waiter waiter)
    {
        ThrowIfEnded();
        if (Heartbeat is null)
        {
            waiter.Fail(new HeartbeatFailedException(ShardId, new NotConnectedException(ShardId)));
        }
        else
        {
            _outbox.AddRequestedHeartbeat(waiter);
        }
    }

    internal void ReplaceToken(string token)
    {
        if (_oldTokens.Count == MaxOldTokens)
        {
            _oldTokens.Dequeue();
        }

        _oldTokens.Enqueue(Token);
        _outbox.Token = token;
    }

    /// <summary>Sets the presence; false if another was set since <paramref name="current"/> was read.</summary>
    internal bool TrySetPresence(EncodedPresence? current, EncodedPresence next)
    {
        ThrowIfEnded();
        if (Presence != current)
        {
            return false;
        }

        _outbox.Presence.Current = next;
        return true;
    }

    /// <summary>Takes a shared presence, unless the shard was given one of its own later.</summary>
    internal void PullPresence(EncodedPresence shared)
    {
        if (Presence is null or { IsDefault: true } || shared.Version > Presence.Version)
        {
            _outbox.Presence.Current = shared;
        }
    }

    /// <summary>A caller sends a command. A shard that has not started connects for it, unless the command must not wait.</summary>
    internal void Enqueue(PendingCommand command, TimeSpan now)
    {
        ThrowIfEnded();
        if (command.FailWhenDisconnected && Stage != ConnectionStage.Connected)
        {
            throw new NotConnectedException(ShardId);
        }

        _outbox.Enqueue(command, now);
        Start(now);
    }

    /// <summary>True if the command was waiting and will not be sent; false if it is being written, or was.</summary>
    internal bool Cancel(PendingCommand command) => _outbox.Cancel(command);

    internal void Register(IPendingRequest request)
    {
        ThrowIfEnded();
        _inbox.Register(request);
    }

    internal void Unregister(IPendingRequest request) => _inbox.Unregister(request);

    /// <summary>The bot ends the shard. False if it had ended before. Closing the connection is the caller's.</summary>
    internal bool Shutdown(bool keepSession)
    {
        if (ShutdownInfo is not null)
        {
            return false;
        }

        KeptSession = keepSession ? ReceivedSession : null;
        HasDroppedSession = !keepSession && ReceivedSession is not null;
        _inbox.Waiters.OnShutdown(KeptSession, _protocol.Sequence);
        string reason = KeptSession is null ? "shut down" : "shut down, session kept";
        _protocol.Shutdown(reason);
        Apply();
        _inbox.Drop(_protocol);
        End(new ShardShutdown(ShutdownOrigin.Bot, reason), () => new ShardShutdownException(ShardId));
        return true;
    }

    internal void OnTimer(TimeSpan now)
    {
        if (now >= _outbox.WriteDeadline)
        {
            _protocol.OnBroken(now, $"a write took more than {ShardOutbox.WriteTimeout.TotalSeconds} s");
        }

        _protocol.OnTimer(now);
        Apply();
    }

    /// <summary>Takes the next event; the one before it is handled.</summary>
    internal TakeOutcome TakeEvent(out BufferedEvent item) =>
        _inbox.TryTake(out item) ? TakeOutcome.Event : ShutdownInfo is null ? TakeOutcome.Empty : TakeOutcome.Ended;

    /// <summary>The caller becomes the writer of the current connection, if there is none and something can be written.</summary>
    internal bool TryBeginWriting(TimeSpan now) => Connection != 0 && _outbox.TryBeginWriting(now);

    internal void ThrowIfEnded()
    {
        if (ShutdownInfo is { } shutdown)
        {
            throw ErrorOf(shutdown) ?? new ShardShutdownException(ShardId);
        }
    }

    /// <summary>The error with which Discord ended the shard: a new object each time, since throwing an exception changes it.</summary>
    internal static Exception? ErrorOf(ShardShutdown shutdown) =>
        shutdown.Error is { } error ? CloseCodePolicy.ExceptionFor((int)error.CloseCode, error.ShardId) : null;

    private bool IsCurrent(int connection) => connection == Connection && connection != 0;

    /// <summary>Takes up the protocol's actions: those that change only this state are carried out here, the others are passed on.</summary>
    private void Apply()
    {
        while (_protocol.TryTakeAction(out ShardAction? action))
        {
            switch (action)
            {
                case ShardAction.SendHeartbeat or ShardAction.AnswerHeartbeat or ShardAction.SendIdentify or ShardAction.SendResume:
                    Send(action);
                    break;
                case ShardAction.Established established:
                    OnEstablished(established.IsNewSession);
                    break;
                case ShardAction.SessionLost:
                    _outbox.Presence.OnSessionLost();
                    _inbox.FailRequests(() => new SessionLostException(ShardId));
                    if (!_protocol.HasEnded)
                    {
                        // Else there is a better reason, which follows.
                        _inbox.Waiters.OnSessionLost(() => new SessionLostException(ShardId));
                    }

                    break;
                case ShardAction.Connect:
                    _outbox.OnConnecting();
                    _actions.Enqueue(action);
                    break;
                case ShardAction.Disconnect:
                    OnDisconnected();
                    _actions.Enqueue(action);
                    break;
                case ShardAction.ReconnectScheduled scheduled:
                    LastError = scheduled.Reason;
                    _actions.Enqueue(action);
                    break;
                case ShardAction.End end:
                    LastError = end.Shutdown.Reason;
                    End(end.Shutdown, () => ErrorOf(end.Shutdown)!);
                    break;
                default:
                    _actions.Enqueue(action);
                    break;
            }
        }
    }

    private void Send(ShardAction action)
    {
        // Without a heartbeat there is no connection any more, or none that has said Hello.
        if (Heartbeat is not { } heartbeat)
        {
            return;
        }

        _outbox.ReserveForHeartbeats(heartbeat.Interval);
        switch (action)
        {
            case ShardAction.SendHeartbeat:
                _inbox.TrimExcess();
                _outbox.AddHeartbeat();
                break;
            case ShardAction.AnswerHeartbeat:
                _outbox.AddRequestedHeartbeat();
                break;
            case ShardAction.SendIdentify:
                _outbox.AddIdentify();
                break;
            default:
                _outbox.AddResume();
                break;
        }
    }

    private void OnEstablished(bool isNewSession)
    {
        LastError = null;
        if (isNewSession)
        {
            _outbox.Presence.OnReady();
        }

        _outbox.OnEstablished();
        _connectWaiters.ForEach(waiter => waiter.Succeed());
        _connectWaiters.Clear();
    }

    /// <summary>The connection is gone, and everything that belonged to it alone.</summary>
    private void OnDisconnected()
    {
        _inbox.Resume();
        _outbox.OnDisconnected(() => ShutdownInfo is null ? new HeartbeatFailedException(ShardId, null) : new ShardShutdownException(ShardId));
        _actions.Enqueue(new ShardAction.LeaveGate());
    }

    private void End(ShardShutdown shutdown, Func<Exception> error)
    {
        ShutdownInfo = shutdown;
        OnDisconnected();
        _connectWaiters.ForEach(waiter => waiter.Fail(error()));
        _connectWaiters.Clear();
        _outbox.FailAll(error);
        _inbox.FailRequests(error);
        _inbox.Waiters.OnEnded(error, byDiscord: shutdown.Error is not null);
        _actions.Enqueue(new ShardAction.End(shutdown));
    }

    /// <summary>A reason may be the peer's own text, and the peer knows both secrets.</summary>
    private string Clean(string reason) =>
        ErrorText.Clean(_oldTokens.Aggregate(Mask(Mask(reason, Token), _protocol.Session?.Id), static (text, token) => Mask(text, token)));

    private static string Mask(string text, string? secret) => secret is { Length: >= MinSecretLength } ? text.Replace(secret, "***", StringComparison.Ordinal) : text;
}
