using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>A state beside records in dictionaries, told the same random events: both know the same at any time. Events that it has are told once more now and then.</summary>
internal sealed class StateModel
{
    private static readonly ShardOptions Options = new() { Token = "token", Intents = GatewayIntents.All };

    private readonly MemoryStateStore _store = new();
    private readonly NaiveState _naive = new();
    private readonly RandomEvents _events;
    private readonly Random _random;
    private BotState _state;
    private string _session = "";
    private long _sequence;

    internal StateModel(int seed)
    {
        _events = new RandomEvents(seed);
        _random = new Random(seed);
        _state = NewState();
        Begin();
    }

    /// <summary>The state that is told now. Any thread may read it.</summary>
    internal BotState State => Volatile.Read(ref _state);

    /// <summary>Tells both one more event.</summary>
    internal void Next()
    {
        if (_random.Next(2_000) == 0)
        {
            Begin();
            return;
        }

        GatewayEvent told = _events.Next() with { Sequence = ++_sequence };
        _naive.Apply(told);
        _state.Apply(told);
        if (_random.Next(20) == 0)
        {
            _state.Apply(_events.Next() with { Sequence = _random.NextInt64(1, _sequence + 1) });
        }
    }

    /// <summary>Reads the state from a snapshot, and tells it what came since, of which some was handled.</summary>
    /// <returns>What was wrong; null if nothing was.</returns>
    internal async Task<string?> RestartAsync()
    {
        await _state.SaveAsync();
        long saved = _sequence;
        _naive.OnRestored();
        GatewayEvent[] missed = [.. Enumerable.Range(0, _random.Next(200)).Select(_ => _events.Next() with { Sequence = ++_sequence })];
        long handled = Math.Max(1, _random.NextInt64(saved - 20, _sequence + 1));
        BotState restored = NewState();
        ShardSession? session = await restored.RestoreAsync(new ShardSession(_session, null, handled), Options, CancellationToken.None);
        if (session?.ReplayAfter != saved)
        {
            return $"the snapshot of event {saved} was read as {session?.ReplayAfter}";
        }

        Volatile.Write(ref _state, restored);
        foreach (GatewayEvent told in missed)
        {
            _naive.Apply(told);
            bool isNew = told is ResumedEvent || told.Sequence > handled;
            if (restored.Apply(told) != isNew)
            {
                return $"event {told.Sequence} after {handled} is to be handled, or is not";
            }
        }

        return Compare();
    }

    /// <summary>The first difference between both; null if there is none.</summary>
    internal string? Compare()
    {
        SortedSet<ulong> messages = _naive.MessageIds;
        string[] wanted = _naive.Print().Split('\n');
        string[] known = StatePrinter.Print(_state, messages).Split('\n');
        int line = wanted.Zip(known).TakeWhile(pair => pair.First == pair.Second).Count();
        if (line < Math.Max(wanted.Length, known.Length))
        {
            return $"at event {_sequence}, line {line}: {known.ElementAtOrDefault(line)}\nin place of: {wanted.ElementAtOrDefault(line)}";
        }

        int count = _state.GetStatistics().Messages;
        return count == _naive.MessageCount ? null : $"at event {_sequence}: {count} messages in place of {_naive.MessageCount}";
    }

    private void Begin()
    {
        ReadyEvent ready = _events.Ready() with { Sequence = 1 };
        (_session, _sequence) = (ready.SessionId, 1);
        _naive.Apply(ready);
        _state.Apply(ready);
    }

    private BotState NewState() => new(new BotStateOptions { Parts = StateParts.All, KeepActivities = true, MessagesPerChannel = NaiveMessages.PerChannel, Store = _store });
}
