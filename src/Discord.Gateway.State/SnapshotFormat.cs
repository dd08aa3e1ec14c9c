using System.Security.Cryptography;
using System.Text;

namespace Discord.Gateway.State;

/// <summary>
/// What stands in a snapshot: the magic, the version of this form, the fingerprint of the codec, a hash of the session's id, the shard, the sequence, what is kept, the bot itself, the guilds
/// with their tables, and a hash of all of that. A snapshot that is not exactly this is refused as a whole.
/// </summary>
internal static class SnapshotFormat
{
    /// <summary>"DGST", and the version of the form.</summary>
    internal const int Magic = 0x54534744;
    internal const int Version = 1;

    /// <summary>The bytes of a hash, of the session's id and of the whole.</summary>
    internal const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>The end of the tables of a guild.</summary>
    internal const byte NoMoreTables = 0;

    /// <summary>The session's id is a secret, and a snapshot need not have it.</summary>
    internal static byte[] HashOf(string sessionId) => SHA256.HashData(Encoding.UTF8.GetBytes(sessionId));
}
