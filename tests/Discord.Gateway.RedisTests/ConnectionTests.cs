using Discord.Gateway.Hosting;
using Discord.Gateway.Redis;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Discord.Gateway.RedisTests;

/// <summary>The connection to Redis that a host makes for itself.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_is_made_while_the_host_ends_is_closed()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        var making = new TaskCompletionSource<IConnectionMultiplexer>();
        var connection = new RedisConnection(() => making.Task);
        Task<IConnectionMultiplexer> waiting = connection.GetAsync().AsTask();

        await connection.DisposeAsync();
        IConnectionMultiplexer made = await redis.ConnectAsync();
        making.SetResult(made);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Throws<ObjectDisposedException>(() => made.GetDatabase().Ping());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.GetAsync().AsTask());
    }

    [Theory]
    [InlineData("redis://:hunter2@127.0.0.1:6379")]
    [InlineData("rediss://user:hunter2@redis.example:6380/0")]
    [InlineData("127.0.0.1:6379,passwrod=hunter2")]
    [InlineData("hunter2@127.0.0.1:6379")]
    public async Task An_address_that_cannot_be_meant_is_refused_and_its_password_not_told(string text)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging().AddDiscordGateway(options => options.Token = new GatewaySimulatorOptions().Token).UseRedis(text);
        using IHost host = builder.Build();

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancelled));

        Assert.Contains("ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_without_shards_is_told_how_many_processes_there_are() =>
        Assert.Contains("processes 0 to 0", Assert.Throws<ArgumentException>(() => new RedisGatewayOptions { ShardsPerProcess = int.MaxValue, ProcessIndex = 1 }.GetShards(16, null)).Message, StringComparison.Ordinal);
}
