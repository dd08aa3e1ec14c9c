using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Storage;

namespace Discord.Gateway.Orleans;

/// <summary>A shard as a grain: runs on the silo where the keeper starts it, and stores its session.</summary>
/// <remarks>
/// The fence: each start writes a new run into the store. An older run that lives on, on a silo that was believed dead, is refused when it saves, and ends; it
/// overlaps with the new one for no longer than the interval of saving.
/// </remarks>
[RandomPlacement]
[KeepAlive]
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle has nothing to dispose.")]
internal sealed class ShardGrain(
    [PersistentState("session", DiscordCluster.StorageName)] IPersistentState<ShardRecord> record,
    SiloShards shards,
    ILocalSiloDetails silo,
    ILogger<ShardGrain> logger) : Grain, IShardControl
{
    // Writes to the store come one at a time, also where calls interleave: each needs the version of the one before.
    private readonly SemaphoreSlim _writing = new(1, 1);
    private bool _isRunning;
    private string? _sharedPresence;

    private ShardId ShardId => ShardKey.Parse(this.GetPrimaryKeyString());

    public async Task<SiloAddress?> StartAsync(SiloAddress wanted, BotPresence? presence)
    {
        if (!_isRunning)
        {
            if (!silo.SiloAddress.Equals(wanted))
            {
                // It was called to life here, or has run here before: it moves, and is told again there.
                RequestContext.Set(IPlacementDirector.PlacementHintKey, wanted);
                this.MigrateOnIdle();
                return null;
            }

            var run = Guid.NewGuid();
            _sharedPresence = ToJson(presence);
            bool hasOwn = record.State.OwnPresence is not null && record.State.SharedPresence == _sharedPresence;
            await WriteAsync(() =>
            {
                record.State.Run = run;
                record.State.OwnPresence = hasOwn ? record.State.OwnPresence : null;
            });
            await shards.StartAsync(ShardId, run, Session, hasOwn ? JsonSerializer.Deserialize<BotPresence>(record.State.OwnPresence!) : presence);
            _isRunning = true;
            DelayDeactivation(Timeout.InfiniteTimeSpan);
        }

        return silo.SiloAddress;
    }

    public Task ReleaseAsync() => StopAsync();

    public async Task<bool> SaveAsync(Guid run, ShardSession session)
    {
        if (record.State.Run != run && record.RecordExists)
        {
            return false;
        }

        if (Session is { } stored && stored.Id == session.Id && stored.Sequence > session.Sequence)
        {
            // Overtaken on the way by a later one.
            return true;
        }

        await WriteAsync(() => Session = session, run);
        return record.State.Run == run;
    }

    public Task StoreAsync(ShardSession? session) =>
        _isRunning ? Task.CompletedTask : WriteAsync(() => Session = session);

    public Task<ShardSession?> LoadAsync() => Task.FromResult(Session);

    public Task<ClusterShard> GetStatusAsync() => Task.FromResult(
        shards.GetStatus(ShardId) is { } status && _isRunning
            ? new ClusterShard
            {
                ShardId = ShardId,
                Silo = silo.SiloAddress,
                Stage = status.Stage,
                Latency = status.Latency,
                Events = status.Events,
                BufferedEvents = status.BufferedEvents,
                Reconnects = status.Reconnects,
                Guilds = status.Guilds,
                Error = status.Error?.Message,
            }
            : new ClusterShard { ShardId = ShardId });

    public Task SendRawAsync(byte[] payload) => AskAsync(shard => shard.SendRawAsync(payload));

    public async Task SetPresenceAsync(BotPresence presence)
    {
        await AskAsync(shard => SetPresenceAsync(shard, presence));
        await WriteAsync(
            () =>
            {
                record.State.OwnPresence = ToJson(presence);
                record.State.SharedPresence = _sharedPresence;
            },
            record.State.Run);
    }

    public async Task SharePresenceAsync(BotPresence presence)
    {
        await AskAsync(shard => SetPresenceAsync(shard, presence));
        _sharedPresence = ToJson(presence);
        if (record.State.OwnPresence is not null)
        {
            await WriteAsync(() => record.State.OwnPresence = null, record.State.Run);
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

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await StopAsync();
        }
        catch (Exception error)
        {
            // The grain ends in any case. What could not be stored is told again from where it was last saved.
            logger.SessionNotStored(ShardId, error);
        }
    }

    private ShardSession? Session
    {
        get => record.State.Session is { } json ? JsonSerializer.Deserialize<ShardSession>(json) : null;
        set => record.State.Session = value is null ? null : JsonSerializer.Serialize(value);
    }

    private static string? ToJson(BotPresence? presence) => presence is null ? null : JsonSerializer.Serialize(presence);

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
            await ask((_isRunning ? shards.Find(ShardId) : null) ?? throw new ShardNotRunningException(ShardId));
        }
        catch (ShardShutdownException)
        {
            throw new ShardNotRunningException(ShardId);
        }
    }

    private async Task StopAsync()
    {
        if (!_isRunning)
        {
            return;
        }

        Guid run = record.State.Run;
        (bool wasRunning, ShardSession? session) = await shards.StopAsync(ShardId, run);
        _isRunning = false;
        if (!wasRunning)
        {
            return;
        }

        await WriteAsync(() => Session = session, run);
    }

    /// <summary>Changes what is stored. With a run: only if it is still the one that holds the session.</summary>
    private async Task WriteAsync(Action change, Guid? run = null)
    {
        await _writing.WaitAsync();
        try
        {
            change();
            await record.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            // Another run has written since, or the store has lost what it had: only the first is a reason to give up.
            await record.ReadStateAsync();
            if (run is not null && record.RecordExists && record.State.Run != run)
            {
                GiveUp();
                return;
            }

            record.State.Run = run ?? record.State.Run;
            change();
            await record.WriteStateAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Another run holds the session. The silo that saved is told so, and ends the shard.</summary>
    private void GiveUp()
    {
        if (_isRunning)
        {
            _isRunning = false;
            logger.Fenced(ShardId);
            DeactivateOnIdle();
        }
    }
}
