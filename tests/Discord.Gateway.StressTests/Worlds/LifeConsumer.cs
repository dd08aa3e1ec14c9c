using Discord.Gateway.Shards;
using Discord.Gateway.Transport;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>The loop that takes a shard's events: fast, slow, or stuck.</summary>
internal sealed class LifeConsumer(ChaosWorld world, ShardLife life)
{
    private static readonly TimeSpan SlowTime = TimeSpan.FromMilliseconds(100);

    private bool _isTaking;

    internal bool IsStopped { get; private set; }

    /// <summary>There may be something to take.</summary>
    internal void Wake()
    {
        if (IsStopped || _isTaking)
        {
            return;
        }

        if (life.Shard.IsSlow && !world.IsHealed)
        {
            _isTaking = true;
            world.Later(SlowTime, () =>
            {
                _isTaking = false;
                if (!IsStopped && Take() == TakeOutcome.Event)
                {
                    Wake();
                }
            });
            return;
        }

        Take(int.MaxValue);
    }

    /// <summary>Takes some events, whether it is stopped or not.</summary>
    internal void Take(int count)
    {
        for (int i = 0; i < count && Take() == TakeOutcome.Event; i++)
        {
        }
    }

    internal void Stop()
    {
        life.Tell("the consumer is stuck");
        IsStopped = true;
    }

    internal void GoOn()
    {
        if (IsStopped)
        {
            life.Tell("the consumer goes on");
            IsStopped = false;
            Wake();
        }
    }

    private TakeOutcome Take()
    {
        if (life.HasCrashed)
        {
            return TakeOutcome.Ended;
        }

        life.Model.Events.OnTaking();
        TakeOutcome outcome = life.Core.TakeEvent(out BufferedEvent item);
        life.Model.Events.OnTaken(outcome, item);
        bool mustStart = outcome == TakeOutcome.Empty && life.Core.IsIdle;
        life.Model.Check();
        life.MayReadAgain();
        if (mustStart)
        {
            life.Do(static (core, now) => core.Start(now));
        }

        return outcome;
    }
}
