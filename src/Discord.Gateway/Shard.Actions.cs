using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <content>What the protocol wants done: taken up under the lock, done outside of it.</content>
public sealed partial class Shard
{
    private readonly ITimer _timer;
    private readonly Lock _timerLock = new();
    private readonly StageNotifier _stageNotifier = new();
    private readonly Queue<Action> _afterDetach = new();
    private CancellationTokenSource? _gateCancellation;
    private IAsyncDisposable? _identifyPermit;
    private TimeSpan _armedFor = TimeSpan.MaxValue;

    private void OnTimer()
    {
        GatewayConnection? connection;
        lock (_lock)
        {
            _armedFor = TimeSpan.MaxValue;
            _protocol.Tick(Now);
            connection = _connection;
        }

        if (connection is not null)
        {
            Kick(connection);
        }

        DoActions();
    }

    /// <summary>Does what the protocol wants done, one thing after the other, and sets the timer for what comes next.</summary>
    private void DoActions()
    {
        while (true)
        {
            ShardAction action = default;
            Action? cleanUp;
            GatewayConnection? connection = null;
            lock (_lock)
            {
                if (!_afterDetach.TryDequeue(out cleanUp) && !_protocol.TryTakeAction(out action))
                {
                    break;
                }

                if (cleanUp is null)
                {
                    connection = Prepare(action);
                }
            }

            if (cleanUp is null)
            {
                Perform(action, connection);
            }
            else
            {
                cleanUp();
            }
        }

        ArmTimer();
    }

    /// <summary>The part of an action that changes the shard; under the lock.</summary>
    private GatewayConnection? Prepare(in ShardAction action)
    {
        GatewayConnection? connection = _connection;
        switch (action.Kind)
        {
            case ShardActionKind.Connect:
                Func<IGatewaySocket> createSocket = _options.SocketFactory ?? (() => new ClientWebSocketGatewaySocket(_options.ConfigureSocket));
                return _connection = new GatewayConnection(
                    this, createSocket, _options.Compression, _options.MaxPayloadBytes, new SendLanes(_commands, _presence), _time);

            case ShardActionKind.Disconnect:
                Detach();
                break;

            case ShardActionKind.SendIdentify or ShardActionKind.SendResume or ShardActionKind.SendHeartbeat or ShardActionKind.AnswerHeartbeat:
                if (action.Kind == ShardActionKind.SendHeartbeat)
                {
                    _buffer.GiveBack();
                }

                if (connection is not null && _protocol.Heartbeat is { } heartbeat)
                {
                    connection.Lanes.Budget.KeepRoomForHeartbeats(heartbeat.Interval);
                    connection.Lanes.Add(action.Kind);
                }

                break;

            case ShardActionKind.Connected:
                if (connection is not null)
                {
                    connection.Lanes.IsOpen = true;
                }

                break;

            case ShardActionKind.WaitForIdentifyGate:
                _gateCancellation = connection is null ? null : new CancellationTokenSource();
                break;

            case ShardActionKind.SessionLost:
                _requests.FailAll(new SessionLostException(ShardId));
                break;

            case ShardActionKind.Fail:
                _shutdown = new ShardShutdown(ShutdownOrigin.Discord, action.Error!.Message, action.Error);
                break;
        }

        return connection;
    }

    /// <summary>The part of an action that calls others: sockets, gates, waiters.</summary>
    private void Perform(in ShardAction action, GatewayConnection? connection)
    {
        switch (action.Kind)
        {
            case ShardActionKind.Connect:
                _metrics.Add(this);
                _ = connection!.RunAsync(action.Uri!);
                break;

            case ShardActionKind.Disconnect:
                _ = connection?.CloseAsync(action.CloseCode);
                break;

            case ShardActionKind.SendIdentify or ShardActionKind.SendResume or ShardActionKind.SendHeartbeat or ShardActionKind.AnswerHeartbeat:
                if (connection is not null)
                {
                    Kick(connection);
                }

                break;

            case ShardActionKind.Connected:
                TellConnected();
                if (connection is not null)
                {
                    Kick(connection);
                }

                break;

            case ShardActionKind.WaitForIdentifyGate:
                if (connection is not null)
                {
                    _ = EnterIdentifyGateAsync(connection);
                }

                break;

            case ShardActionKind.StageChanged:
                TellStage(action.Stage!);
                break;

            case ShardActionKind.Fail:
                _logger.EndedByDiscord(ShardId, action.Error!);
                FinishWaiters(action.Error!);
                break;
        }
    }

    private void TellConnected()
    {
        TaskCompletionSource[] waiters;
        lock (_lock)
        {
            waiters = [.. _connectWaiters];
        }

        foreach (TaskCompletionSource waiter in waiters)
        {
            waiter.TrySetResult();
        }
    }

    private void TellStage(StageChange change)
    {
        _logger.StageChanged(ShardId, change.Old, change.New, change.Reason);
        _activities.StageChanged(change);
        if (change.Old == ConnectionStage.Resuming)
        {
            _metrics.ResumeEnded(
                ShardId, change.New == ConnectionStage.Connected ? "won" : ReconnectType == ReconnectType.Reidentify ? "lost" : "interrupted");
        }

        if (change.New == ConnectionStage.Connected)
        {
            _logger.Connected(ShardId, change.Reason);
        }
        else if (change.New == ConnectionStage.Disconnected)
        {
            bool hasEnded;
            TimeSpan wait;
            ReconnectType type;
            int? closeCode;
            lock (_lock)
            {
                hasEnded = _protocol.HasEnded;
                wait = _protocol.Deadline - Now;
                type = _protocol.ReconnectType;
                closeCode = _closeCode;
                _closeCode = null;
            }

            if (!hasEnded)
            {
                Interlocked.Increment(ref _reconnects);
                _metrics.Reconnected(ShardId, change.Reason, closeCode);
                _logger.Disconnected(ShardId, change.Reason, Math.Max(0, wait.TotalSeconds), type);
            }
        }

        if (StageChanged is { } handlers)
        {
            _stageNotifier.Notify(this, handlers, change, _logger);
        }
    }

    /// <summary>Waits for the gate on behalf of one connection; when that is gone, so is the wait.</summary>
    private async Task EnterIdentifyGateAsync(GatewayConnection connection)
    {
        CancellationTokenSource? cancellation;
        lock (_lock)
        {
            cancellation = connection == _connection ? _gateCancellation : null;
        }

        if (cancellation is null)
        {
            return;
        }

        IAsyncDisposable permit;
        try
        {
            permit = await _identifyGate.EnterAsync(ShardId, cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            _logger.IdentifyGateFailed(ShardId, error);
            ((IConnectionOwner)this).Broken(connection, "the identify gate failed");
            return;
        }

        bool isCurrent;
        lock (_lock)
        {
            isCurrent = connection == _connection;
            if (isCurrent)
            {
                _identifyPermit = permit;
                _protocol.IdentifyAllowed(Now);
            }
        }

        if (!isCurrent)
        {
            LeaveIdentifyGate(permit);
        }

        DoActions();
    }

    private void LeaveIdentifyGate(IAsyncDisposable? permit)
    {
        if (permit is not null)
        {
            _ = LeaveAsync();
        }

        async Task LeaveAsync()
        {
            try
            {
                await permit.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                _logger.IdentifyGateFailed(ShardId, error);
            }
        }
    }

    /// <summary>Lets go of the connection, under the lock: nothing it says counts any more, and nothing of it outlives it.</summary>
    private void Detach()
    {
        _connection = null;
        _pausedConnection = null;
        CancellationTokenSource? gateCancellation = _gateCancellation;
        IAsyncDisposable? permit = _identifyPermit;
        List<TaskCompletionSource>? heartbeats = _heartbeatWaiters;
        IReadOnlyList<PendingCommand> impatient = _commands.Remove(onlyImpatient: true);
        _gateCancellation = null;
        _identifyPermit = null;
        _heartbeatWaiters = null;
        if (gateCancellation is null && permit is null && heartbeats is null && impatient.Count == 0)
        {
            return;
        }

        // Gates and callers are others' code: they must not run under the lock.
        _afterDetach.Enqueue(() =>
        {
            gateCancellation?.Cancel();
            LeaveIdentifyGate(permit);
            FailHeartbeats(heartbeats, null);
            foreach (PendingCommand command in impatient)
            {
                command.Fail(new NotConnectedException(ShardId));
            }
        });
    }

    private void FailHeartbeats(List<TaskCompletionSource>? waiters, Exception? error)
    {
        foreach (TaskCompletionSource waiter in waiters ?? [])
        {
            waiter.TrySetException(new HeartbeatFailedException(ShardId, error));
            _ = waiter.Task.Exception;
        }
    }

    /// <summary>Starts the writer, if it rests and there is something to write.</summary>
    private void Kick(GatewayConnection connection)
    {
        lock (_lock)
        {
            if (connection != _connection || connection.IsWriting || connection.Lanes.NextAt(Now) > Now)
            {
                return;
            }

            connection.IsWriting = true;
        }

        _ = connection.WriteAsync();
    }

    /// <summary>Sets the timer to whatever is due first: the protocol's deadline, or a payload that the budget holds back.</summary>
    private void ArmTimer()
    {
        // Not under the shard's lock: a timer may call back at once. Under one of its own: the last to set it must be the one who looked last.
        lock (_timerLock)
        {
            TimeSpan deadline;
            TimeSpan now;
            lock (_lock)
            {
                now = Now;
                deadline = _protocol.Deadline;
                if (_connection is { IsWriting: false } connection && connection.Lanes.NextAt(now) is var next && next < deadline)
                {
                    deadline = next;
                }

                if (deadline == _armedFor)
                {
                    return;
                }

                _armedFor = deadline;
            }

            // Rounded up to the timer's grain, so that it does not fire before the time.
            TimeSpan due = deadline == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((deadline - now).TotalMilliseconds)));
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }
}
