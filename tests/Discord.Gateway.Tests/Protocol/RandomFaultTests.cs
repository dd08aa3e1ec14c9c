using CsCheck;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>Thousands of random fault schedules; a failing one is shrunk by CsCheck and told as a transcript.</summary>
public sealed class RandomFaultTests
{
    private static readonly int[] Codes = [1000, 1001, 4000, 4001, 4002, 4003, 4005, 4006, 4007, 4008, 4009, 4242];

    [Fact]
    public void Whatever_happens_events_come_once_and_in_order_limits_hold_and_every_state_ends()
    {
        Gen<(int What, int Shard, int Amount)[]> schedules = Gen.Select(Gen.Int[0, 21], Gen.Int[0, 2], Gen.Int[0, 99]).Array[1, 120];
        Gen.Select(Gen.Int[0, int.MaxValue], schedules).Sample((seed, schedule) => Run(seed, schedule), iter: 3000, threads: 2);
    }

    [Fact]
    public void After_the_faults_end_every_shard_is_connected_again_and_delivers()
    {
        Gen<(int What, int Shard, int Amount)[]> schedules = Gen.Select(Gen.Int[0, 21], Gen.Int[0, 2], Gen.Int[0, 99]).Array[1, 60];
        Gen.Select(Gen.Int[0, int.MaxValue], schedules).Sample((seed, schedule) =>
        {
            ProtocolWorld world = Run(seed, schedule);
            world.RefuseConnections = false;
            world.SayHello = world.Acknowledge = world.AnswerIdentify = world.AnswerResume = true;
            foreach (ProtocolWorld.ModelShard shard in world.Shards.Where(shard => shard.IsPaused))
            {
                shard.TogglePause();
            }

            // The longest way back: a READY that was never going to come (5 min), then the longest back-off.
            world.Pass(TimeSpan.FromMinutes(8));
            foreach (ProtocolWorld.ModelShard shard in world.Shards)
            {
                long before = shard.Delivered;
                shard.Dispatch();
                Assert.True(shard.IsConnected && shard.Delivered == before + 1, $"{shard.Id} does not deliver.\n{world.Transcript}");
            }
        }, iter: 500, threads: 2);
    }

    private static ProtocolWorld Run(int seed, (int What, int Shard, int Amount)[] schedule)
    {
        var world = new ProtocolWorld(shards: 3, seed);
        try
        {
            foreach ((int what, int shard, int amount) in schedule)
            {
                Apply(world, world.Shards[shard], what, amount);
            }

            return world;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.Message}\n{world.Transcript}", error);
        }
    }

    private static void Apply(ProtocolWorld world, ProtocolWorld.ModelShard shard, int what, int amount)
    {
        switch (what)
        {
            case 0:
                world.Pass(TimeSpan.FromMilliseconds(amount * 10));
                break;
            case 1 or 2:
                world.Pass(TimeSpan.FromSeconds(amount));
                break;
            case 3:
                world.Pass(TimeSpan.FromMinutes(amount / 10.0));
                break;
            case 4 or 5 or 6:
                for (int i = 0; i < amount; i++)
                {
                    shard.Dispatch();
                }

                break;
            case 7:
                shard.Duplicate(amount);
                break;
            case 8 or 9:
                shard.Cut();
                break;
            case 10:
                shard.Close(Codes[amount % Codes.Length]);
                break;
            case 11:
                shard.Send("""{"op":7,"d":null}""");
                break;
            case 12:
                shard.Send("""{"op":9,"d":true}""");
                break;
            case 13:
                shard.Send("""{"op":9,"d":false}""");
                break;
            case 14:
                for (int i = 0; i < amount; i++)
                {
                    shard.Send("""{"op":1,"d":null}""");
                }

                break;
            case 15:
                shard.SendCommands(amount * 2);
                break;
            case 16:
                world.RefuseConnections = !world.RefuseConnections;
                break;
            case 17:
                world.SayHello = !world.SayHello;
                break;
            case 18:
                world.Acknowledge = !world.Acknowledge;
                break;
            case 19:
                shard.ExpireSession();
                break;
            case 20:
                shard.TogglePause();
                break;
            case 21:
                world.AnswerIdentify = amount < 50;
                world.AnswerResume = amount % 2 == 0;
                break;
        }
    }
}
