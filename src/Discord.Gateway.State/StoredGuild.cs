using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// What is known of one guild: its entities, as bytes in tables. One thread at a time changes it; any number read it at the same time. A guild that
/// is told anew, in a new session or after an outage, is another one of these, and so is one in an outage.
/// </summary>
internal sealed class StoredGuild
{
    private EntityTable? _presences;
    private EntityTable? _voiceStates;
    private EntityTable? _messages;
    private readonly long _joinedAt;
    private int _availability;
    private int _memberCount;
    private RolePermissions? _rolePermissions;

    internal StoredGuild(StoredShard shard, Id<Guild> id, IdList ids)
        : this(shard, id, ids, new EntityTable(), new EntityTable())
    {
    }

    internal StoredGuild(StoredShard shard, Id<Guild> id, IdList ids, EntityTable structure, EntityTable members)
    {
        Shard = shard;
        Id = id;
        Ids = ids;
        Structure = structure;
        Members = members;
    }

    internal StoredShard Shard { get; }

    internal Id<Guild> Id { get; }

    /// <summary>The ids that come again and again in the guild's entities.</summary>
    internal IdList Ids { get; }

    /// <summary>The guild itself, and everything but members, their voice states and presences, and messages.</summary>
    internal EntityTable Structure { get; }

    internal EntityTable Members { get; }

    /// <summary>Null while there are none.</summary>
    internal EntityTable? Presences
    {
        get => Volatile.Read(ref _presences);
        init => _presences = value;
    }

    /// <summary>Null while there are none.</summary>
    internal EntityTable? VoiceStates
    {
        get => Volatile.Read(ref _voiceStates);
        init => _voiceStates = value;
    }

    /// <summary>Null while there are none.</summary>
    internal EntityTable? Messages
    {
        get => Volatile.Read(ref _messages);
        init => _messages = value;
    }

    internal GuildAvailability Availability
    {
        get => (GuildAvailability)Volatile.Read(ref _availability);
        set => Volatile.Write(ref _availability, (int)value);
    }

    /// <summary>How many members Discord says there are; 0 if it did not tell.</summary>
    internal int MemberCount
    {
        get => Volatile.Read(ref _memberCount);
        set => Volatile.Write(ref _memberCount, value);
    }

    /// <summary>When the bot joined.</summary>
    internal DateTimeOffset? JoinedAt
    {
        get => _joinedAt == 0 ? null : new DateTimeOffset(_joinedAt, TimeSpan.Zero);
        init => _joinedAt = value?.UtcTicks ?? 0;
    }

    /// <summary>What the guild's roles grant, as they are now. Any thread may ask.</summary>
    internal RolePermissions RolePermissions
    {
        get
        {
            // Before the roles: what is read from roles that change meanwhile is of a version that is over.
            int version = Structure.RoleChanges;
            RolePermissions? known = Volatile.Read(ref _rolePermissions);
            if (known is null || known.Version != version)
            {
                known = RolePermissions.Read(this, version);
                Volatile.Write(ref _rolePermissions, known);
            }

            return known;
        }
    }

    /// <summary>Roles have changed. For the one thread that changes them.</summary>
    internal void OnRolesChanged() => Structure.RoleChanges++;

    internal bool HasAllMembers => Shard.Policy.KeepsAllMembers && MemberCount > 0 && Members.Count >= MemberCount;

    internal IEnumerable<(byte Kind, EntityTable Table)> Tables
    {
        get
        {
            yield return (EntityKind.Guild, Structure);
            yield return (EntityKind.Member, Members);
            if (Presences is { } presences)
            {
                yield return (EntityKind.Presence, presences);
            }

            if (VoiceStates is { } voiceStates)
            {
                yield return (EntityKind.VoiceState, voiceStates);
            }

            if (Messages is { } messages)
            {
                yield return (EntityKind.Message, messages);
            }
        }
    }

    /// <summary>The table of a kind; null if it has none yet.</summary>
    internal EntityTable? TableOf(byte kind) => kind switch
    {
        EntityKind.Member => Members,
        EntityKind.Presence => Presences,
        EntityKind.VoiceState => VoiceStates,
        EntityKind.Message => Messages,
        _ => Structure,
    };

    /// <summary>The table of a kind, made if there is none. For the writer.</summary>
    internal EntityTable NeedTableOf(byte kind)
    {
        if (TableOf(kind) is { } table)
        {
            return table;
        }

        table = new EntityTable();
        switch (kind)
        {
            case EntityKind.Presence:
                Volatile.Write(ref _presences, table);
                break;
            case EntityKind.VoiceState:
                Volatile.Write(ref _voiceStates, table);
                break;
            default:
                Volatile.Write(ref _messages, table);
                break;
        }

        return table;
    }

    /// <summary>Reads an entity; null if there is none.</summary>
    internal T? Find<T>(ulong id, EntityCodec<T> codec)
        where T : class =>
        TableOf(codec.Kind) is { } table && table.TryFind(id, codec.Kind, out Entry entry) ? codec.Read(entry, this) : null;

    /// <summary>Reads all entities of a kind.</summary>
    internal IEnumerable<T> All<T>(EntityCodec<T> codec)
        where T : class
    {
        if (TableOf(codec.Kind) is not { } table)
        {
            yield break;
        }

        foreach (Entry entry in table.All(codec.Kind))
        {
            yield return codec.Read(entry, this);
        }
    }

    internal int CountOf(byte kind) => TableOf(kind)?.CountOf(kind) ?? 0;
}
