using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TraceActivity = System.Diagnostics.Activity;

namespace Discord.Gateway.Diagnostics;

/// <summary>Reports how a shard's events are handled: histogram, spans and log. Exceptions of listeners do not leave it.</summary>
internal sealed class HandlerTelemetry(ShardOptions options, ILogger logger)
{
    private readonly GatewayMetrics _metrics = GatewayMetrics.For(options.MeterFactory);
    private int _hasFailed;

    internal void Add(ShardRunner runner) => _metrics.Add(runner);

    internal void Remove(ShardRunner runner) => _metrics.Remove(runner);

    /// <summary>An event is about to be handled, in the caller's context. The span, if somebody listens.</summary>
    internal TraceActivity? Begin(GatewayEvent gatewayEvent)
    {
        try
        {
            return GatewayActivities.StartHandling(gatewayEvent, GetName(gatewayEvent));
        }
        catch (Exception error)
        {
            OnFailed(error);
            return null;
        }
    }

    /// <summary>An event was handled.</summary>
    internal void End(HandlerCall call, TraceActivity? span, string outcome)
    {
        try
        {
            if (_metrics.MeasuresHandlers)
            {
                _metrics.Handled(GetName(call.Event), outcome, options.TimeProvider.GetElapsedTime(call.StartedAt));
            }

            if (span is not null)
            {
                span.SetTag("discord.gateway.outcome", outcome);
                span.SetStatus(outcome == "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
                span.Dispose();
            }
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
    }

    /// <summary>Logs a slow handler, once.</summary>
    internal void ReportSlow(HandlerCall call, TimeSpan age)
    {
        call.IsReported = true;
        logger.HandlerIsSlow(options.ShardId, call.HandlerName ?? "the handler", call.Event.Name, call.Event.GuildId, age.TotalSeconds);
    }

    /// <summary>Undocumented names count as one, so that a peer cannot create series at will.</summary>
    private static string GetName(GatewayEvent gatewayEvent) => gatewayEvent.Type == GatewayEventType.Unknown ? "unknown" : gatewayEvent.Name;

    private void OnFailed(Exception error)
    {
        if (Interlocked.Exchange(ref _hasFailed, 1) == 0)
        {
            logger.TelemetryFailed(options.ShardId, error);
        }
    }
}
