namespace Discord.Gateway.Redis;

/// <summary>Options of a <see cref="RedisSessionStore"/>, which must be the same in all processes of a bot.</summary>
/// <example>
/// <code>
/// var store = new RedisSessionStore(redis, RedisIdentifyGate.GetBotId(token), new RedisSessionStoreOptions
/// {
///     EncryptionKey = Convert.FromBase64String(key),
///     PreviousEncryptionKeys = [Convert.FromBase64String(previousKey)], // until the next deploy
/// });
/// var options = new ShardManagerOptions { ShardOptions = shardOptions, SessionStore = store };
/// </code>
/// </example>
public sealed record RedisSessionStoreOptions
{
    /// <summary>The prefix of all keys in Redis. Default <c>discord-gateway</c>.</summary>
    public string KeyPrefix { get; init; } = RedisKeys.DefaultPrefix;

    /// <summary>
    /// The time for which a session is kept after it was last saved or renewed, which a running shard does every <see cref="ShardManagerOptions.SessionSaveInterval"/>; in effect, after its
    /// process has ended. 1 min to 1 day, and above that interval; default 10 min. Discord does not document how long a session can be resumed after a disconnect; in practice, a few
    /// minutes. Resuming an expired session costs a second connection, but loses no further events.
    /// </summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The key that encrypts sessions (AES-256-GCM): 32 random bytes, from <c>openssl rand -base64 32</c>. Null, the default: sessions are readable in Redis, and anyone who can write to it
    /// can direct a resuming shard, with the bot's token, to an address of their own. With a key, unencrypted sessions are ignored.
    /// </summary>
    public byte[]? EncryptionKey { get; init; }

    /// <summary>Previous keys, which only decrypt. When <see cref="EncryptionKey"/> changes, add the old key here, and remove it in the next deploy.</summary>
    public IReadOnlyList<byte[]> PreviousEncryptionKeys { get; init; } = [];

    /// <summary>Prints the options without the keys.</summary>
    public override string ToString() =>
        $"RedisSessionStoreOptions {{ KeyPrefix = {KeyPrefix}, Lifetime = {Lifetime}, EncryptionKey = {(EncryptionKey is null ? "none" : "***")} }}";

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(KeyPrefix);
        ArgumentNullException.ThrowIfNull(PreviousEncryptionKeys);
        if (Lifetime < TimeSpan.FromMinutes(1) || Lifetime > TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(nameof(Lifetime), Lifetime, "The lifetime of sessions in Redis must be from 1 min to 1 day.");
        }

        if (EncryptionKey is { Length: not SessionCipher.KeySize } || PreviousEncryptionKeys.Any(key => key is not { Length: SessionCipher.KeySize }))
        {
            throw new ArgumentException($"An encryption key must have {SessionCipher.KeySize} bytes: create one, in base64, with openssl rand -base64 32.", nameof(EncryptionKey));
        }
    }
}
