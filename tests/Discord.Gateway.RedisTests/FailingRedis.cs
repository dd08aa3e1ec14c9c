using System.Reflection;
using StackExchange.Redis;

namespace Discord.Gateway.RedisTests;

/// <summary>A connection whose scripts fail, or are answered late, as a test wants.</summary>
public class FailingRedis : DispatchProxy
{
    private object _inner = null!;
    private Func<string, Func<Task<RedisResult>>, Task<RedisResult>> _run = null!;

    /// <param name="inner">The connection that is used.</param>
    /// <param name="run">Runs a script, of which the text is given, or does not.</param>
    internal static IConnectionMultiplexer Over(IConnectionMultiplexer inner, Func<string, Func<Task<RedisResult>>, Task<RedisResult>> run) => Wrap(inner, run);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IDatabase.ScriptEvaluateAsync) && args![0] is string script)
        {
            return _run(script, () => (Task<RedisResult>)targetMethod.Invoke(_inner, args)!);
        }

        object? result = targetMethod.Invoke(_inner, args);
        return result is IDatabase database ? Wrap(database, _run) : result;
    }

    private static T Wrap<T>(T inner, Func<string, Func<Task<RedisResult>>, Task<RedisResult>> run)
        where T : class
    {
        T proxy = Create<T, FailingRedis>();
        ((FailingRedis)(object)proxy)._inner = inner;
        ((FailingRedis)(object)proxy)._run = run;
        return proxy;
    }
}
