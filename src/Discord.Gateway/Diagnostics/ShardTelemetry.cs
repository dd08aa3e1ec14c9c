using System.Globalization;
using System.Text;
using Discord.Gateway.Models;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;
using Discord.Gateway.Transport;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Diagnostics;

/// <summary>
/// Reports what a shard does: log, metrics, spans, and the handlers of <see cref="Shard.StageChanged"/>. Exceptions of loggers, listeners and handlers do not
/// leave it.
/// </summary>
internal sealed class ShardTelemetry
{
    /// <summary>Attempts in a row that have failed, from which on each further one is a warning.</summary>
    internal const int WorryingFailures = 3;

    /// <summary>The maximum number of problem kinds that are distinguished. A gateway can invent any number of them.</summary>
    private const int MaxKinds = 100;

    /// <summary>Problems of one event that are looked at for the log.</summary>
    private const int MaxToldProblems = 20;

    private readonly Shard _shard;
    private readonly Func<EventHandler<StageChange>?> _getStageHandlers;
    private readonly ILogger _logger;
    private readonly GatewayMetrics _metrics;
    private readonly GatewayActivities _activities = new();
    private readonly StageNotifier _notifier = new();

    /// <summary>The shard by which metrics are distinguished; null if they are not.</summary>
    private readonly ShardId? _measured;
    private readonly IntentWarnings _intentWarnings;
    private readonly bool _mayMissContent;
    private readonly HashSet<string> _problems = [];
    private readonly HashSet<string> _decodingProblems = [];
    private bool _isResumeOpen;
    private bool _hasFailed;
    private int _reconnects;

    internal ShardTelemetry(Shard shard, ShardOptions options, Func<EventHandler<StageChange>?> getStageHandlers)
    {
        _shard = shard;
        _getStageHandlers = getStageHandlers;
        _logger = SafeLogger.Wrap(options.Logger);
        _metrics = GatewayMetrics.For(options.MeterFactory);
        ShardId = options.ShardId;
        _intentWarnings = options.IntentWarnings;
        _mayMissContent = IntentWarnings.MayMissContent(options.Intents);
        _measured = options.MetricsPerShard ? ShardId : null;
    }

    internal ILogger Logger => _logger;

    /// <summary>How often a connection was lost or abandoned and another followed.</summary>
    internal int Reconnects => Volatile.Read(ref _reconnects);

    private ShardId ShardId { get; }

    internal void BytesReceived(int count)
    {
        try
        {
            _metrics.BytesReceived(count);
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
    }

    internal void PayloadReceived(in Envelope envelope, string? eventName, int length, in PayloadOutcome outcome)
    {
        try
        {
            _metrics.Received(outcome.IsEvent ? eventName ?? "unknown" : null, length);
            if (outcome.Reason is { } problem)
            {
                OnProblem(problem);
            }
            else if (_logger.IsEnabled(LogLevel.Trace))
            {
                // A name is Discord's own text, and may be anything.
                string name = eventName ?? ErrorText.Clean(Encoding.UTF8.GetString(envelope.Name));
                _logger.Received(ShardId, envelope.Opcode, name, envelope.Sequence, length);
            }
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
    }

    /// <summary>An event was decoded, or could not be. Called by the consumer.</summary>
    internal void Decoded(GatewayEvent gatewayEvent)
    {
        try
        {
            if (_mayMissContent && gatewayEvent is MessageCreateEvent created)
            {
                _intentWarnings.Check(created, _logger);
            }

            if (gatewayEvent is UndecodableEvent undecodable)
            {
                _metrics.Undecodable();
                OnDecodingProblem(new EventProblem("", undecodable.Reason), ErrorText.Clean(undecodable.Name));
            }
            else if (gatewayEvent.Problems is { Count: > 0 } problems)
            {
                _metrics.Problems(gatewayEvent.Name, problems.Count);
                foreach (EventProblem problem in problems.Take(MaxToldProblems))
                {
                    OnDecodingProblem(problem, gatewayEvent.Name);
                }
            }
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
    }

    /// <summary>Reports an action that was decided.</summary>
    internal void Report(ShardAction action)
    {
        try
        {
            switch (action)
            {
                case ShardAction.Connect:
                    _metrics.Add(_shard);
                    break;
                case ShardAction.StageChanged changed:
                    OnStageChanged(changed.Change);
                    break;
                case ShardAction.ReconnectScheduled scheduled:
                    OnReconnectScheduled(scheduled);
                    break;
                case ShardAction.HeartbeatAcknowledged acknowledged:
                    _metrics.HeartbeatAcknowledged(_measured, acknowledged.Latency);
                    break;
                case ShardAction.Sent sent:
                    OnSent(sent);
                    break;
                case ShardAction.ReplaysDropped dropped:
                    _metrics.ReplaysDropped(_measured, dropped.Count);
                    _logger.ReplaysDropped(ShardId, dropped.Count, dropped.First, dropped.Last);
                    break;
                case ShardAction.SequenceJumped jumped:
                    _metrics.SequenceJumped(_measured);
                    _logger.SequenceJumped(ShardId, jumped.Highest, jumped.Received);
                    break;
                case ShardAction.SequenceSenseless senseless:
                    _metrics.SequenceJumped(_measured);
                    _logger.SequenceSenseless(ShardId, senseless.Highest, senseless.Received);
                    break;
                case ShardAction.End end:
                    OnEnded(end.Shutdown);
                    break;
            }
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
    }

    /// <summary>The first of each kind is a warning: later ones have the same cause.</summary>
    private void OnDecodingProblem(EventProblem problem, string eventName)
    {
        string kind = $"{eventName} {GetKind(problem)}";
        bool isNew = _decodingProblems.Count < MaxKinds && _decodingProblems.Add(kind);
        switch (problem.Path.Length, isNew)
        {
            case (0, true):
                _logger.UndecodableEvent(ShardId, eventName, problem.Reason);
                break;
            case (0, false):
                _logger.UndecodableEventAgain(ShardId, eventName, problem.Reason);
                break;
            case (_, true):
                _logger.ValueLeftOut(ShardId, eventName, problem.Path, problem.Reason);
                break;
            default:
                _logger.ValueLeftOutAgain(ShardId, eventName, problem.Path, problem.Reason);
                break;
        }
    }

    /// <summary>The path without its indices; the reason without its byte.</summary>
    private static string GetKind(EventProblem problem) =>
        new([.. (problem.Path.Length > 0 ? problem.Path : problem.Reason).Where(c => !char.IsAsciiDigit(c))]);

    private void OnProblem(string problem)
    {
        _metrics.Undecodable();

        // The first of each kind; a gateway that has learned a new opcode sends it again and again.
        if (_problems.Count < MaxKinds && _problems.Add(problem))
        {
            _logger.UnreadablePayload(ShardId, problem);
        }
        else
        {
            _logger.UnreadablePayloadAgain(ShardId, problem);
        }
    }

    /// <summary>Queues the calls of stage handlers, as soon as a change is decided: neither a logger nor a listener keeps them from it. Calls nobody.</summary>
    internal void Notify(ShardAction action)
    {
        if (action is ShardAction.StageChanged changed && _getStageHandlers() is { } handlers)
        {
            _notifier.Notify(_shard, handlers, changed.Change, _logger);
        }
    }

    private void OnStageChanged(StageChange change)
    {
        _logger.StageChanged(ShardId, change.Old, change.New, change.Reason);
        if (change.New == ConnectionStage.Connected)
        {
            LogConnected(change.Reason);
        }

        _isResumeOpen = change.Old == ConnectionStage.Resuming;
        if (_isResumeOpen && change.New == ConnectionStage.Connected)
        {
            EndResume("won");
        }

        _activities.StageChanged(change);
    }

    private void LogConnected(string reason)
    {
        if (_logger.IsEnabled(LogLevel.Information))
        {
            (string? name, Id<User>? id, int? guilds) = _shard.Bot;
            string bot = (name, id) switch
            {
                (not null, not null) => $"{ErrorText.Clean(name)} ({id})",
                (not null, null) => ErrorText.Clean(name),
                (null, not null) => id.ToString()!,
                _ => "unknown",
            };
            _logger.Connected(ShardId, reason, bot, guilds?.ToString(CultureInfo.InvariantCulture) ?? "unknown", _shard.Options.Intents);
        }
    }

    private void OnReconnectScheduled(ShardAction.ReconnectScheduled scheduled)
    {
        Interlocked.Increment(ref _reconnects);
        double delay = scheduled.Delay.TotalSeconds;
        if (scheduled.Failures < WorryingFailures)
        {
            _logger.Disconnected(ShardId, scheduled.Reason, delay, scheduled.Type);
        }
        else
        {
            _logger.ConnectFailsAgain(ShardId, scheduled.Failures, scheduled.Reason, delay, scheduled.Type);
        }

        if (CloseCodePolicy.IsClientFault(scheduled.CloseCode))
        {
            _logger.ClosedForOurFault(ShardId, CloseCodePolicy.Describe(scheduled.CloseCode));
        }

        _metrics.Reconnected(_measured, scheduled.Reason, scheduled.CloseCode);
        EndResume(scheduled.Type == ReconnectType.Reidentify ? "lost" : "interrupted");
    }

    private void OnSent(ShardAction.Sent sent)
    {
        if (sent.Opcode == GatewayOpcode.Identify)
        {
            _metrics.Identified(_measured);
        }

        if (sent.Waited is { } waited)
        {
            _metrics.CommandSent(sent.Opcode, waited);
        }

        _logger.Sent(ShardId, sent.Opcode, sent.Size);
    }

    private void OnEnded(ShardShutdown shutdown)
    {
        _metrics.Remove(_shard);
        if (shutdown.Error is { } error)
        {
            _logger.EndedByDiscord(ShardId, error);
        }
        else
        {
            _logger.Ended(ShardId, shutdown.Reason);
        }

        EndResume(shutdown.Origin == ShutdownOrigin.Discord ? "lost" : "interrupted");
    }

    private void EndResume(string outcome)
    {
        if (_isResumeOpen)
        {
            _isResumeOpen = false;
            _metrics.ResumeEnded(_measured, outcome);
        }
    }

    /// <summary>A listener of the meter or of the spans threw: it is the user's, and no concern of the shard. Logged once, since it may happen for each event.</summary>
    private void OnFailed(Exception error)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            _logger.TelemetryFailed(ShardId, error);
        }
    }
}
