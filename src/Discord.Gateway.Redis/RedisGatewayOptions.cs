using System.Globalization;

namespace Discord.Gateway.Redis;

/// <summary>
/// Options of a bot in a host that uses Redis, from the configuration section <c>Discord:Redis</c>; for a bot with a key, <c>Discord:second:Redis</c>. They must be the same in all
/// processes, except <see cref="ProcessIndex"/>.
/// </summary>
/// <example>
/// <code>
/// builder.Services
///     .AddDiscordGateway(options => options.TotalShards = 16)
///     .UseRedis(options =>
///     {
///         options.ConnectionString = "redis:6379";
///         options.ShardsPerProcess = 8;
///         options.ProcessIndex = 1; // shards 8 to 15
///         options.EncryptionKey = key;
///     });
/// </code>
/// </example>
public sealed class RedisGatewayOptions
{
    /// <summary>The name of the section within the bot's configuration section.</summary>
    public const string SectionName = "Redis";

    /// <summary>
    /// The address of Redis in the format of StackExchange.Redis, <c>redis:6379,password=…</c>, not a URL. Null, the default, for the <c>IConnectionMultiplexer</c> in the container. With an
    /// address, the bot connects on first use; Redis can be unavailable when the host starts.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>The prefix of all keys in Redis. Default <c>discord-gateway</c>.</summary>
    public string KeyPrefix { get; set; } = RedisKeys.DefaultPrefix;

    /// <summary>Whether to store sessions in Redis. Default true; if false, they are stored as the other options set.</summary>
    public bool KeepSessions { get; set; } = true;

    /// <summary>The time for which a session is kept after its process has ended. Default 10 min. See <see cref="RedisSessionStoreOptions.Lifetime"/>.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The key that encrypts sessions: 32 random bytes in base64, from <c>openssl rand -base64 32</c>. Null, the default: they are readable in Redis. See
    /// <see cref="RedisSessionStoreOptions.EncryptionKey"/>.
    /// </summary>
    public string? EncryptionKey { get; set; }

    /// <summary>Previous keys, in base64. See <see cref="RedisSessionStoreOptions.PreviousEncryptionKeys"/>.</summary>
    public IList<string> PreviousEncryptionKeys { get; } = [];

    /// <summary>
    /// The number of shards in each process: with 4, the process with index 2 runs shards 8 to 11. The last process may have fewer. Requires
    /// <see cref="Hosting.DiscordGatewayOptions.TotalShards"/>. Null, the default: <see cref="Hosting.DiscordGatewayOptions.FirstShard"/> and
    /// <see cref="Hosting.DiscordGatewayOptions.ShardCount"/> set the shards of this process.
    /// </summary>
    public int? ShardsPerProcess { get; set; }

    /// <summary>
    /// The 0-based index of this process, for <see cref="ShardsPerProcess"/>. Null, the default: the number at the end of the environment variable <c>HOSTNAME</c>, such as the ordinal of a
    /// pod of a StatefulSet: 2 for <c>bot-2</c>.
    /// </summary>
    public int? ProcessIndex { get; set; }

    /// <summary>Prints the options without passwords and keys.</summary>
    public override string ToString() => $"RedisGatewayOptions {{ KeyPrefix = {KeyPrefix}, ShardsPerProcess = {ShardsPerProcess?.ToString(CultureInfo.InvariantCulture) ?? "not set"} }}";

    /// <summary>Which shards run in this process; null if other options say so.</summary>
    /// <exception cref="ArgumentException">The options contradict each other, or this process has no shard.</exception>
    internal Range? GetShards(int? totalShards, string? hostName)
    {
        if (ShardsPerProcess is not { } count)
        {
            return null;
        }

        if (count < 1)
        {
            throw Invalid(nameof(ShardsPerProcess), $"must be at least 1, not {count}");
        }

        int total = totalShards ?? throw Invalid(nameof(ShardsPerProcess), "requires Discord:TotalShards, so that all processes have the same number of shards");
        int index = ProcessIndex ?? ParseOrdinal(hostName)
            ?? throw Invalid(nameof(ShardsPerProcess), $"requires the index of this process: set Discord:{SectionName}:{nameof(ProcessIndex)}, or run the bot in a StatefulSet, where HOSTNAME ends in a number");
        long first = (long)index * count;
        return index >= 0 && first < total
            ? (int)first..(int)Math.Min(first + count, total)
            : throw Invalid(nameof(ShardsPerProcess), $"leaves no shard for process {index}: {total} shards with {count} per process run in the processes 0 to {((total + (long)count - 1) / count) - 1}");
    }

    internal RedisSessionStoreOptions GetStoreOptions() => new()
    {
        KeyPrefix = KeyPrefix,
        Lifetime = SessionLifetime,
        EncryptionKey = EncryptionKey is null ? null : ReadKey(EncryptionKey),
        PreviousEncryptionKeys = [.. PreviousEncryptionKeys.Select(ReadKey)],
    };

    /// <summary>The number that the name of a StatefulSet's pod ends in.</summary>
    internal static int? ParseOrdinal(string? hostName)
    {
        int dash = hostName?.LastIndexOf('-') ?? -1;
        return dash > 0 && int.TryParse(hostName.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int ordinal) ? ordinal : null;
    }

    internal static ArgumentException Invalid(string option, string problem) => new($"Discord:{SectionName}:{option} {problem}.", option);

    private static byte[] ReadKey(string text)
    {
        byte[] key = new byte[SessionCipher.KeySize];
        return Convert.TryFromBase64String(text, key, out int length) && length == key.Length
            ? key
            : throw Invalid(nameof(EncryptionKey), $"must be {SessionCipher.KeySize} bytes in base64: create one with openssl rand -base64 32");
    }
}
