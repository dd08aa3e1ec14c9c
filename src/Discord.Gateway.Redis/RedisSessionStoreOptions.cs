namespace Discord.Gateway.Redis;

/// <summary>Options of a <see cref="RedisSessionStore"/>. All processes of a bot must have the same.</summary>
public sealed record RedisSessionStoreOptions
{
    /// <summary>What all keys in Redis begin with. Default <c>discord-gateway</c>.</summary>
    public string KeyPrefix { get; init; } = RedisKeys.DefaultPrefix;

    /// <summary>
    /// How long a session is kept after it was last saved or renewed, which a running shard does every <see cref="ShardManagerOptions.SessionSaveInterval"/>; so, about, after its process
    /// has ended. From 1 min to 1 day, and above that interval. Default 10 min: Discord does not document how long a session can be resumed after its connection was lost, and in practice it
    /// is a few minutes. Resuming one that has expired costs a second connection, and no event that was not lost anyway.
    /// </summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The key with which sessions are encrypted (AES-256-GCM), of 32 random bytes: <c>openssl rand -base64 32</c>. Null, the default: they are readable in Redis, and whoever
    /// can write to it can send a shard that resumes, with the bot's token, to an address of their own. With a key, sessions that are not encrypted are ignored.
    /// </summary>
    public byte[]? EncryptionKey { get; init; }

    /// <summary>Keys that were used before: they only decrypt. Give the old key here when <see cref="EncryptionKey"/> changes, and remove it with the deploy after that.</summary>
    public IReadOnlyList<byte[]> PreviousEncryptionKeys { get; init; } = [];

    /// <summary>Prints what may be shown: not the keys.</summary>
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
            throw new ArgumentException($"A key for encryption must have {SessionCipher.KeySize} bytes: openssl rand -base64 32 makes one, in base64.", nameof(EncryptionKey));
        }
    }
}
