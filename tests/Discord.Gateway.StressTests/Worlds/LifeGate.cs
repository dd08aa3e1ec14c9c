namespace Discord.Gateway.StressTests.Worlds;

/// <summary>One connection's way through the bot's gate to identify, which lets through late, throws, or holds back for as long as the world wants.</summary>
internal sealed class LifeGate(ChaosWorld world, ShardLife life, int number)
{
    private bool _isHandedOut;
    private bool _hasLeft;

    private int Key => life.Shard.Id.Index % world.Scenario.MaxConcurrency;

    internal void Enter()
    {
        if (_hasLeft || life.HasCrashed)
        {
            return;
        }

        if (world.GateFailures > 0)
        {
            world.GateFailures--;
            world.Later(Pause(), Fail);
        }
        else if (world.IsGateHanging)
        {
            world.Later(TimeSpan.FromSeconds(5), Enter);
        }
        else if (world.Identifying.ContainsKey(Key))
        {
            world.Later(TimeSpan.FromMilliseconds(100), Enter);
        }
        else if (world.Starts.TryTake(Key, world.Now, out TimeSpan wait, out _))
        {
            world.Identifying[Key] = this;
            if (world.Random.Next(4) == 0)
            {
                world.Later(Pause(), LetThrough);
            }
            else
            {
                LetThrough();
            }
        }
        else
        {
            world.Later(wait, Enter);
        }
    }

    /// <summary>The wait is cancelled, or the permit given back.</summary>
    internal void Leave()
    {
        if (!_hasLeft)
        {
            _hasLeft = true;
            if (_isHandedOut)
            {
                Release();
            }
        }
    }

    private void LetThrough()
    {
        if (_hasLeft)
        {
            Release();
            return;
        }

        _isHandedOut = true;
        life.Threads.Run(() =>
        {
            bool isCurrent = life.Core.Connection == number;
            life.Do((core, now) => ChaosWorld.Expect(
                core.OnGateOpened(number, now) == isCurrent, life.Shard.Id, "a permit for a connection that is gone was taken, or the other way round."));
        });
    }

    private void Fail()
    {
        if (!_hasLeft && !life.HasCrashed)
        {
            life.Tell("the gate throws");
            life.Model.Harm(number, "the gate threw");
            life.Do((core, now) => core.OnBroken(number, now, "the identify gate failed"));
        }
    }

    private void Release()
    {
        if (world.Identifying.GetValueOrDefault(Key) == this)
        {
            world.Identifying.Remove(Key);
            world.Starts.Written(Key, world.Now);
        }
    }

    private TimeSpan Pause() => TimeSpan.FromMilliseconds(world.Random.Next(4) == 0 ? world.Random.Next(60_000) : world.Random.Next(500));
}
