using System.Reflection;
using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>A script of this package. Redis keeps it under its hash; one that has forgotten it, after a restart perhaps, is sent the text again.</summary>
internal sealed class RedisScript(string name)
{
    private readonly string _text = Read(name);

    internal async Task<RedisResult> RunAsync(RedisConnection redis, RedisKey[] keys, params RedisValue[] arguments)
    {
        IConnectionMultiplexer connection = await redis.GetAsync().ConfigureAwait(false);
        return await connection.GetDatabase().ScriptEvaluateAsync(_text, keys, arguments).ConfigureAwait(false);
    }

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly contains no script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
