using System.Net;
using Discord.Gateway.Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>Makes happen what the plan says.</summary>
internal sealed class Faults(Fleet fleet, Health health, Identifies identifies, Transcript transcript)
{
    private const int FewShards = 48;
    private const int ManyShards = 60;

    /// <summary>A resharding whose silo dies is begun again by its operator.</summary>
    private const int ReshardAttempts = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Completes when it is over.</summary>
    internal Task RunAsync(Fault fault)
    {
        IReadOnlyList<Silo> silos = fleet.Silos;
        Silo victim = silos[fault.Victim % silos.Count];
        NetworkHost host = victim.Host;
        Network network = fleet.Network;
        IPAddress redis = fleet.Redis.Host.Address;
        return fault.Kind switch
        {
            FaultKind.Kill => KillAsync(victim),
            FaultKind.Freeze => ForAWhileAsync(fault, $"{victim} is frozen", victim.FreezeAsync, victim.ContinueAsync),
            FaultKind.CutFromSilos => CutAsync(fault, victim, "the other silos", [network.Discord, network.Operator, redis]),
            FaultKind.CutFromRedis => ForAWhileAsync(fault, $"{victim} is cut off from Redis", () => network.CutAsync(host.Address, redis), () => network.MendAsync(host.Address, redis)),
            FaultKind.CutFromAllButDiscord => CutAsync(fault, victim, "everything but Discord", [network.Discord]),
            FaultKind.CutFromAll => CutAsync(fault, victim, "everything", []),
            FaultKind.RedisKill => KillRedisAsync(fault),
            FaultKind.RedisPause => ForAWhileAsync(fault, "Redis is paused", fleet.Redis.PauseAsync, fleet.Redis.ContinueAsync),
            FaultKind.Deploy => DeployAsync(silos),
            FaultKind.Reshard => ReshardAsync(),
            FaultKind.Drain => DrainAsync(victim),
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }

    private async Task KillAsync(Silo victim)
    {
        transcript.Say($"{victim} is killed");
        victim.Kill();
        await victim.WaitForEndAsync();
    }

    private async Task ForAWhileAsync(Fault fault, string what, Func<Task> begin, Func<Task> end)
    {
        transcript.Say($"{what} for {Transcript.Seconds(fault.Length)} s");
        await begin();
        await Task.Delay(fault.Length);
        await end();
        transcript.Say($"over: {what}");
    }

    private Task CutAsync(Fault fault, Silo victim, string from, IPAddress[] reached) => ForAWhileAsync(
        fault, $"{victim} is cut off from {from}", () => fleet.Network.IsolateAsync(victim.Host, reached), () => fleet.Network.JoinAsync(victim.Host, reached));

    private async Task KillRedisAsync(Fault fault)
    {
        // Seconds old and not minutes, as with its default settings: without its table of members, Orleans takes in no silo any more, and lets none go.
        await fleet.Redis.SaveAsync();
        await Task.Delay(fault.Length / 4);
        TimeSpan age = await fleet.Redis.KillAsync();
        transcript.Say($"Redis is killed for {Transcript.Seconds(fault.Length / 8)} s; its last snapshot is {Transcript.Seconds(age)} s old");
        await Task.Delay(fault.Length / 8);
        await fleet.Redis.StartAgainAsync();
        transcript.Say("Redis is back");
    }

    private async Task DeployAsync(IReadOnlyList<Silo> silos)
    {
        transcript.Say("a rolling deploy begins");
        foreach (Silo silo in silos.Where(silo => !silo.HasEnded))
        {
            await StopAsync(silo);
            await health.UntilWholeAsync(Patience);
        }

        transcript.Say("the rolling deploy is over");
    }

    private async Task StopAsync(Silo silo)
    {
        TimeSpan began = transcript.Now;
        silo.BeginStop();
        Task<int> end = silo.WaitForEndAsync();
        await health.UntilAsync(() => Task.FromResult(end.IsCompleted), Patience, $"{silo} did not stop");
        transcript.Say($"{silo} has stopped with {await end}, in {Transcript.Seconds(transcript.Now - began)} s");
    }

    private async Task ReshardAsync()
    {
        int total = health.Total == FewShards ? ManyShards : FewShards;
        for (int attempt = 1; attempt <= ReshardAttempts; attempt++)
        {
            transcript.Say($"a resharding from {health.Total} to {total} shards begins");
            identifies.Allow(total);
            try
            {
                await fleet.AskOnceAsync(cluster => cluster.ReshardAsync(total).WaitAsync(Patience));
            }
            catch (Exception error) when (error is InvalidOperationException or TimeoutException or OrleansException or OperationCanceledException)
            {
                transcript.Say($"the resharding failed: {error.Message.ReplaceLineEndings(" ")}");
            }

            // The call may have failed, and the resharding not.
            health.Total = await fleet.AskAsync(cluster => cluster.GetTotalShardsAsync(), Patience);
            if (health.Total == total)
            {
                transcript.Say($"the bot has {total} shards");
                return;
            }

            await health.UntilWholeAsync(Patience);
        }

        throw new ChaosException($"{ReshardAttempts} attempts to reshard to {total} failed");
    }

    private async Task DrainAsync(Silo victim)
    {
        transcript.Say($"{victim} is drained");
        SiloAddress? address = (await fleet.AskAsync(cluster => cluster.GetStatusAsync(), Patience)).Select(shard => shard.Silo).FirstOrDefault(silo => victim.Host.Address.Equals(silo?.Endpoint.Address));
        if (address is not null)
        {
            await fleet.AskAsync(
                async cluster =>
                {
                    await cluster.DrainAsync(address);
                    return true;
                },
                Patience);
        }

        await StopAsync(victim);
    }
}
