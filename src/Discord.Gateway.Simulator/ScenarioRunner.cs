using Discord.Gateway.Testing;

namespace Discord.Gateway.Simulator;

/// <summary>Does the steps of a scenario when they come due.</summary>
internal sealed class ScenarioRunner : IAsyncDisposable
{
    private readonly GatewaySimulator _simulator;
    private readonly TrafficPrinter _printer;
    private readonly ILookup<long, ScenarioStep> _byEvent;
    private readonly ScenarioStep[] _byTime;
    private readonly List<ITimer> _timers = [];
    private long _events;
    private int _waiting;

    internal ScenarioRunner(GatewaySimulator simulator, IReadOnlyList<ScenarioStep> steps, TrafficPrinter printer)
    {
        _simulator = simulator;
        _printer = printer;
        _byEvent = steps.Where(step => step.Event is not null).ToLookup(step => step.Event!.Value);
        _byTime = [.. steps.Where(step => step.Time is not null)];
        _waiting = steps.Count;
    }

    /// <summary>How many events were sent to bots.</summary>
    internal long Events => Interlocked.Read(ref _events);

    /// <summary>How many steps did not come due.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    internal void Start()
    {
        foreach (ScenarioStep step in _byTime)
        {
            _timers.Add(_simulator.Options.TimeProvider.CreateTimer(_ => _ = RunAsync(step), null, step.Time!.Value, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>An event was sent. What is to happen at it happens before the next one is.</summary>
    internal void EventSent()
    {
        foreach (ScenarioStep step in _byEvent[Interlocked.Increment(ref _events)])
        {
            _ = RunAsync(step);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ITimer timer in _timers)
        {
            await timer.DisposeAsync();
        }
    }

    private async Task RunAsync(ScenarioStep step)
    {
        Interlocked.Decrement(ref _waiting);
        try
        {
            _printer.Print($"scenario: step {step.Number}, {step.Command.Name}");
            await step.Command.RunAsync(_simulator);
        }
        catch (CommandConflictException error)
        {
            _printer.Print($"scenario: step {step.Number}, {step.Command.Name}, did nothing: {error.Message}");
        }
    }
}
