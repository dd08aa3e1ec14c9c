using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>
/// A cluster of silos, each on a host of its own, to which one thing after the other happens while every shard is sent messages. None may be lost, no rule broken, no session start spent without
/// cause, and the shards must be back in time.
/// </summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private const int Shards = 48;

    /// <summary>One for each shard of the larger number that the bot is resharded to.</summary>
    private const int GuildCount = 60;

    private const int MessagesPerSecond = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How long the cluster must be whole before what comes then has another cause: silos read who is believed dead every 5 s.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    private readonly Plan _plan;
    private readonly Network _network;
    private readonly Fleet _fleet;
    private readonly Deliveries _deliveries;
    private readonly Identifies _identifies;
    private readonly Health _health;
    private readonly Faults _faults;
    private readonly Transcript _transcript;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<(TimeSpan Away, string Cause)> _absences = [];
    private Task _sending = Task.CompletedTask;
    private Fault[] _before = [];
    private int _events;

    private ChaosRun(Plan plan, Network network, Fleet fleet, Deliveries deliveries, Transcript transcript)
    {
        (_plan, _network, _fleet, _deliveries, _transcript) = (plan, network, fleet, deliveries, transcript);
        _identifies = new Identifies(fleet.Server.Simulator, transcript);
        _health = new Health(fleet, plan.Silos, deliveries, _identifies, transcript) { Total = Shards };
        _faults = new Faults(fleet, _health, _identifies, transcript);
    }

    private GatewaySimulator Gateway => _fleet.Server.Simulator;

    internal static async Task<ChaosRun> CreateAsync(Plan plan, Transcript transcript)
    {
        var gateway = new GatewaySimulatorOptions
        {
            Guilds = [.. Enumerable.Range(0, GuildCount).Select(index => new SimulatedGuild(((ulong)index << 22) + 1, $"Guild {index}"))],
            MaxConcurrency = 16,
        };
        var deliveries = new Deliveries(GuildCount, () => transcript.Now);
        Network network = await Network.CreateAsync();
        try
        {
            return new ChaosRun(plan, network, await Fleet.CreateAsync(Shards, gateway, network, deliveries, transcript), deliveries, transcript);
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets things happen for so long, and then looks at what came of them.</summary>
    /// <exception cref="ChaosException">Something does not hold.</exception>
    internal async Task RunAsync(TimeSpan duration)
    {
        await StartAsync();
        TimeSpan end = _transcript.Now + duration;
        foreach (PlanStep step in _plan.Steps())
        {
            await Task.Delay(step.Pause);
            if (_transcript.Now >= end)
            {
                break;
            }

            await RunAsync(step);
        }

        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sending;
        await _fleet.DisposeAsync();
        await _network.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task StartAsync()
    {
        _transcript.Say($"{_plan.Silos} silos are started");
        _identifies.Allow(Shards);
        await _fleet.StartAsync(_plan.Silos);
        await _health.UntilAsync(() => Task.FromResult(Gateway.Connections.Count(connection => connection is { IsOpen: true, ShardId: not null }) == Shards), Patience, "the shards did not connect");
        _identifies.AllowNoMore();
        _sending = SendAsync();
        await _health.UntilWholeAsync(Patience);
        _deliveries.TakeWindow();
        _transcript.Say($"all {Shards} shards are connected: {_health.Describe()}");
    }

    private async Task RunAsync(PlanStep step)
    {
        Fault[] faults = step.Second is { } second ? [step.First, second] : [step.First];
        TimeSpan began = _transcript.Now;
        int endedBefore = _fleet.EndedByThemselves;
        Task first = _faults.RunAsync(step.First);
        if (step.Second is not null)
        {
            await Task.Delay(step.SecondAfter);
            await Task.WhenAll(first, _faults.RunAsync(step.Second));
        }

        await first;
        _events += faults.Length;
        bool mayEndSilo = faults.Any(fault => fault.MayEndSilo || fault.Kind == FaultKind.RedisKill);
        await _health.UntilWholeAsync(mayEndSilo ? Settling : TimeSpan.Zero, Patience);
        _identifies.AllowNoMore();
        Judge(faults, began, _fleet.EndedByThemselves > endedBefore);
    }

    /// <summary>Prints what came of a step.</summary>
    /// <exception cref="ChaosException">It cost more than it may.</exception>
    private void Judge(Fault[] faults, TimeSpan began, bool hasSiloEnded)
    {
        Deliveries.Window window = _deliveries.TakeWindow();
        string cause = $"{string.Join(" + ", faults.Select(fault => fault.Kind))} at {Transcript.Seconds(began)}";
        TimeSpan mayBeAway = Bounds.LongestAway(faults, hasSiloEnded);
        TimeSpan mayRepeat = Bounds.LongestRepeated(_before, faults, hasSiloEnded);
        _before = faults;
        _absences.Add((window.LongestAway, cause));
        _transcript.Say($"whole again {Transcript.Seconds(_transcript.Now - began)} s after it began; away {Transcript.Seconds(window.LongestAway)} s at most; {window.Repeated.Values.Sum()} messages told twice");
        foreach (IGrouping<int, (int Guild, int From, int To, TimeSpan Away)> silo in window.Moves.GroupBy(move => move.From).OrderBy(silo => silo.Key))
        {
            IEnumerable<string> shards = silo.GroupBy(move => move.To).OrderBy(to => to.Key).Select(to => $"{string.Join(' ', to.Select(move => move.Guild % _health.Total).Distinct().Order())} to {to.Key}");
            _transcript.Say($"  from silo {silo.Key}, away {Transcript.Seconds(silo.Min(move => move.Away))}-{Transcript.Seconds(silo.Max(move => move.Away))} s: {string.Join(", ", shards)}");
        }

        if (window.LongestAway > mayBeAway)
        {
            throw new ChaosException($"a shard was away for {Transcript.Seconds(window.LongestAway)} s, for {cause}; the bound is {Transcript.Seconds(mayBeAway)} s");
        }

        if (window.Repeated.Values.DefaultIfEmpty().Max() > mayRepeat.TotalSeconds * MessagesPerSecond)
        {
            throw new ChaosException($"{window.Repeated.Values.Max()} messages of one guild were told twice, for {cause}; the bound is {MessagesPerSecond} a second for {Transcript.Seconds(mayRepeat)} s");
        }
    }

    private async Task EndAsync()
    {
        await _stopping.CancelAsync();
        await _sending;
        await UntilAllToldAsync();
        IReadOnlyList<ClusterShard> status = await _fleet.AskAsync(cluster => cluster.GetStatusAsync(), Patience);
        int[] counts = [.. status.GroupBy(shard => shard.Silo).Select(silo => silo.Count())];
        if (!status.All(shard => shard is { Silo: not null, Stage: ConnectionStage.Connected }) || counts.Length != _plan.Silos || counts.Max() - counts.Min() > 1)
        {
            throw new ChaosException($"not all shards are connected and evenly spread: {string.Join("; ", status)}");
        }

        (TimeSpan longest, string cause) = _absences.DefaultIfEmpty().Max();
        _transcript.Say($"{_events} events; {_deliveries.Sent} messages, 0 lost, {_deliveries.Repeated} told twice (at most {Transcript.Seconds(_deliveries.LongestRepeat)} s later); "
            + $"identifies: {_identifies.Expected} expected, {_identifies.Actual} made; 0 violations; {_fleet.EndedByThemselves} silos ended by themselves; longest away: {Transcript.Seconds(longest)} s ({cause})");
    }

    private async Task UntilAllToldAsync()
    {
        try
        {
            await _health.UntilAsync(() => Task.FromResult(_deliveries.GetUntold().Count == 0), TimeSpan.FromSeconds(30), "not all messages were told");
        }
        catch (ChaosException)
        {
            IReadOnlyList<(int Guild, int Number, TimeSpan SentAt)> lost = _deliveries.GetUntold();
            _transcript.Say($"{lost.Count} messages are lost; {_deliveries.WithoutSession} were sent while no session was there for their guild");
            _transcript.Say($"the first of them: {string.Join(", ", lost.Take(10).Select(one => $"{one.Guild}/{one.Number} at {Transcript.Seconds(one.SentAt)}"))}");
            throw;
        }
    }

    private async Task SendAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / MessagesPerSecond);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                for (int guild = 0; guild < GuildCount; guild++)
                {
                    if (await Gateway.DispatchMessageAsync(Gateway.Options.Guilds[guild], _deliveries.Next(guild)) == 0)
                    {
                        _deliveries.NoteWithoutSession();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
