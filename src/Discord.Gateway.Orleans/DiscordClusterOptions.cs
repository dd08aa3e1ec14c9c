using Discord.Gateway.Hosting;
using Discord.Gateway.Models;

namespace Discord.Gateway.Orleans;

/// <summary>Options of a cluster of shards, besides <see cref="DiscordGatewayOptions"/>.</summary>
/// <example>
/// <code>
/// builder.UseOrleans(silo =>
/// {
///     silo.UseLocalhostClustering();
///     silo.AddMemoryGrainStorage(DiscordCluster.StorageName);
///     silo.AddDiscordGateway(options => options.TotalShards = 16, cluster => cluster.DrainTimeout = TimeSpan.FromMinutes(1));
/// });
/// </code>
/// </example>
public sealed class DiscordClusterOptions
{
    private const int MaxNameLength = 32;

    /// <summary>What comes after the drain: what could not move is stopped, and the silo leaves the cluster.</summary>
    internal static readonly TimeSpan TimeAfterDrain = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The name of this deployment of the bot if it has several: 1 to 32 letters, digits and dashes, such as <c>blue</c>; null, the default, for the deployment without a name. Each
    /// deployment has its own shards, sessions and number of shards in the same cluster and store, and receives all events; deployments in one cluster share the bot's identify turns and
    /// session starts. A client, or a silo without a token, that sets no name uses the deployment without one, as long as it exists.
    /// </summary>
    /// <exception cref="ArgumentException">The value is invalid.</exception>
    public string? Deployment
    {
        get;
        set => field = value is null || (value.Length is > 0 and <= MaxNameLength && value.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-')) ? value
            : throw new ArgumentException($"{nameof(Deployment)} must have 1 to {MaxNameLength} letters, digits or dashes, for example \"blue\".", nameof(value));
    }

    /// <summary>
    /// The bot that <see cref="DiscordCluster"/> controls, on a client or a silo without a token, if the cluster runs several; null, the default, for the only one. Ignored on a silo that
    /// runs shards.
    /// </summary>
    public Id<User>? BotId { get; set; }

    /// <summary>How many shards, old and new, a resharding runs on one silo at once, if it can be done in parts. For tests.</summary>
    internal int ReshardAtOnce { get; set; } = 512;

    /// <summary>
    /// The time that a stopping silo gives its shards to move to other silos, which waits for their handlers. Shards that have not moved by then are stopped and store their sessions, which
    /// takes at most <see cref="DiscordGatewayOptions.ShutdownTimeout"/> plus 5 s. The host's own <c>ShutdownTimeout</c> is raised to this plus 30 s; allow the process as long before it is
    /// killed (Kubernetes' <c>terminationGracePeriodSeconds</c>): 1 min by default. 0 to 1 h; default 30 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan DrainTimeout
    {
        get;
        set => field = value >= TimeSpan.Zero && value <= TimeSpan.FromHours(1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(DrainTimeout)} must be from 0 to 1 h.");
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The Orleans stream provider that receives events after the silo's own handlers; null, the default, for none. Each shard has a stream with its events in order:
    /// <see cref="DiscordCluster.StreamOf"/>. A shard's next event waits until the provider has accepted the previous one.
    /// </summary>
    public string? StreamProvider { get; set; }
}
