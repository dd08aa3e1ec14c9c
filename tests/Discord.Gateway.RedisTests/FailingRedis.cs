using System.Reflection;
using StackExchange.Redis;

namespace Discord.Gateway.RedisTests;

/// <summary>A connection whose scripts fail when a test says so.</summary>
public class FailingRedis : DispatchProxy
{
    private object _inner = null!;
    private Func<string, bool> _fails = null!;

    /// <param name="inner">The connection that is used.</param>
    /// <param name="fails">Whether a script, of which the text is given, fails.</param>
    internal static IConnectionMultiplexer Over(IConnectionMultiplexer inner, Func<string, bool> fails) => Wrap(inner, fails);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IDatabase.ScriptEvaluateAsync) && args![0] is string script && _fails(script))
        {
            return Task.FromException<RedisResult>(new TimeoutException("It failed, as the test wants."));
        }

        object? result = targetMethod.Invoke(_inner, args);
        return result is IDatabase database ? Wrap(database, _fails) : result;
    }

    private static T Wrap<T>(T inner, Func<string, bool> fails)
        where T : class
    {
        T proxy = Create<T, FailingRedis>();
        ((FailingRedis)(object)proxy)._inner = inner;
        ((FailingRedis)(object)proxy)._fails = fails;
        return proxy;
    }
}
