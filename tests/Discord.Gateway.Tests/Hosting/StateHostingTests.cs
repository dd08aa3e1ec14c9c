using Discord.Gateway.Hosting;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Sharding;
using Discord.Gateway.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace Discord.Gateway.Tests.Hosting;

[Collection(ManagerTests.Name)]
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
}
