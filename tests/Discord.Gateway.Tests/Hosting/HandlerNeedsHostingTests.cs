using System.Threading.Channels;
using Discord.Gateway.Hosting;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.Hosting;

public sealed class HandlerNeedsHostingTests
{
    private static readonly Func<Shard, GatewayEvent, CancellationToken, Task> Ignore = (_, _, _) => Task.CompletedTask;

    private readonly Channel<long> _counts = System.Threading.Channels.Channel.CreateUnbounded<long>();

    [Fact]
    public async Task A_host_delivers_only_events_that_a_handler_takes()
    {
        await using var world = new HostWorld();
        Assert.Equal(1, await CountDeliveredAsync(world, _ => { }));
    }

    [Fact]
    public async Task A_host_with_a_handler_of_all_events_delivers_all()
    {
        await using var world = new HostWorld();
        Assert.Equal(2, await CountDeliveredAsync(world, discord => discord.On(Ignore)));
    }

    [Fact]
    public async Task A_filter_that_was_set_stays()
    {
        await using var world = new HostWorld();
        Assert.Equal(2, await CountDeliveredAsync(world, discord => discord.ConfigureManager((_, options) => options with
        {
            ShardOptions = options.ShardOptions with { EventFilter = EventFilter.All },
        })));
    }

    [Fact]
    public async Task A_host_counts_its_guilds_whatever_its_handlers_take()
    {
        await using var world = new HostWorld();
        await world.StartAsync(_ => { });

        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].Guilds == 2);
        await world.Gateway.DispatchAsync("GUILD_DELETE", $$"""{"id":"{{world.Guild.Id}}"}""");
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].Guilds == 1);
    }

    [Fact]
    public async Task Derived_intents_are_added_to_those_that_code_has_set()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:DeriveIntents"] = "true";

        await world.StartAsync(discord => discord
            .ConfigureManager((_, options) => options with { ShardOptions = options.ShardOptions with { Intents = GatewayIntents.Guilds | GatewayIntents.GuildModeration } })
            .On<InviteCreateEvent>((_, _, _) => Task.CompletedTask));

        Assert.Equal(GatewayIntents.Guilds | GatewayIntents.GuildModeration | GatewayIntents.GuildInvites, GetIntents(world));
    }

    [Fact]
    public void An_event_that_cannot_be_decoded_may_be_of_any_kind() =>
        Assert.Same(EventFilter.All, HandlerNeeds.GetFilter([Of<UndecodableEvent>()]));

    [Fact]
    public void An_unknown_event_is_delivered_to_its_handler()
    {
        EventFilter filter = HandlerNeeds.GetFilter([Of<UnknownEvent>()]);

        Assert.Equal(
            [GatewayEventType.Unknown, GatewayEventType.Ready, GatewayEventType.GuildCreate, GatewayEventType.GuildDelete],
            Enum.GetValues<GatewayEventType>().Where(filter.Includes));
    }

    [Theory]
    [InlineData(GatewayIntents.Guilds, GatewayIntents.GuildMessageTyping | GatewayIntents.DirectMessageTyping)]
    [InlineData(GatewayIntents.Guilds | GatewayIntents.DirectMessageTyping, GatewayIntents.None)]
    public void A_handler_lacks_intents_if_none_of_its_event_is_set(GatewayIntents intents, GatewayIntents missing) =>
        Assert.Equal(missing, HandlerNeeds.GetMissing(Of<TypingStartEvent>(), intents));

    [Fact]
    public void A_handler_of_all_events_lacks_no_intents() => Assert.Equal(GatewayIntents.None, HandlerNeeds.GetMissing(Of<GatewayEvent>(), GatewayIntents.None));

    [Fact]
    public void A_handler_of_an_event_that_is_always_sent_lacks_no_intents() =>
        Assert.Equal(GatewayIntents.None, HandlerNeeds.GetMissing(Of<InteractionCreateEvent>(), GatewayIntents.None));

    [Fact]
    public void A_handler_of_all_events_derives_no_intents() => Assert.Equal(GatewayIntents.None, HandlerNeeds.GetIntents([Of<GatewayEvent>()]));

    [Fact]
    public void Intents_that_are_derived_are_those_of_every_handler() => Assert.Equal(
        GatewayIntents.GuildMessages | GatewayIntents.DirectMessages | GatewayIntents.GuildMembers | GatewayIntents.GuildPresences,
        HandlerNeeds.GetIntents([Of<MessageCreateEvent>(), Of<GuildMemberAddEvent>(), Of<PresenceUpdateEvent>(), Of<InteractionCreateEvent>(), Of<UnknownEvent>()]));

    [Fact]
    public async Task A_host_warns_once_of_a_handler_whose_intents_are_missing()
    {
        await using var world = new HostWorld(shards: 2);
        await world.StartAsync(discord => discord
            .On<TypingStartEvent>((_, _, _) => Task.CompletedTask)
            .On<MessageCreateEvent>((_, _, _) => Task.CompletedTask));

        string line = Assert.Single(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.StartsWith("Warning 47: On<TypingStartEvent>", line, StringComparison.Ordinal);
        Assert.Contains("GuildMessageTyping, DirectMessageTyping", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Intents_are_derived_on_request_and_added_to_those_given()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:Intents"] = "Guilds";
        world.Configuration["Discord:DeriveIntents"] = "true";
        await world.StartAsync(discord => discord.On<TypingStartEvent>((_, _, _) => Task.CompletedTask));

        Assert.Equal(GatewayIntents.Guilds | GatewayIntents.GuildMessageTyping | GatewayIntents.DirectMessageTyping, GetIntents(world));
        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Intents_are_not_derived_by_default()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:Intents"] = "Guilds";
        await world.StartAsync(discord => discord.On<TypingStartEvent>((_, _, _) => Task.CompletedTask));

        Assert.Equal(GatewayIntents.Guilds, GetIntents(world));
    }

    private static GatewayIntents GetIntents(HostWorld world) => (GatewayIntents)world.Gateway.Connections[0].Received
        .Single(payload => payload.Opcode == GatewayOpcode.Identify).Data.GetProperty("intents").GetInt32();

    private static HandlerRegistration Of<TEvent>()
        where TEvent : GatewayEvent => HandlerRegistration.Of<TEvent>("a handler", (_, _, _, _) => Task.CompletedTask);

    /// <summary>How many events are handed out from one message to the next, between which the host gets another event.</summary>
    private async Task<long> CountDeliveredAsync(HostWorld world, Action<DiscordGatewayBuilder> addMore)
    {
        await world.StartAsync(discord =>
        {
            discord.On<MessageCreateEvent>((_, _, cancellationToken) => _counts.Writer.WriteAsync(world.Manager.GetStatus()[0].Events, cancellationToken).AsTask());
            discord.ConfigureManager((_, options) => options with { EventOrder = EventOrder.PerShard });
            addMore(discord);
        });
        await world.SayAsync("one");
        await world.Gateway.DispatchAsync(new MessageDeleteEvent { Id = 7, ChannelId = 2, GuildId = world.Guild.Id });
        await world.SayAsync("two");

        long before = await NextAsync();
        return await NextAsync() - before;
    }

    private Task<long> NextAsync() => _counts.Reader.ReadAsync(HostWorld.Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation);
}
