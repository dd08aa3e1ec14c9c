using Discord.Gateway.Hosting;
using Discord.Gateway.Models;

namespace Discord.Gateway.Orleans;

/// <summary>What a cluster of shards can be told beside <see cref="DiscordGatewayOptions"/>.</summary>
public sealed class DiscordClusterOptions
{
    private const int MaxNameLength = 32;

    /// <summary>What comes after the drain: what could not move is stopped, and the silo leaves the cluster.</summary>
    internal static readonly TimeSpan TimeAfterDrain = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Which of several deployments of the bot this is: 1 to 32 letters, digits and dashes, <c>blue</c> for instance; null for the only one. Each has shards, sessions and a number of shards of its
    /// own, in the same cluster and store; the turns to identify and the session starts are the bot's, so they share those if they are in one cluster. Each deployment is told all events.
    /// A client, or a silo without a token, that names none means the one without a name, while there is one.
    /// </summary>
    /// <exception cref="ArgumentException">It is set to something else.</exception>
    public string? Deployment
    {
        get;
        set => field = value is null || (value.Length is > 0 and <= MaxNameLength && value.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-')) ? value
            : throw new ArgumentException($"{nameof(Deployment)} must have 1 to {MaxNameLength} letters, digits or dashes: \"blue\", for instance.", nameof(value));
    }

    /// <summary>Which bot <see cref="DiscordCluster"/> means, on a client or a silo without a token, if the cluster runs several; null for the only one. Has no meaning on a silo that runs shards.</summary>
    public Id<User>? BotId { get; set; }

    /// <summary>How many shards, old and new, a resharding runs on one silo at once, if it can be done in parts. For tests.</summary>
    internal int ReshardAtOnce { get; set; } = 512;

    /// <summary>
    /// How long a silo that stops lets its shards move to others, which waits for their handlers. Those that have not moved by then are stopped, and store their sessions, which takes no longer than
    /// <see cref="DiscordGatewayOptions.ShutdownTimeout"/> and 5 s. The host's own <c>ShutdownTimeout</c> is raised to this and 30 s; give the process so much before it is killed (Kubernetes'
    /// <c>terminationGracePeriodSeconds</c>): a minute by default. Default 30 s; 0 to an hour.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to something else.</exception>
    public TimeSpan DrainTimeout
    {
        get;
        set => field = value >= TimeSpan.Zero && value <= TimeSpan.FromHours(1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(DrainTimeout)} must be from 0 to an hour.");
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The Orleans stream provider to publish events to, after the silo's own handlers; null for none. Each shard has a stream, with its events in order:
    /// <see cref="DiscordCluster.StreamOf"/>. The next event of the shard waits until the provider has taken it.
    /// </summary>
    public string? StreamProvider { get; set; }
}
