using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Discord.Gateway.Redis;

/// <summary>
/// Encrypts sessions with AES-256-GCM: a version, four bytes that name the key, the nonce, the tag, then the text. What a session belongs to is authenticated with it, so that one
/// cannot be put in the place of another.
/// </summary>
internal sealed class SessionCipher(IReadOnlyList<byte[]> keys)
{
    internal const int KeySize = 32;
    private const byte Version = 1;
    private const int IdSize = 4;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + IdSize + NonceSize + TagSize;

    // The keys may be changed by who gave them.
    private readonly (byte[] Id, byte[] Key)[] _keys = [.. keys.Select(key => (SHA256.HashData(key)[..IdSize], key.ToArray()))];

    internal byte[] Encrypt(ReadOnlySpan<byte> text, ReadOnlySpan<byte> belongsTo)
    {
        (byte[] id, byte[] key) = _keys[0];
        byte[] result = new byte[HeaderSize + text.Length];
        result[0] = Version;
        id.CopyTo(result, 1);
        Span<byte> nonce = result.AsSpan(1 + IdSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, text, result.AsSpan(HeaderSize), result.AsSpan(1 + IdSize + NonceSize, TagSize), belongsTo);
        return result;
    }

    internal bool TryDecrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> belongsTo, [NotNullWhen(true)] out byte[]? text, [NotNullWhen(false)] out string? problem)
    {
        text = null;
        if (data.Length < HeaderSize || data[0] != Version)
        {
            problem = "it is not encrypted in a way that this version knows";
            return false;
        }

        ReadOnlySpan<byte> id = data.Slice(1, IdSize);
        foreach ((byte[] keyId, byte[] key) in _keys)
        {
            if (id.SequenceEqual(keyId))
            {
                byte[] result = new byte[data.Length - HeaderSize];
                try
                {
                    using var aes = new AesGcm(key, TagSize);
                    aes.Decrypt(data.Slice(1 + IdSize, NonceSize), data[HeaderSize..], data.Slice(1 + IdSize + NonceSize, TagSize), result, belongsTo);
                }
                catch (AuthenticationTagMismatchException)
                {
                    problem = "it was changed, or is that of another shard";
                    return false;
                }

                (text, problem) = (result, null);
                return true;
            }
        }

        problem = "it was encrypted with another key";
        return false;
    }
}
