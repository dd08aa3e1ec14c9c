using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>As <see cref="StateSample"/>, with a shard of a manager, and its intents.</summary>
internal sealed class ManagedSample
{
    private readonly ShardState _shard;
    private long _sequence;

    internal ManagedSample(BotStateOptions options, GatewayIntents intents)
    {
        State = new BotState(options);
        ManagerState manager = State.Attach(new ShardOptions { Token = "token", Intents = intents }, new MemorySessionStore());
        _shard = manager.Create(ShardId.Single, session: null);
        manager.Use([_shard]);
        Tell(new ReadyEvent { SessionId = "session", User = new User { Id = StateSample.Bot, Username = "bot" }, Guilds = [new UnavailableGuild { Id = StateSample.GuildId, Unavailable = true }] });
        Tell(StateSample.Created);
    }

    internal BotState State { get; }

    internal GuildView Guild => State.Find(StateSample.GuildId)!.Value;

    internal T Tell<T>(T gatewayEvent)
        where T : GatewayEvent
    {
        T told = gatewayEvent with { Sequence = ++_sequence };
        _shard.Apply(told);
        return told;
    }
}
