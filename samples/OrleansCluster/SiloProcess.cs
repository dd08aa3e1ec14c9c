using System.Net;
using Discord.Gateway;
using Discord.Gateway.Hosting;
using Discord.Gateway.Orleans;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace OrleansCluster;

/// <summary>A silo of the bot. Prints each message that its handlers are told; ends when its standard input says so.</summary>
internal static class SiloProcess
{
    /// <summary>By which Orleans knows the database; Npgsql talks to it.</summary>
    private const string PostgresInvariant = "Npgsql";

    internal static async Task RunAsync(SiloSettings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error).AddFilter("Discord.Gateway", LogLevel.Information);
        builder.WebHost.UseUrls($"http://127.0.0.1:{settings.DashboardPort ?? 0}");
        builder.UseOrleans(silo =>
        {
            Join(silo, settings, keepsSessions: false);
            if (settings.DashboardPort is not null)
            {
                silo.AddDashboard();
            }

            silo.AddDiscordGateway(options =>
                {
                    options.Token = settings.Token;
                    options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent;
                    options.GatewayUri = settings.Gateway;

                    // The simulated Discord has no certificate, wherever it is.
                    options.AllowPlaintext = true;
                    options.TotalShards = settings.Shards;
                })
                .ConfigureManager((_, manager) => manager with { SessionStartLimit = SessionStartLimit.Default with { MaxConcurrency = settings.MaxConcurrency } })
                .On<MessageCreateEvent>((shard, message, _) => Console.Out.WriteLineAsync($"message {shard.ShardId.Index} {message.Message.Content}"));
        });
        builder.Services.AddHealthChecks().AddDiscordCluster();
        await using WebApplication app = builder.Build();
        app.MapHealthChecks("/health");
        if (settings.DashboardPort is not null)
        {
            app.MapOrleansDashboard();
        }

        await app.StartAsync();
        await Console.In.ReadLineAsync();
        await app.StopAsync();
    }

    /// <summary>Makes a silo one of the cluster.</summary>
    internal static void Join(ISiloBuilder silo, SiloSettings settings, bool keepsSessions)
    {
        silo.ConfigureEndpoints(settings.Address, settings.SiloPort, settings.ClientPort);
        silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = settings.ClusterId);

        // A dead silo is found out within seconds: what this costs is a few small messages.
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);

            // New silos wait for those that the table calls alive, until these have not said so for some of these intervals: all may have died at once.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });

        // Remembers where grains are over the death of a silo; the older directory makes living silos end a part of theirs, and their shards resume for nothing.
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003

        // Else what a dead silo ran would be held back for half a minute, lest it run twice. Shards have a fence of their own against that: their store.
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
        if (settings.Redis is { } redis)
        {
            silo.UseRedisClustering(redis);
            silo.AddRedisGrainStorage(DiscordCluster.StorageName, storage => storage.ConfigurationOptions = StackExchange.Redis.ConfigurationOptions.Parse(redis));
        }
        else if (settings.Postgres is { } postgres)
        {
            silo.UseAdoNetClustering(database => (database.Invariant, database.ConnectionString) = (PostgresInvariant, postgres));
            silo.AddAdoNetGrainStorage(DiscordCluster.StorageName, database => (database.Invariant, database.ConnectionString) = (PostgresInvariant, postgres));
        }
        else
        {
            silo.UseDevelopmentClustering(new IPEndPoint(settings.Address, settings.PrimaryPort));
            silo.AddMemoryGrainStorage(DiscordCluster.StorageName);
            if (!keepsSessions)
            {
                // The memory that keeps sessions is the first process's, so that any other can be killed.
                silo.Configure<GrainTypeOptions>(types => types.Classes.RemoveWhere(type => type.Name == "MemoryStorageGrain"));
            }
        }
    }
}
