using System.Net;
using System.Net.Http.Headers;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Tests.Shards;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests;

public sealed class AttackTests
{
    [Fact]
    public async Task A_wait_of_an_hour_before_a_bot_starts_is_a_warning()
    {
        var logs = new CapturedLogs();
        using var discord = new Stub(() => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromHours(1)) } });
        using var client = new HttpClient(discord, disposeHandler: false);
        using var ending = new CancellationTokenSource();
        Task asking = new GatewayBotRequest(client, ShardManagerOptions.DefaultApiUri, new BackoffPolicy(), new FakeTimeProvider(), logs).GetAsync("the-token", ending.Token);
        while (logs.Lines.Count == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await ending.CancelAsync();
        await asking.ContinueWith(static _ => { }, TestContext.Current.CancellationToken);
        Assert.StartsWith("Warning", logs.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("An exception occurred, see inner exception for details.")]
    [InlineData("The SSL connection could not be established, see inner exception.")]
    [InlineData("Authentication failed, see inner exception.")]
    [InlineData("An error occurred while saving the entity changes. See the inner exception for details.")]
    public void NET_words_for_the_cause_make_a_sentence(string words)
    {
        string text = ErrorText.Of(new InvalidOperationException(words, new IOException("the cause")));
        Assert.DoesNotContain("inner exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("for details", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_a_peer_or_a_later_cause_are_left_alone()
    {
        string text = ErrorText.Of(new InvalidOperationException("one", new IOException("two, see inner exception", new IOException("two"))));
        Assert.Equal("one: two, see inner exception", text);
    }

    [Fact]
    public async Task A_shard_that_never_had_a_session_is_shut_down_twice_without_a_warning()
    {
        var logs = new CapturedLogs();
        using var discord = new GatewaySimulator(new GatewaySimulatorOptions());
        await using var shard = new Shard(discord.Redirect(new ShardManagerOptions { ShardOptions = new ShardOptions { Token = discord.Options.Token, Intents = GatewayIntents.Guilds, Logger = logs } }).ShardOptions);
        Assert.Null(await shard.ShutdownAsync(keepSession: true));
        Assert.Null(await shard.ShutdownAsync(keepSession: true));
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(logs.Lines, static line => line.Contains(" 38", StringComparison.Ordinal));
    }

    private sealed class Stub(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
