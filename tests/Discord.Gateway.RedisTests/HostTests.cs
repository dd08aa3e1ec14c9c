using Discord.Gateway.Hosting;
using Discord.Gateway.Redis;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.RedisTests;

/// <summary>Options of bots in hosts that use Redis.</summary>
public sealed class HostTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bot-2", 2)]
    [InlineData("my-bot-0", 0)]
    [InlineData("bot", null)]
    [InlineData("bot-", null)]
    [InlineData("bot-5d7f9c-x2v4q", null)]
    [InlineData("-3", null)]
    [InlineData(null, null)]
    public void A_pods_ordinal_is_the_number_at_the_end_of_its_name(string? hostName, int? ordinal) => Assert.Equal(ordinal, RedisGatewayOptions.ParseOrdinal(hostName));

    [Theory]
    [InlineData(16, 8, "bot-0", "0..8")]
    [InlineData(16, 8, "bot-1", "8..16")]
    [InlineData(10, 4, "bot-2", "8..10")]
    public void A_process_runs_its_part_of_the_shards(int total, int each, string hostName, string shards) =>
        Assert.Equal(shards, new RedisGatewayOptions { ShardsPerProcess = each }.GetShards(total, hostName).ToString());

    [Theory]
    [InlineData("Discord:Redis:ShardsPerProcess", "0", "Discord:Redis:ShardsPerProcess must be at least 1, not 0")]
    [InlineData("Discord:Redis:ShardsPerProcess", "8", "leaves no shard for process 2: 16 shards with 8 per process run in the processes 0 to 1")]
    [InlineData("Discord:FirstShard", "4", "cannot be combined with FirstShard and ShardCount")]
    [InlineData("Discord:TotalShards", "", "requires Discord:TotalShards")]
    [InlineData("Discord:Redis:EncryptionKey", "c2hvcnQ=", "must be 32 bytes in base64")]
    [InlineData("Discord:Redis:ConnectionString", "", "ConnectionString is missing")]
    [InlineData("Discord:Redis:ConnectionString", "password=secret", "is not valid")]
    [InlineData("Discord:Redis:SessionLifetime", "00:00:01", "must be from 1 min to 1 day")]
    [InlineData("Discord:Token", "secret", "does not begin with the bot's id")]
    public async Task Options_that_make_no_sense_stop_the_host_and_are_named(string option, string value, string problem)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Discord:Token"] = new GatewaySimulatorOptions().Token,
            ["Discord:TotalShards"] = "16",
            ["Discord:Redis:ConnectionString"] = "127.0.0.1:1",
            ["Discord:Redis:ShardsPerProcess"] = "2",
            ["Discord:Redis:ProcessIndex"] = "2",
            [option] = value.Length > 0 ? value : null,
        });
        builder.Services.AddLogging().AddDiscordGateway().UseRedis();
        using IHost host = builder.Build();

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancelled));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
