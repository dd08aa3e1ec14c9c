using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Discord.Gateway.Models;

namespace Discord.Gateway.Diagnostics;

/// <summary>The instruments of the meter "Discord.Gateway". One set for the process, and one for each meter factory that shards are given.</summary>
internal sealed class GatewayMetrics
{
    internal const string MeterName = "Discord.Gateway";

    internal const string ShardTag = "discord.gateway.shard";

    /// <summary>Buckets for seconds; the default buckets of collectors are made for milliseconds.</summary>
    internal static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60] };

    private static readonly ConditionalWeakTable<IMeterFactory, GatewayMetrics> OfFactories = [];

    /// <summary>A listener that throws when instruments are published must not leave the process without them: the next shard tries again.</summary>
    private static readonly Lazy<GatewayMetrics> Default = new(static () => new GatewayMetrics(new Meter(MeterName)), LazyThreadSafetyMode.PublicationOnly);

    private readonly ConcurrentDictionary<Shard, bool> _shards = [];
    private readonly ConcurrentDictionary<ShardRunner, bool> _runners = [];
    private readonly ConcurrentDictionary<ShardManager, bool> _managers = [];
    private readonly Counter<long> _events;
    private readonly Counter<long> _undecodable;
    private readonly Counter<long> _problems;
    private readonly Counter<long> _compressedBytes;
    private readonly Counter<long> _inflatedBytes;
    private readonly Counter<long> _commands;
    private readonly Histogram<double> _commandWait;
    private readonly Histogram<double> _heartbeatLatency;
    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _resumes;
    private readonly Counter<long> _replaysDropped;
    private readonly Counter<long> _sequenceJumps;
    private readonly Counter<long> _identifies;
    private readonly Histogram<double> _handlerDuration;

    private GatewayMetrics(Meter meter)
    {
        _events = meter.CreateCounter<long>("discord.gateway.events", "{event}", "Events that Discord sent.");
        _undecodable = meter.CreateCounter<long>("discord.gateway.events.undecodable", "{event}", "Events and payloads that could not be read.");
        _problems = meter.CreateCounter<long>("discord.gateway.events.problems", "{value}", "Values of events that could not be read and are missing from them.");
        _compressedBytes = meter.CreateCounter<long>("discord.gateway.received.compressed", "By", "Bytes received from the network, before decompression.");
        _inflatedBytes = meter.CreateCounter<long>("discord.gateway.received.inflated", "By", "Bytes of received payloads, after decompression.");
        _commands = meter.CreateCounter<long>("discord.gateway.commands", "{command}", "Commands that were sent.");
        _commandWait = meter.CreateHistogram<double>("discord.gateway.command.wait", "s", "The time from the call until the command is written.", advice: Seconds);
        _heartbeatLatency = meter.CreateHistogram<double>("discord.gateway.heartbeat.latency", "s", "The time from a heartbeat to its acknowledgement.", advice: Seconds);
        _reconnects = meter.CreateCounter<long>("discord.gateway.reconnects", "{reconnect}", "Connections that were lost or abandoned, and replaced.");
        _resumes = meter.CreateCounter<long>("discord.gateway.resumes", "{resume}", "Attempts to resume a session, by result.");
        _replaysDropped = meter.CreateCounter<long>("discord.gateway.replays.dropped", "{event}", "Repeated events of a resume, which were dropped.");
        _sequenceJumps = meter.CreateCounter<long>("discord.gateway.sequence.jumps", "{event}", "Events whose sequence does not follow the one before.");
        _identifies = meter.CreateCounter<long>("discord.gateway.identifies", "{identify}", "Sessions started: Discord allows a number of them a day.");
        _handlerDuration = meter.CreateHistogram<double>("discord.gateway.handler.duration", "s", "The time that handlers took, by result.", advice: Seconds);
        meter.CreateObservableGauge("discord.gateway.handler.oldest", MeasureOldest, "s", "The time since the oldest event was taken that is not yet handled.");
        meter.CreateObservableGauge("discord.gateway.buffer.fill", MeasureBuffers, "1", "The fill of the event buffer; from 1 on, the shard stops reading.");
        meter.CreateObservableGauge("discord.gateway.shards.stage", MeasureStages, "{shard}", "The number of shards in a stage.");
        meter.CreateObservableGauge("discord.gateway.starts.left", MeasureStartsLeft, "{identify}", "The number of session starts left in the current window.");
        meter.CreateObservableGauge("discord.gateway.shards.recommended", MeasureRecommended, "{shard}", "The number of shards that Discord recommends for the bot.");
    }

    internal static GatewayMetrics For(IMeterFactory? factory) =>
        factory is null ? Default.Value : OfFactories.GetValue(factory, static factory => new GatewayMetrics(factory.Create(MeterName)));

    internal void Add(Shard shard) => _shards[shard] = true;

    internal void Remove(Shard shard) => _shards.TryRemove(shard, out _);

    internal void Add(ShardRunner runner) => _runners[runner] = true;

    internal void Remove(ShardRunner runner) => _runners.TryRemove(runner, out _);

    /// <summary>Whether somebody listens to how long handlers take.</summary>
    internal bool MeasuresHandlers => _handlerDuration.Enabled;

    internal void Handled(string eventName, string outcome, TimeSpan duration) => _handlerDuration.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("discord.gateway.event", eventName),
        new KeyValuePair<string, object?>("discord.gateway.outcome", outcome));

    internal void Add(ShardManager manager) => _managers[manager] = true;

    internal void Remove(ShardManager manager) => _managers.TryRemove(manager, out _);

    // Of the methods below, those that are given a shard tell it apart from the others.

    /// <summary>Counts an event; undocumented names count as one, so that a peer cannot create series at will.</summary>
    internal void Received(string? eventName, int inflatedBytes)
    {
        if (eventName is not null)
        {
            _events.Add(1, new KeyValuePair<string, object?>("discord.gateway.event", eventName));
        }

        _inflatedBytes.Add(inflatedBytes);
    }

    internal void BytesReceived(int count) => _compressedBytes.Add(count);

    internal void Undecodable() => _undecodable.Add(1);

    internal void Problems(string eventName, int count) => _problems.Add(count, new KeyValuePair<string, object?>("discord.gateway.event", eventName));

    internal void CommandSent(GatewayOpcode opcode, TimeSpan wait)
    {
        var tag = new KeyValuePair<string, object?>("discord.gateway.opcode", opcode.ToString());
        _commands.Add(1, tag);
        _commandWait.Record(wait.TotalSeconds, tag);
    }

    internal void HeartbeatAcknowledged(ShardId? shardId, TimeSpan latency) => _heartbeatLatency.Record(latency.TotalSeconds, TagsOf(shardId));

    internal void ReplaysDropped(ShardId? shardId, int count) => _replaysDropped.Add(count, TagsOf(shardId));

    internal void SequenceJumped(ShardId? shardId) => _sequenceJumps.Add(1, TagsOf(shardId));

    internal void Identified(ShardId? shardId) => _identifies.Add(1, TagsOf(shardId));

    internal void ResumeEnded(ShardId? shardId, string outcome)
    {
        TagList tags = TagsOf(shardId);
        tags.Add("discord.gateway.outcome", outcome);
        _resumes.Add(1, tags);
    }

    internal void Reconnected(ShardId? shardId, string reason, int? closeCode)
    {
        TagList tags = TagsOf(shardId);
        tags.Add("discord.gateway.reason", ReconnectReason(reason));
        if (closeCode is { } code)
        {
            tags.Add("discord.gateway.close_code", code);
        }

        _reconnects.Add(1, tags);
    }

    /// <summary>The start of the reason: details, such as texts of the operating system, would create a series each.</summary>
    internal static string ReconnectReason(string reason)
    {
        if (reason.StartsWith("close ", StringComparison.Ordinal))
        {
            return "close";
        }

        int end = reason.AsSpan().IndexOfAny("(:;\"");
        return end < 0 ? reason : reason[..end].TrimEnd();
    }

    private static TagList TagsOf(ShardId? shardId) => shardId is { } shard ? [new(ShardTag, shard.Index)] : [];

    private IEnumerable<Measurement<double>> MeasureBuffers() => MeasureHighest(_shards.Keys.Select(static shard => (shard, shard.BufferFill)));

    private IEnumerable<Measurement<double>> MeasureOldest() =>
        MeasureHighest(_runners.Keys.Select(static runner => (runner.Shard, runner.OldestUnhandledAge?.TotalSeconds ?? 0)));

    /// <summary>Measures a value for each shard, or the highest of a bot's shards if they are not distinguished.</summary>
    private static IEnumerable<Measurement<double>> MeasureHighest(IEnumerable<(Shard Shard, double Value)> values) =>
        values.GroupBy(static each => GaugeTags.Of(each.Shard.Options, each.Shard.UserId)).Select(static group => new Measurement<double>(group.Max(static each => each.Value), group.Key.ToTags()));

    /// <summary>The number of a bot's shards in this process in each stage, including stages with none.</summary>
    private IEnumerable<Measurement<int>> MeasureStages() =>
        _shards.Keys.GroupBy(static shard => new GaugeTags(null, shard.ShardId.Total, shard.UserId)).SelectMany(static bot =>
        {
            ILookup<ConnectionStage, Shard> byStage = bot.ToLookup(static shard => shard.Stage);
            return Enum.GetValues<ConnectionStage>().Select(stage => new Measurement<int>(byStage[stage].Count(), [.. bot.Key.ToTags(), new("discord.gateway.stage", stage.ToString())]));
        });

    private IEnumerable<Measurement<int>> MeasureStartsLeft() =>
        MeasureManagers(static manager => manager.RemainingSessionStarts);

    private IEnumerable<Measurement<int>> MeasureRecommended() => MeasureManagers(static manager => manager.RecommendedShards);

    private IEnumerable<Measurement<int>> MeasureManagers(Func<ShardManager, int?> getValue)
    {
        foreach (ShardManager manager in _managers.Keys)
        {
            if (getValue(manager) is { } value)
            {
                yield return new Measurement<int>(value, new GaugeTags(null, manager.TotalShards, manager.UserId).ToTags());
            }
        }
    }
}
