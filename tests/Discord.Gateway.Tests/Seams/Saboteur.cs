namespace Discord.Gateway.Tests.Seams;

/// <summary>What a seam throws.</summary>
internal sealed class SabotageException(SeamCall call) : Exception($"sabotage of {call}");

/// <summary>Decides which calls of one seam misbehave, and throws or blocks in them.</summary>
/// <param name="cell">Which call, and how.</param>
/// <param name="first">The first call that misbehaves, from 1.</param>
/// <param name="times">How many do, one after the other.</param>
internal sealed class Saboteur(Cell cell, int first, int times)
{
    private readonly Lock _lock = new();
    private ManualResetEventSlim _release = new();
    private int _calls;
    private int _strikes;
    private int _blocked;
    private volatile bool _isOver;

    internal Cell Cell => cell;

    /// <summary>Whether one call misbehaves alone.</summary>
    internal bool IsOnce => times == 1;

    /// <summary>Whether one of the first calls misbehaves.</summary>
    internal bool IsEarly => first <= 5;

    /// <summary>How many calls misbehaved so far.</summary>
    internal int Strikes => Volatile.Read(ref _strikes);

    /// <summary>How many threads are blocked now.</summary>
    internal int Blocked => Volatile.Read(ref _blocked);

    internal bool IsFor(SeamCall call) => cell.Call == call;

    /// <summary>Called by a seam. Throws or blocks if this call must; true if the seam must fail asynchronously or return nonsense.</summary>
    internal bool Strike(SeamCall call)
    {
        if (cell.Call != call || _isOver)
        {
            return false;
        }

        int number = Interlocked.Increment(ref _calls);
        if (number < first || number >= first + times)
        {
            return false;
        }

        Interlocked.Increment(ref _strikes);
        switch (cell.Behaviour)
        {
            case Misbehaviour.Throws:
                throw new SabotageException(call);
            case Misbehaviour.Blocks:
                Block();
                return false;
            default:
                return true;
        }
    }

    /// <summary>A task that fails later.</summary>
    internal async Task FailAsync()
    {
        await Task.Yield();
        throw new SabotageException(cell.Call);
    }

    /// <summary>Lets all blocked threads go. They count as blocked no more.</summary>
    internal void Release()
    {
        lock (_lock)
        {
            _release.Set();
            _release = new ManualResetEventSlim();
            _blocked = 0;
        }
    }

    /// <summary>No call misbehaves from now on.</summary>
    internal void End()
    {
        _isOver = true;
        Release();
    }

    private void Block()
    {
        ManualResetEventSlim release;
        lock (_lock)
        {
            release = _release;
            _blocked++;
        }

        // Real time, which only a failing test uses up.
        release.Wait(TimeSpan.FromSeconds(20));
    }
}
