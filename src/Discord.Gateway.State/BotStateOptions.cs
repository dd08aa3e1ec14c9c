using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>What a <see cref="BotState"/> keeps, and where it is saved.</summary>
public sealed record BotStateOptions
{
    /// <summary>What is kept of each guild. Default <see cref="StateParts.Default"/>: all but presences. Of that, what the shards' intents keep up to date.</summary>
    public StateParts Parts { get; init; } = StateParts.Default;

    /// <summary>
    /// Chooses the members to keep, of those that Discord keeps up to date. Null, the default: all. The bot's own member is always kept, and so are members in voice channels. Called
    /// for each member that arrives, one call at a time for each shard; it should return at once, and depend on nothing but the member. If it throws, the member is kept.
    /// A snapshot is used whatever it decided when that was saved: after a change of it, begin new sessions once (<see cref="SessionPolicy.IdentifyOnStart"/>).
    /// </summary>
    public Func<Id<Guild>, GuildMember, bool>? KeepMember { get; init; }

    /// <summary>Whether presences have their activities. Default false: a presence takes about 20 bytes then, else about 80.</summary>
    public bool KeepActivities { get; init; }

    /// <summary>
    /// How many of the last messages of each channel of a guild are kept, for what they were before they were edited or deleted. From 0, the default, to 1,000. They need
    /// <see cref="GatewayIntents.GuildMessages"/>, and their content <see cref="GatewayIntents.MessageContent"/>.
    /// </summary>
    public int MessagesPerChannel { get; init; }

    /// <summary>Where snapshots are saved. Null, the default: beside the sessions, if a manager keeps those in files; else they are not saved.</summary>
    public IStateStore? Store { get; init; }

    /// <summary>
    /// How often snapshots are saved while running. A process that is killed replays at its next start what came since the last one. From 1 s to 1 h; default 2 minutes. A stop saves in any case.
    /// </summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(2);

    internal void Validate()
    {
        if ((Parts & ~StateParts.All) != 0)
        {
            throw Invalid(nameof(Parts), $"has {Parts & ~StateParts.All}, which is no part");
        }

        if (MessagesPerChannel is < 0 or > 1_000)
        {
            throw Invalid(nameof(MessagesPerChannel), $"must be from 0 to 1,000, not {MessagesPerChannel}");
        }

        if (SnapshotInterval < TimeSpan.FromSeconds(1) || SnapshotInterval > TimeSpan.FromHours(1))
        {
            throw Invalid(nameof(SnapshotInterval), "must be from 1 s to 1 h");
        }
    }

    private static ArgumentException Invalid(string option, string problem) => new($"BotStateOptions.{option} {problem}.", option);
}
