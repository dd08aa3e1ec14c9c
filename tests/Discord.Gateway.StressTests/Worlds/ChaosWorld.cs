using System.Runtime.CompilerServices;
using System.Text;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>
/// Shards of one bot and a modelled Discord, with no task, socket, thread or clock but its own between them: the same scenario gives the same world, to the last bit.
/// Checks, at every step, what must always hold.
/// </summary>
internal sealed class ChaosWorld
{
    /// <summary>More moments than this without time passing is a loop.</summary>
    private const int MaxStandstill = 20_000;

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _later = new();
    private readonly StringBuilder? _transcript;
    private long _order;
    private int _standstill;

    internal ChaosWorld(Scenario scenario, bool tells)
    {
        Scenario = scenario;
        Random = new Random(scenario.Seed);
        Seams = scenario.Seams;
        _transcript = tells ? new StringBuilder() : null;
        Discord = new WorldDiscord(this);
        Starts = new IdentifyBudget(WorldDiscord.Reserve);
        Starts.Update(new SessionStartLimit(WorldDiscord.TotalStarts, WorldDiscord.TotalStarts, TimeSpan.FromHours(24), scenario.MaxConcurrency), Now);
        Shards = [.. Enumerable.Range(0, scenario.Shards).Select(index => new WorldShard(this, new ShardId(index, scenario.Shards), index < scenario.SlowConsumers))];
        foreach (WorldShard shard in Shards)
        {
            shard.Begin(null);
        }
    }

    internal Scenario Scenario { get; }

    internal Seams Seams { get; }

    internal Random Random { get; }

    internal TimeSpan Now { get; private set; }

    internal WorldDiscord Discord { get; }

    internal IReadOnlyList<WorldShard> Shards { get; }

    /// <summary>What the bot's one gate counts.</summary>
    internal IdentifyBudget Starts { get; }

    /// <summary>Who stands in the gate, by key.</summary>
    internal Dictionary<int, LifeGate> Identifying { get; } = [];

    internal bool IsGateHanging { get; private set; }

    /// <summary>How often the gate throws from now on.</summary>
    internal int GateFailures { get; set; }

    /// <summary>Threads, clock and sockets do what they should from now on.</summary>
    internal bool IsHealed { get; private set; }

    internal string Transcript => _transcript?.ToString() ?? "";

    /// <summary>Plays the scenario, then lets everything be well again and expects that it is.</summary>
    internal void Play()
    {
        foreach (Step step in Scenario.Steps)
        {
            Tell($"-- {step}");
            Take(step);
        }

        Tell("-- all is well again");
        Discord.Heal();
        IsHealed = true;
        IsGateHanging = false;
        GateFailures = 0;
        foreach (WorldShard shard in Shards)
        {
            shard.Heal();
        }

        // The longest way back: a READY that was never going to come, the longest back-off, and every shard of one key 5 s after the other.
        Pass(TimeSpan.FromMinutes(9) + (Shards.Count * TimeSpan.FromSeconds(11)));
        TimeSpan starved = Starts.WaitForStart(Now);
        if (starved > TimeSpan.Zero)
        {
            // One after the other, and then the commands that have waited.
            Pass(starved + TimeSpan.FromMinutes(10));
        }

        foreach (WorldShard shard in Shards)
        {
            shard.ExpectWell();
            shard.Dispatch(3);
        }

        Pass(TimeSpan.FromMinutes(1));
        foreach (WorldShard shard in Shards)
        {
            shard.ExpectAllDelivered();
        }
    }

    internal void Tell(string what) => _transcript?.AppendLine($"{Now:d\\.hh\\:mm\\:ss\\.fff}         {what}");

    internal void Tell(ShardId shard, string what) => _transcript?.AppendLine($"{Now:d\\.hh\\:mm\\:ss\\.fff} {shard,-7} {what}");

    internal bool Tells => _transcript is not null;

    internal void Later(TimeSpan delay, Action action) => _later.Enqueue(action, (Now + delay, _order++));

    internal static void Expect(bool holds, ShardId shard, string what)
    {
        if (!holds)
        {
            throw new InvariantException($"Shard {shard}: {what}");
        }
    }

    internal static void Expect(bool holds, ShardId shard, [InterpolatedStringHandlerArgument(nameof(holds))] ref FailureText what)
    {
        if (!holds)
        {
            throw new InvariantException($"Shard {shard}: {what.ToString()}");
        }
    }

    /// <summary>Lets time pass, from one moment at which something is due to the next.</summary>
    internal void Pass(TimeSpan time)
    {
        TimeSpan end = Now + time;
        while (true)
        {
            TimeSpan next = _later.TryPeek(out _, out (TimeSpan At, long) first) ? first.At : TimeSpan.MaxValue;
            foreach (WorldShard shard in Shards)
            {
                next = shard.Due < next ? shard.Due : next;
            }

            if (next > end)
            {
                Now = end;
                return;
            }

            _standstill = next > Now ? 0 : _standstill + 1;
            if (_standstill > MaxStandstill)
            {
                throw new InvariantException("Something is due again and again, and time does not pass: a loop without a pause.");
            }

            Now = next > Now ? next : Now;
            while (_later.TryPeek(out _, out first) && first.At <= Now)
            {
                _later.Dequeue()();
            }

            foreach (WorldShard shard in Shards)
            {
                if (shard.Due <= Now)
                {
                    shard.OnTimer();
                }

                shard.ExpectNothingForgotten();
            }
        }
    }

    private void Take(Step step)
    {
        WorldShard shard = Shards[step.Shard];
        int amount = step.Amount;
        switch (step.What)
        {
            case Happening.Milliseconds:
                Pass(TimeSpan.FromMilliseconds(amount * 10));
                break;
            case Happening.Seconds:
                Pass(TimeSpan.FromSeconds(amount));
                break;
            case Happening.Minutes:
                Pass(TimeSpan.FromMinutes(amount / 5.0));
                break;
            case Happening.Hours:
                Pass(TimeSpan.FromHours(amount / 20.0));
                break;
            case Happening.Events:
                shard.Dispatch(amount);
                break;
            case Happening.EventsOfAll:
                foreach (WorldShard each in Shards)
                {
                    each.Dispatch(amount / 10);
                }

                break;
            case Happening.RepeatOnResume:
                Discord.RepeatsOnResume = amount % 30;
                break;
            case Happening.SwapOnResume:
                Discord.SwapsOnResume = amount % 2 == 0;
                break;
            case Happening.Cut:
                shard.Connection?.Cut();
                break;
            case Happening.GoDead:
                shard.Connection?.GoDead();
                break;
            case Happening.Close:
                shard.Connection?.Close(WorldDiscord.Codes[amount % WorldDiscord.Codes.Length]);
                break;
            case Happening.CloseForGood:
                shard.Connection?.Close(WorldDiscord.FatalCodes[amount % WorldDiscord.FatalCodes.Length]);
                break;
            case Happening.AskReconnect:
                shard.Connection?.Send(Frame.Reconnect);
                break;
            case Happening.InvalidResumable:
                shard.Connection?.Send(Frame.InvalidResumable);
                break;
            case Happening.Invalid:
                shard.Connection?.InvalidateSession();
                break;
            case Happening.AskHeartbeats:
                for (int i = 0; i < amount; i++)
                {
                    shard.Connection?.Send(Frame.HeartbeatRequest);
                }

                break;
            case Happening.Unreadable:
                shard.Connection?.Send(Frame.Unreadable);
                break;
            case Happening.UnknownOpcode:
                shard.Connection?.Send(Frame.UnknownOpcode);
                break;
            case Happening.OversizeEvents or Happening.SequenceRepeats or Happening.SequenceJumps:
                shard.DispatchStrangely(step.What, amount);
                break;
            case Happening.StrangeStart:
                Discord.StrangeStarts = Discord.StrangeStarts > 0 ? 0 : 1 + amount;
                break;
            case Happening.OmitOnResume:
                Discord.OmitsOnResume = true;
                break;
            case Happening.DoubleOnResume:
                Discord.DoublesOnResume = true;
                break;
            case Happening.GateHangs:
                IsGateHanging = !IsGateHanging;
                break;
            case Happening.GateThrows:
                GateFailures = amount % 4;
                break;
            case Happening.ClockJumps:
                // The machine slept: nothing ran meanwhile, and what came in waits.
                Now += TimeSpan.FromMinutes(amount);
                foreach (WorldShard each in Shards)
                {
                    each.Slept();
                }

                break;
            case Happening.SessionsDieYoung:
                Discord.SessionsDieYoung = true;
                Pass(TimeSpan.FromHours(12 + (5 * amount)));
                Discord.SessionsDieYoung = false;
                break;
            default:
                if (!shard.Take(step))
                {
                    Discord.Take(step);
                }

                break;
        }
    }
}
