using Discord.Gateway.Commands;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Calls of the bot's presence function that return late.</summary>
public sealed class PresenceFunctionTests
{
    private static readonly ShardOptions Options = new() { Token = "a.b.c" };

    [Fact]
    public async Task Calls_that_returned_late_do_not_keep_the_function_from_being_asked()
    {
        using var mayReturn = new ManualResetEventSlim();
        var clock = new FakeTimeProvider();
        int calls = 0;
        var function = new PresenceFunction(
            _ =>
            {
                Interlocked.Increment(ref calls);
                ThreadPoolRest.Hold(mayReturn, ManagerWorld.Cancellation);
                return null;
            },
            clock,
            NullLogger.Instance);
        for (int call = 1; call <= 4; call++)
        {
            Task<EncodedPresence?> asking = AskAsync();
            await ManagerWorld.UntilAsync(() => calls == call);
            clock.Advance(PresenceFunction.Patience);
            Assert.Null(await asking);
        }

        Assert.Null(await AskAsync());
        Assert.Equal(4, calls);
        mayReturn.Set();

        await ManagerWorld.UntilAsync(() =>
        {
            _ = AskAsync();
            return calls > 4;
        });

        Task<EncodedPresence?> AskAsync() => function.AskAsync(Options, ManagerWorld.Cancellation);
    }
}
