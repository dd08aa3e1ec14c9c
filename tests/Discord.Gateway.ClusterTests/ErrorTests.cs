using Discord.Gateway.Orleans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Serialization;

namespace Discord.Gateway.ClusterTests;

/// <summary>What a shard throws, on the way between silos, and what a silo says that cannot start.</summary>
public sealed class ErrorTests
{
    public static TheoryData<Exception> Errors =>
    [
        new ShardNotRunningException(new ShardId(3, 4)),
        new ShardShutdownException(new ShardId(3, 4)),
        new NotConnectedException(new ShardId(3, 4)),
        new PayloadTooLargeException(new ShardId(3, 4), 5000),
        new SessionLostException(new ShardId(3, 4)),
        new RequestTimeoutException(new ShardId(3, 4), "the members", TimeSpan.FromSeconds(30)),
        new AuthenticationFailedException(new ShardId(3, 4)),
        new SendCanceledException(new ShardId(3, 4), mayHaveBeenSent: true, CancellationToken.None),
    ];

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void It_arrives_with_its_type_and_what_it_says(Exception error)
    {
        using IHost client = new HostBuilder().UseOrleansClient(static client => client.UseLocalhostClustering().UseDiscordCluster()).Build();
        Serializer serializer = client.Services.GetRequiredService<Serializer>();

        object? arrived = serializer.Deserialize<object>(serializer.SerializeToArray<object>(error));

        Assert.IsType(error.GetType(), arrived);
        Assert.Equal(error.Message, ((Exception)arrived).Message);
    }

    [Fact]
    public void A_silo_without_a_storage_for_sessions_says_so_when_it_starts()
    {
        using IHost silo = new HostBuilder().UseOrleans(static silo =>
        {
            silo.UseLocalhostClustering();
            silo.AddDiscordGateway(static options => options.Token = "token");
        }).Build();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => silo.Services.GetServices<IHostedService>().ToArray());

        Assert.Contains("silo.AddMemoryGrainStorage(DiscordCluster.StorageName)", error.Message, StringComparison.Ordinal);
    }
}
