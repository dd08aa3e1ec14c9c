using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>
/// Runs two threads of which one runs at a time. At each step of the table, a random number decides whether the other goes on: every order of their steps can come
/// about, and the same seed gives the same order.
/// </summary>
internal sealed class Turns(int seed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(seed);
    private readonly List<SemaphoreSlim> _threads = [];

    /// <summary>One change of turns in so many steps.</summary>
    private readonly int _rarity = 1 << (seed % 5);

    private int _running;
    private int _steps;

    /// <summary>Prepares an action for a thread of its own. It begins with <see cref="FinishAsync"/>.</summary>
    internal Task Start(Action action)
    {
        int self = _threads.Count;
        var turn = new SemaphoreSlim(0);
        _threads.Add(turn);
        return Task.Factory.StartNew(() => Run(self, turn, action), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Begins with the first thread and waits for all.</summary>
    internal Task FinishAsync(params Task[] tasks)
    {
        _running = tasks.Length;
        _threads[0].Release();
        return Task.WhenAll(tasks);
    }

    private void Run(int self, SemaphoreSlim turn, Action action)
    {
        Wait(turn);
        Steps.Observer = step =>
        {
            if (++_steps > 1_000_000)
            {
                throw new InvalidOperationException($"a loop without end at {step}");
            }

            if (_running > 1 && _random.Next(_rarity) == 0)
            {
                _threads[1 - self].Release();
                Wait(turn);
            }
        };
        try
        {
            action();
        }
        finally
        {
            _running--;
            Steps.Observer = null;
            _threads[1 - self].Release();
        }
    }

    private static void Wait(SemaphoreSlim turn)
    {
        if (!turn.Wait(Patience))
        {
            throw new TimeoutException("The other thread does not give back the turn.");
        }
    }
}
