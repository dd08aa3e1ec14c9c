using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>A <see cref="BotState"/> of one shard, as a manager uses it.</summary>
internal sealed class ShardStore : IGuildStore
{
    internal static readonly ShardSession Session = new("benchmark", ResumeUrl: null, Sequence: 1) { ShardId = new ShardId(0, 1) };

    private readonly StoredShard _shard;

    /// <param name="presences">What is kept of who is online.</param>
    /// <param name="store">Where snapshots are saved, if they are.</param>
    internal ShardStore(WorldPresences presences, IStateStore? store = null)
    {
        State = new BotState(MakeOptions(presences, store));
        Managed = State.Attach(new ShardOptions { Token = "benchmark", Intents = GatewayIntents.All }, new MemorySessionStore());
        _shard = (StoredShard)Managed.Create(Session.ShardId, session: null);
        _shard.SetPlace(Session.Id, Session.Sequence, isSaved: true);
        Managed.Use([_shard]);
    }

    internal BotState State { get; }

    internal ManagerState Managed { get; }

    internal StoredShard Shard => _shard;

    internal static BotStateOptions MakeOptions(WorldPresences presences, IStateStore? store = null) => new()
    {
        Parts = presences == WorldPresences.None ? StateParts.Default : StateParts.All,
        KeepActivities = presences == WorldPresences.WithActivities,
        Store = store,
    };

    public void Apply(GatewayEvent gatewayEvent) => _shard.Apply(gatewayEvent);

    public GuildMember? FindMember(ulong guildId, ulong userId) => State.Find(guildId)?.FindMember(userId);

    public Channel? FindChannel(ulong guildId, ulong channelId) => State.Find(guildId)?.FindChannel(channelId);

    public Permissions? GetPermissions(ulong guildId, ulong userId, ulong channelId) => State.Find(guildId)?.GetPermissions(userId, channelId);

    /// <summary>What a snapshot is made of, as the shard's own loop makes it.</summary>
    internal ShardSnapshot Freeze() => _shard.Freeze() ?? throw new InvalidOperationException("An event could not be applied.");
}
