using BenchmarkDotNet.Attributes;
using Discord.Gateway.Commands;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>Commands and heartbeats as bytes.</summary>
public class CommandBenchmarks
{
    private static readonly ShardId Shard = new(0, 1);

    private readonly RequestGuildMembers _members = new() { GuildId = 41771983423143937, Query = "" };
    private readonly UpdateVoiceState _voice = new(41771983423143937, 127121515262115840, SelfDeaf: true);
    private readonly string _token = new('t', 72);
    private long _sequence = 123456;

    /// <summary>Op 1.</summary>
    [Benchmark(Baseline = true)]
    public int Heartbeat() => Commands.Heartbeat.Encode(_sequence++).Length;

    /// <summary>Op 8.</summary>
    [Benchmark]
    public int RequestMembers() => GatewayPayload.Encode(_members, Shard).Length;

    /// <summary>Op 4.</summary>
    [Benchmark]
    public int UpdateVoice() => GatewayPayload.Encode(_voice, Shard).Length;

    /// <summary>Op 6.</summary>
    [Benchmark]
    public int Resume() => new Resume(_token, "deadbeefdeadbeefdeadbeefdeadbeef", _sequence++).Encode().Length;
}
