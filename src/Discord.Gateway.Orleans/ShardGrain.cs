using System.Text.Json;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Discord.Gateway.Orleans;

/// <summary>A shard as a grain: runs on the silo where the keeper starts it, and stores its session.</summary>
/// <remarks>
/// The fence: each start is a <see cref="ShardRun"/> with a higher number, and is stored. An earlier run that lives on, on a silo that was believed dead, is refused when it saves, and
/// ends; it overlaps with the new one for no longer than the interval of saving. While the store takes no writes there is no fence, and shards start, move and run all the same.
/// </remarks>
[GrainType("discord-gateway.shard")]
[BotPlacement]
[RandomPlacement]
[KeepAlive]
internal sealed class ShardGrain(
    [PersistentState("session", DiscordCluster.StorageName)] IPersistentState<ShardRecord> record,
    SiloShards shards,
    OlderVersion older,
    ILocalSiloDetails silo,
    ILogger<ShardGrain> logger) : Grain, IShardControl
{
    private readonly RecordWriter<ShardRecord> _writer = new(record);

    /// <summary>What this activation has started and not stopped.</summary>
    private ShardRun? _run;

    /// <summary>The session before the one that is stored.</summary>
    private string? _endedSession;

    /// <summary>The presence of all shards that was the last to come here.</summary>
    private SharedPresence _shared;

    private ShardId ShardId => BotGrains.ParseShard(this.GetPrimaryKeyString());

    /// <summary>Whether the shard runs here. A silo that was alone for too long has ended what its grains believe to run.</summary>
    private bool IsRunning => _run is { } run && shards.IsHere(ShardId, run);

    public async Task<ShardStart> StartAsync(SiloAddress wanted, SharedPresence presence, bool mayTakeOver)
    {
        if (IsRunning)
        {
            return new ShardStart(silo.SiloAddress, IsHeld: false);
        }

        if (shards.IsAlone)
        {
            // Nor is it given a later run, which would be stored over that of another silo.
            return new ShardStart(null, IsHeld: true);
        }

        if (!record.RecordExists && await older.FindShardAsync(ShardId) is { } found)
        {
            record.State = found;
        }

        if (_run is not null)
        {
            // This silo has ended it, or could not start it.
            record.State.IsHeld = false;
        }
        else if (record.State.IsHeld && !mayTakeOver)
        {
            return new ShardStart(null, IsHeld: true);
        }

        if (!silo.SiloAddress.Equals(wanted))
        {
            // It was called to life here, or has run here before: it moves, and is told again there.
            RequestContext.Set(IPlacementDirector.PlacementHintKey, wanted);
            this.MigrateOnIdle();
            return default;
        }

        ShardRun run = record.State.Run.Next();
        _shared = presence;
        await TryWriteAsync(
            state =>
            {
                state.Run = run;
                state.IsHeld = true;
                state.OwnPresence = state.SharedVersion == presence.Version ? state.OwnPresence : null;
            },
            stored => stored.Run.HasTakenOverFrom(run));
        if (record.State.Run != run)
        {
            // Two activations have started it at once, and the other was first.
            return new ShardStart(null, IsHeld: true);
        }

        _run = run;
        await shards.StartAsync(ShardId, run, Session, SharedPresence.Parse(record.State.OwnPresence ?? presence.Json));
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        return new ShardStart(silo.SiloAddress, IsHeld: false);
    }

    public Task ReleaseAsync() => StopAsync();

    public async Task<bool> SaveAsync(ShardRun run, ShardSession session)
    {
        if (record.RecordExists && record.State.Run.HasTakenOverFrom(run))
        {
            return false;
        }

        if (session.Id == _endedSession || (Session is { } stored && stored.Id == session.Id && stored.Sequence > session.Sequence))
        {
            // Overtaken on the way by a later one.
            return true;
        }

        _endedSession = Session?.Id != session.Id ? Session?.Id : _endedSession;

        bool isMine = await _writer.WriteAsync(
            state =>
            {
                // The store may have gone back in time, and this activation have begun with what it held.
                state.Run = run;
                state.IsHeld = true;
                state.Session = ToJson(session);
            },
            stored => stored.Run.HasTakenOverFrom(run));
        if (!isMine)
        {
            GiveUp();
        }

        return isMine;
    }

    public Task StoreAsync(ShardSession? session) => IsRunning ? Task.CompletedTask : _writer.WriteAsync(state => state.Session = ToJson(session));

    public Task<ShardSession?> LoadAsync() => Task.FromResult(Session);

    public Task<ClusterShard> GetStatusAsync() => Task.FromResult(
        shards.GetStatus(ShardId) is { } status && IsRunning ? ClusterShard.Of(status, silo.SiloAddress) : new ClusterShard { ShardId = ShardId });

    public Task SendRawAsync(byte[] payload) => AskAsync(shard => shard.SendRawAsync(payload));

    public async Task SetPresenceAsync(BotPresence presence)
    {
        await AskAsync(shard => SetPresenceAsync(shard, presence));
        await StoreOwnPresenceAsync(SharedPresence.ToJson(presence));
    }

    public async Task SharePresenceAsync(SharedPresence presence)
    {
        if (presence.Version <= _shared.Version || SharedPresence.Parse(presence.Json) is not { } parsed)
        {
            return;
        }

        await AskAsync(shard => SetPresenceAsync(shard, parsed));
        _shared = presence;
        if (record.State.OwnPresence is not null)
        {
            await StoreOwnPresenceAsync(null);
        }
    }

    public async Task<GuildMembersAnswer> GetGuildMembersAsync(RequestGuildMembers request, CancellationToken cancellationToken)
    {
        var answer = new GuildMembersAnswer();
        await AskAsync(async shard =>
        {
            GuildMemberStream stream = shard.GetGuildMembersAsync(request, cancellationToken: cancellationToken);
            var members = new List<GuildMember>();
            await foreach (GuildMember member in stream)
            {
                members.Add(member);
            }

            // Lists of types that the serializer knows.
            answer = new GuildMembersAnswer { Members = members, NotFound = stream.NotFound.ToList(), Presences = stream.Presences.ToList() };
        });

        return answer;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => StopAsync();

    private ShardSession? Session => record.State.Session is { } json ? JsonSerializer.Deserialize<ShardSession>(json) : null;

    private static string? ToJson(ShardSession? session) => session is null ? null : JsonSerializer.Serialize(session);

    private static Task SetPresenceAsync(Shard shard, BotPresence presence)
    {
        shard.SetPresence(presence);
        return Task.CompletedTask;
    }

    /// <summary>Asks something of the shard. One that is being shut down runs nowhere: it moves.</summary>
    private async Task AskAsync(Func<Shard, Task> ask)
    {
        try
        {
            await ask((IsRunning ? shards.Find(ShardId) : null) ?? throw new ShardNotRunningException(ShardId));
        }
        catch (ShardShutdownException)
        {
            throw new ShardNotRunningException(ShardId);
        }
    }

    private async Task StopAsync()
    {
        if (_run is not { } run)
        {
            return;
        }

        (bool wasRunning, ShardSession? session) = await shards.StopAsync(ShardId, run);
        _run = null;
        if (wasRunning && !record.State.Run.HasTakenOverFrom(run))
        {
            // If that fails, what was handled since the last save is told again only if this activation does not take the session to the next silo itself.
            await TryWriteAsync(
                state =>
                {
                    state.Session = ToJson(session);
                    state.IsHeld = false;
                },
                stored => stored.Run.HasTakenOverFrom(run));
        }
    }

    private Task StoreOwnPresenceAsync(string? presence)
    {
        ShardRun? run = _run;
        return TryWriteAsync(
            state =>
            {
                state.OwnPresence = presence;
                state.SharedVersion = _shared.Version;
            },
            stored => run is { } mine && stored.Run.HasTakenOverFrom(mine));
    }

    /// <summary>Stores what the shard does not depend on: without a store it runs on, and moves, as it would with one.</summary>
    private async Task TryWriteAsync(Action<ShardRecord> change, Func<ShardRecord, bool> isLater)
    {
        try
        {
            if (!await _writer.WriteAsync(change, isLater))
            {
                GiveUp();
            }
        }
        catch (Exception error)
        {
            logger.SessionNotStored(ShardId, error);
        }
    }

    /// <summary>Another run holds the session. The silo that saved is told so, and ends the shard.</summary>
    private void GiveUp()
    {
        if (_run is not null)
        {
            _run = null;
            logger.Fenced(ShardId);
            DeactivateOnIdle();
        }
    }
}
