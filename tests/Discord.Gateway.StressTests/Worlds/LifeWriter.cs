using Discord.Gateway.Commands;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>The writing end of a shard's connections: writes what the core gives, in time, late, or not at all.</summary>
internal sealed class LifeWriter(ChaosWorld world, ShardLife life)
{
    /// <summary>A write of which the core should not think that it hangs.</summary>
    private static readonly TimeSpan HarmlessTime = TimeSpan.FromSeconds(10);

    /// <summary>Called by the thread that became the writer.</summary>
    internal void Write(WorldConnection connection)
    {
        while (!life.HasCrashed && life.Core.TryTakeOutgoing(connection.Number, life.Now, out Outgoing? outgoing))
        {
            life.Model.OnTaken(outgoing);
            connection.IsWriting = true;
            bool fails = connection.IsBroken || connection.IsLetGo;
            if (connection.NextWrite is { } fault)
            {
                connection.NextWrite = null;
                fails |= fault.Fails;
                if (fault.Time > HarmlessTime)
                {
                    connection.Harm("a write hangs");
                }

                if (fault.Time > TimeSpan.Zero)
                {
                    Hang(connection, outgoing, fault.Time, fails);
                    return;
                }
            }
            else if (life.Threads.IsWriteSlow(() => EndHungWrite(connection, outgoing, fails || connection.IsLetGo)))
            {
                return;
            }

            OnWritten(connection, outgoing, fails);
        }

        if (!life.HasCrashed)
        {
            life.Settle();
        }
    }

    /// <summary>The connection was closed or aborted: a write that hangs fails.</summary>
    internal void OnLetGo(WorldConnection connection)
    {
        if (connection.FailHungWrite is { } fail)
        {
            connection.FailHungWrite = null;
            world.Later(TimeSpan.FromMilliseconds(world.Random.Next(50)), fail);
        }
    }

    private void Hang(WorldConnection connection, Outgoing outgoing, TimeSpan time, bool fails)
    {
        life.Tell($"the write of {outgoing.Kind} hangs for {time.TotalSeconds} s");
        bool hasEnded = false;
        connection.FailHungWrite = () => End(true);
        world.Later(time, () => End(fails || connection.IsLetGo));

        void End(bool hasFailed)
        {
            if (!hasEnded)
            {
                hasEnded = true;
                connection.FailHungWrite = null;
                EndHungWrite(connection, outgoing, hasFailed);
            }
        }
    }

    private void EndHungWrite(WorldConnection connection, Outgoing outgoing, bool hasFailed)
    {
        if (!life.HasCrashed)
        {
            OnWritten(connection, outgoing, hasFailed);
            Write(connection);
        }
    }

    private void OnWritten(WorldConnection connection, Outgoing outgoing, bool hasFailed)
    {
        if (hasFailed)
        {
            connection.Harm("a write failed");
        }
        else
        {
            connection.FromClient(outgoing);
        }

        connection.IsWriting = false;
        bool isCurrent = connection.Number == life.Core.Connection;
        life.Core.OnWritten(connection.Number, life.Now, outgoing, hasFailed ? "a write failed" : null);
        life.Model.OnWritten(outgoing, isCurrent, hasFailed);
        life.Model.Check();
    }
}
