using Discord.Gateway.Hosting;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Sharding;
using Discord.Gateway.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace Discord.Gateway.Tests.Hosting;

public sealed class StateHostingTests
{
    [Fact]
    public async Task Handlers_are_given_the_state_which_knows_the_guilds_and_is_saved_in_the_containers_store()
    {
        var store = new MemoryStateStore();
        await using var world = new HostWorld();
        BotState? state = null;
        await world.StartAsync(discord =>
        {
            discord.Services.AddSingleton<IStateStore>(store);
            discord.AddState().On<MessageCreateEvent>((services, _, _, _) =>
            {
                state = services.GetRequiredService<BotState>();
                return Task.CompletedTask;
            });
        });
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].Guilds == 2);

        await world.Gateway.DispatchMessageAsync(world.Guild, "hello");
        await ManagerWorld.UntilAsync(() => state is not null);
        await world.StopAsync();

        Assert.Equal(world.Guild.Name, state!.Find(world.Guild.Id)!.Value.Read().Name);
        Assert.Single(store.Bytes);
    }

    [Fact]
    public async Task A_store_in_the_options_is_used_in_place_of_the_containers()
    {
        var own = new MemoryStateStore();
        var shared = new MemoryStateStore();
        await using var world = new HostWorld();
        await world.StartAsync(discord =>
        {
            discord.Services.AddSingleton<IStateStore>(shared);
            discord.AddState(new BotStateOptions { Store = own });
        });
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].Guilds == 2);
        await world.StopAsync();

        Assert.Single(own.Bytes);
        Assert.Empty(shared.Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_state_of_a_bot_with_a_key_has_that_key_and_its_store_has_it_or_is_that_of_all_bots(bool hasOwnStore)
    {
        const string key = "second";
        var own = new MemoryStateStore();
        var shared = new MemoryStateStore();
        await using var world = new HostWorld();
        await using var second = new HostWorld();
        await world.StartAsync(discord =>
        {
            discord.Services.AddSingleton<IStateStore>(shared);
            if (hasOwnStore)
            {
                discord.Services.AddKeyedSingleton<IStateStore>(key, own);
            }

            discord.Services.AddDiscordGateway(key, options => options.Intents = GatewayIntents.Guilds)
                .ConfigureManager((_, options) => second.Gateway.Redirect(options, second.Store))
                .AddState();
        });
        BotState state = world.Services.GetRequiredKeyedService<BotState>(key);
        await ManagerWorld.UntilAsync(() => state.GuildCount == 2);
        Assert.Null(world.Services.GetService<BotState>());
        await world.StopAsync();

        Assert.Equal(hasOwnStore ? (1, 0) : (0, 1), (own.Bytes.Count, shared.Bytes.Count));
    }

    [Fact]
    public async Task Derived_intents_are_those_that_the_state_needs_too()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:Intents"] = "GuildMessages";
        world.Configuration["Discord:DeriveIntents"] = "true";

        await world.StartAsync(discord => discord.AddState());

        BotState state = world.Services.GetRequiredService<BotState>();
        await ManagerWorld.UntilAsync(() => state.GuildCount == 2);
    }
}
