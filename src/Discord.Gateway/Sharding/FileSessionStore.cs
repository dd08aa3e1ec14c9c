using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Discord.Gateway;

/// <summary>
/// Keeps sessions in a directory, as one small JSON file per shard that only its owner can read. Files are replaced atomically: a crash during a write leaves the previous
/// file. Files that are unreadable or belong to another shard are logged and ignored.
/// </summary>
/// <example><code>
/// var options = new ShardManagerOptions { ShardOptions = shardOptions, SessionStore = new FileSessionStore("/var/lib/my-bot/sessions") };
/// </code></example>
public sealed class FileSessionStore : ISessionStore
{
    private readonly ShardFiles _files;
    private readonly ILogger _logger;

    /// <summary>Creates a store that keeps sessions in a directory, which is created if it does not exist.</summary>
    /// <param name="directory">The directory; use one for each bot.</param>
    /// <param name="logger">Receives a line for each file that is ignored; null for none.</param>
    /// <exception cref="ArgumentException"><paramref name="directory"/> is empty or white space.</exception>
    public FileSessionStore(string directory, ILogger? logger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _files = new ShardFiles(directory, "json");
        _logger = logger ?? NullLogger.Instance;
    }

    /// <summary>The directory.</summary>
    internal string DirectoryPath => _files.DirectoryPath;

    /// <summary>Where a manager that is given no store keeps its sessions; empty for a user without a home directory, as in some containers.</summary>
    internal static string DefaultRoot => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>The store that a manager uses when it is given none: a directory for each gateway and bot.</summary>
    internal static ISessionStore ForBot(ShardOptions options, string root)
    {
        if (root.Length == 0)
        {
            SafeLogger.Wrap(options.Logger).NoSessionDirectory();
            return new MemorySessionStore();
        }

        // Hashed: the part of a token that names the bot is no secret, but what is no proper token may be one as a whole.
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(options.BotKey));
        return new FileSessionStore(Path.Combine(root, "Discord.Gateway", "sessions", Convert.ToHexStringLower(hash, 0, 8)), options.Logger);
    }

    /// <inheritdoc/>
    public async ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        string path = _files.PathOf(shardId);
        try
        {
            FileStream file = File.OpenRead(path);
            await using ConfiguredAsyncDisposable closing = file.ConfigureAwait(false);
            ShardSession? session = await JsonSerializer.DeserializeAsync(file, SessionJson.Default.ShardSession, cancellationToken).ConfigureAwait(false);
            if (ShardSession.IsUsable(session, shardId))
            {
                return session;
            }

            _logger.SessionFileIgnored(path, "it is not a session of this shard", null);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // None was kept.
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            _logger.SessionFileIgnored(path, "it cannot be read", error);
        }

        return null;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file could not be written; the previous one stays.</exception>
    public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        await _files.ReplaceAsync(
            session.ShardId, file => JsonSerializer.SerializeAsync(file, session, SessionJson.Default.ShardSession, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        _files.Delete(shardId);
        return default;
    }

    /// <summary>Returns the type and the directory.</summary>
    public override string ToString() => $"FileSessionStore {DirectoryPath}";
}
