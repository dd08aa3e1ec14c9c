using Discord.Gateway;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;

namespace StandaloneShard;

/// <summary>Three guilds with people in them, on a gateway in this process whose wire is cut now and then.</summary>
internal sealed class LivingWorld : IAsyncDisposable
{
    private static readonly SimulatedGuild[] Guilds =
    [
        new(1_000_000_000_000_000_001, "Lighthouse Keepers", 12),
        new(1_000_000_000_000_000_101, "Midnight Bakery", 7),
        new(1_000_000_000_000_000_201, "Radio Amateurs", 31),
    ];

    private static readonly string[] Sentences =
        ["good evening", "did anyone see that?", "the bread is ready", "73 from the coast", "lamp is lit", "who is on shift?", "brb", "signal is clear"];

    private readonly GatewaySimulatorServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _life;

    private LivingWorld(GatewaySimulatorServer server)
    {
        _server = server;
        _life = LiveAsync();
    }

    internal static async Task<LivingWorld> StartAsync() => new(await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions
    {
        Guilds = Guilds,
        HeartbeatInterval = TimeSpan.FromSeconds(5),
    }));

    internal ShardOptions CreateShardOptions() => _server.CreateShardOptions(GatewayIntents.All);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _life;
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task LiveAsync()
    {
        var random = new Random(7);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(400));
        try
        {
            for (int tick = 1; await timer.WaitForNextTickAsync(_stop.Token); tick++)
            {
                // After some seconds, and every so often, the wire breaks; people go on talking, and the shard catches up.
                if (tick % 30 == 15 && _server.Simulator.Connections.LastOrDefault(connection => connection.ShardId is not null) is { IsOpen: true } connection)
                {
                    connection.Cut();
                }

                await DoSomethingAsync(Guilds[random.Next(Guilds.Length)], random);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of this world.
        }
    }

    private async Task DoSomethingAsync(SimulatedGuild guild, Random random)
    {
        int member = random.Next(guild.MemberCount);
        Id<User> userId = guild.GetMemberId(member);
        GatewaySimulator simulator = _server.Simulator;
        switch (random.Next(10))
        {
            case < 6:
                await simulator.DispatchMessageAsync(guild, Sentences[random.Next(Sentences.Length)], member);
                break;
            case < 8:
                await simulator.DispatchAsync(new TypingStartEvent
                {
                    ChannelId = guild.ChannelId,
                    GuildId = guild.Id,
                    UserId = userId,
                    Timestamp = TimeProvider.System.GetUtcNow(),
                    Member = guild.GetMember(member),
                });
                break;
            case < 9:
                await simulator.DispatchAsync(new VoiceStateUpdateEvent
                {
                    VoiceState = new VoiceState
                    {
                        GuildId = guild.Id,
                        ChannelId = random.Next(2) == 0 ? null : guild.ChannelId,
                        UserId = userId,
                        SessionId = "voice-session",
                    },
                });
                break;
            default:
                await simulator.DispatchAsync(new GuildUpdateEvent { Guild = guild.ToGuild() });
                break;
        }
    }
}
