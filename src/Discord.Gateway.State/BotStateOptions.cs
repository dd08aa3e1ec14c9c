using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>Options of a <see cref="BotState"/>: the parts to keep, and the store of its snapshots.</summary>
/// <example>
/// <code>
/// var state = new BotState(new BotStateOptions
/// {
///     Parts = StateParts.Default &amp; ~StateParts.Stickers,
///     KeepMember = (_, member) => member.Roles.Count &gt; 0, // discards members without roles
///     MessagesPerChannel = 50,
/// });
/// </code>
/// </example>
public sealed record BotStateOptions
{
    /// <summary>The parts of each guild to keep, as far as the shards' intents keep them up to date. Default <see cref="StateParts.Default"/>: all but presences.</summary>
    public StateParts Parts { get; init; } = StateParts.Default;

    /// <summary>
    /// Selects the members to keep, among those that Discord keeps up to date; null, the default, keeps all. The bot's own member and members in voice channels are always kept. Called for
    /// each member received, one call at a time for each shard; it should return immediately and depend only on the member. If it throws, the member is kept. Snapshots are loaded as they
    /// were saved: after changing this, start new sessions once (<see cref="SessionPolicy.IdentifyOnStart"/>).
    /// </summary>
    public Func<Id<Guild>, GuildMember, bool>? KeepMember { get; init; }

    /// <summary>Whether presences include activities, which raises their size from about 20 to about 80 bytes each. Default false.</summary>
    public bool KeepActivities { get; init; }

    /// <summary>
    /// The number of recent messages to keep for each guild channel, for their content before an edit or deletion. 0, the default, to 1,000. Requires
    /// <see cref="GatewayIntents.GuildMessages"/>, and for the content <see cref="GatewayIntents.MessageContent"/>.
    /// </summary>
    public int MessagesPerChannel { get; init; }

    /// <summary>The store of snapshots. Null, the default: the directory of the sessions, if a manager stores sessions in files; otherwise snapshots are not saved.</summary>
    public IStateStore? Store { get; init; }

    /// <summary>The interval of saving snapshots. After a crash, Discord replays the events since the last snapshot. 1 s to 1 h; default 2 min. A stop always saves.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(2);

    internal void Validate()
    {
        if ((Parts & ~StateParts.All) != 0)
        {
            throw Invalid(nameof(Parts), $"contains {Parts & ~StateParts.All}, which is not in StateParts.All");
        }

        if (MessagesPerChannel is < 0 or > 1_000)
        {
            throw Invalid(nameof(MessagesPerChannel), $"must be from 0 to 1,000, not {MessagesPerChannel}");
        }

        if (SnapshotInterval < TimeSpan.FromSeconds(1) || SnapshotInterval > TimeSpan.FromHours(1))
        {
            throw Invalid(nameof(SnapshotInterval), $"must be from 1 s to 1 h, not {SnapshotInterval}");
        }
    }

    private static ArgumentException Invalid(string option, string problem) => new($"BotStateOptions.{option} {problem}.", option);
}
