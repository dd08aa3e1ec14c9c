using System.Diagnostics;
using TraceActivity = System.Diagnostics.Activity;

namespace Discord.Gateway.Diagnostics;

/// <summary>The spans of the source "Discord.Gateway": connecting, identifying and resuming, one after the other, for one shard; and handling, for each event.</summary>
internal sealed class GatewayActivities
{
    private static readonly ActivitySource Source = new("Discord.Gateway");

    private readonly Lock _lock = new();
    private TraceActivity? _current;

    /// <summary>Begins the span of an event's handling, if somebody listens, and makes it the current one of the caller's context. It is no part of another.</summary>
    internal static TraceActivity? StartHandling(GatewayEvent gatewayEvent, string eventName)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        TraceActivity.Current = null;
        return Source.StartActivity("handle", ActivityKind.Consumer, parentContext: default, [
            new("discord.gateway.event", eventName),
            new("discord.gateway.shard", gatewayEvent.ShardId.Index),
            new("discord.gateway.shards", gatewayEvent.ShardId.Total),
            new("discord.gateway.guild", gatewayEvent.GuildId?.ToString())]);
    }

    /// <summary>A stage ended and another began.</summary>
    internal void StageChanged(StageChange change)
    {
        lock (_lock)
        {
            if (_current is { } ended && !(change.Old == ConnectionStage.Connecting && change.New == ConnectionStage.Handshake))
            {
                _current = null;
                bool isFailed = change.New == ConnectionStage.Disconnected;
                ended.SetStatus(isFailed ? ActivityStatusCode.Error : ActivityStatusCode.Ok, isFailed ? change.Reason : null);
                ended.Dispose();
            }

            string? name = change.New switch
            {
                ConnectionStage.Connecting => "connect",
                ConnectionStage.Identifying => "identify",
                ConnectionStage.Resuming => "resume",
                _ => null,
            };
            if (name is not null && Source.HasListeners())
            {
                // A span of its own, whatever the bot was doing when the wire broke; and none that the bot's own become parts of.
                TraceActivity? ambient = TraceActivity.Current;
                TraceActivity.Current = null;
                try
                {
                    // With its tags: a sampler decides by them.
                    _current = Source.StartActivity(name, ActivityKind.Client, parentContext: default, [
                        new("discord.gateway.shard", change.ShardId.Index), new("discord.gateway.shards", change.ShardId.Total)]);
                }
                finally
                {
                    TraceActivity.Current = ambient;
                }
            }
        }
    }
}
