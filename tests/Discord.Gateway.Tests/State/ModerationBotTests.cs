using System.Reflection;
using Discord.Gateway.Hosting;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Hosting;
using Discord.Gateway.Tests.Sharding;
using Microsoft.Extensions.DependencyInjection;

namespace Discord.Gateway.Tests.State;

/// <summary>The bot of the package's page says the same, whether it runs all the time or is stopped and started in the middle.</summary>
public sealed class ModerationBotTests
{
    private static readonly Type Moderator = ReadmeTests.GetType("src/Discord.Gateway.State/README.md", "Moderator");

    private static readonly string[] Expected =
    [
        "5001 said hello and now hello!",
        "5002 said something older and now what?",
        "A message of member1 was deleted: hello!",
        "member1 got helpers",
        "5003 said buy this and now buy that",
        "A message of member1 was deleted: buy that",
        "member1 got keepers",
        "member1 got singers",
        "5005 said while it was away and now and still",
    ];

    [Fact]
    public async Task A_bot_that_runs_all_the_time()
    {
        await using var world = new Bot();
        await world.StartAsync();
        await world.TellAsync(world.First);
        await world.TellAsync(world.WhileAway);
        await world.TellAsync(world.Last);

        await world.UntilSaidAsync();
        Assert.Equal(Expected, world.Said);
    }

    [Fact]
    public async Task A_bot_that_is_stopped_and_started_in_the_middle()
    {
        await using var world = new Bot();
        await world.StartAsync();
        await world.TellAsync(world.First);
        await world.StopAsync();
        await world.TellAsync(world.WhileAway);
        await world.StartAsync();
        await world.TellAsync(world.Last);

        await world.UntilSaidAsync();
        Assert.Equal(Expected, world.Said);
        Assert.Equal(1, world.Identifies);
    }

    [Fact]
    public async Task A_bot_that_is_stopped_and_started_after_every_event()
    {
        await using var world = new Bot();
        foreach (GatewayEvent gatewayEvent in (GatewayEvent[])[.. world.First, .. world.WhileAway, .. world.Last])
        {
            await world.StartAsync();
            await world.TellAsync([gatewayEvent]);
            await world.StopAsync();
        }

        await world.StartAsync();
        await world.UntilSaidAsync();
        Assert.Equal(Expected, world.Said);
        Assert.Equal(1, world.Identifies);
    }

    /// <summary>The page's bot, in hosts that follow each other on one gateway.</summary>
    private sealed class Bot : IAsyncDisposable
    {
        private readonly HostWorld _world = new();
        private readonly MemoryStateStore _store = new();
        private readonly Role _helpers;
        private readonly Role _keepers;
        private readonly Role _singers;

        internal Bot()
        {
            _world.Configuration["Discord:Intents"] = "Guilds, GuildMembers, GuildMessages, MessageContent";
            SimulatedGuild guild = _world.Guild;
            _helpers = guild.AddRole("helpers", Permissions.None);
            _keepers = guild.AddRole("keepers", Permissions.ManageMessages);
            _singers = guild.AddRole("singers");
        }

        internal IEnumerable<string> Said => _world.Logs.Lines
            .Where(line => line.StartsWith("Information 0: ", StringComparison.Ordinal) && (line.Contains(" said ", StringComparison.Ordinal) || line.Contains("was deleted", StringComparison.Ordinal) || line.Contains(" got ", StringComparison.Ordinal)))
            .Select(line => line["Information 0: ".Length..].TrimEnd());

        internal int Identifies => _world.Gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify));

        internal IReadOnlyList<GatewayEvent> First => [Create(5001, "hello"), Edit(5001, "hello!"), Edit(5002, "what?"), Delete(5001), Got(_helpers), Create(5003, "buy this", _helpers)];

        internal IReadOnlyList<GatewayEvent> WhileAway => [Edit(5003, "buy that"), Delete(5003), Got(_helpers, _keepers, _singers), Create(5004, "a keeper's", _helpers, _keepers, _singers), Create(5005, "while it was away", _helpers, _keepers, _singers)];

        /// <summary>One who may manage messages deletes their own.</summary>
        internal IReadOnlyList<GatewayEvent> Last => [Delete(5004), Edit(5005, "and still")];

        private GuildMember Speaker => _world.Guild.GetMember(1);

        public ValueTask DisposeAsync() => _world.DisposeAsync();

        internal async Task StartAsync()
        {
            await _world.StartAsync(discord =>
            {
                // One after the other, so that what is said is in order.
                discord.ConfigureManager((_, options) => options with { EventOrder = EventOrder.PerShard });
                discord.Services.AddSingleton<IStateStore>(_store);
                discord.AddState(new BotStateOptions { MessagesPerChannel = 50 });
                foreach (Type type in (Type[])[typeof(MessageUpdateEvent), typeof(MessageDeleteEvent), typeof(GuildMemberUpdateEvent)])
                {
                    typeof(DiscordGatewayBuilder).GetMethods().Single(method => method.Name == "AddHandler" && method.GetGenericArguments().Length == 2)
                        .MakeGenericMethod(type, Moderator).Invoke(discord, BindingFlags.OptionalParamBinding, null, null, null);
                }

                discord.On<MessageCreateEvent>((_, _, _, _) => Task.CompletedTask);
            });
            await _world.Gateway.SettleAsync(HostWorld.Cancellation);
        }

        internal Task StopAsync() => _world.StopAsync();

        /// <summary>Waits, on a busy machine, until as much has been said as is expected.</summary>
        internal Task UntilSaidAsync() => ManagerWorld.UntilAsync(() => Said.Count() >= Expected.Length);

        internal async Task TellAsync(IReadOnlyList<GatewayEvent> events)
        {
            foreach (GatewayEvent gatewayEvent in events)
            {
                await _world.Gateway.DispatchAsync(gatewayEvent);
            }

            await _world.Gateway.SettleAsync(HostWorld.Cancellation);
        }

        private MessageCreateEvent Create(Id<Message> id, string content, params Role[] roles) =>
            new() { Message = Message(id, content) with { Member = Speaker with { User = null, Roles = [.. roles.Select(role => role.Id)] } } };

        private MessageUpdateEvent Edit(Id<Message> id, string content) => new() { Message = Message(id, content) };

        private MessageDeleteEvent Delete(Id<Message> id) => new() { Id = id, ChannelId = _world.Guild.ChannelId, GuildId = _world.Guild.Id };

        private GuildMemberUpdateEvent Got(params Role[] roles) => new() { GuildId = _world.Guild.Id, User = Speaker.User!, Roles = [.. roles.Select(role => role.Id)] };

        private Message Message(Id<Message> id, string content) => new() { Id = id, ChannelId = _world.Guild.ChannelId, GuildId = _world.Guild.Id, Content = content, Author = Speaker.User! };
    }
}
