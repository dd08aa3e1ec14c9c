using System.Threading.Channels;
using Discord.Gateway.Hosting;
using Discord.Gateway.Tests.Sharding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Discord.Gateway.Tests.Hosting;

public sealed class MiddlewareHostingTests
{
    private readonly Channel<string> _heard = System.Threading.Channels.Channel.CreateUnbounded<string>();

    [Fact]
    public async Task Middleware_wraps_all_handlers_of_an_event_in_the_order_it_was_added()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord => discord.Use<Outer>().Use<Inner>()
            .On<MessageCreateEvent>((_, _, _) => HearAsync("first handler"))
            .On<MessageCreateEvent>((_, _, _) => HearAsync("second handler")));
        await world.SayAsync("one");

        Assert.Equal(["Outer before", "Inner before", "first handler", "second handler", "Inner after", "Outer after"], await NextAsync(6));
    }

    [Fact]
    public async Task A_middleware_may_skip_the_handlers()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord => discord.Use<Guard>().On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content)));
        await world.SayAsync("secret");
        await world.SayAsync("open");

        Assert.Equal(["open"], await NextAsync(1));
    }

    [Fact]
    public async Task A_middleware_that_throws_is_named_in_the_log_and_stops_only_its_event()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord => discord.Use<Outer>().Use<Thrower>().On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content)));
        await world.SayAsync("bad");
        await world.SayAsync("good");

        Assert.Equal(["Outer before", "Outer after", "Outer before", "good", "Outer after"], await NextAsync(5));
        Assert.Single(world.Logs.Lines, line => line.StartsWith("Error 40:", StringComparison.Ordinal) && line.Contains("Thrower failed on MESSAGE_CREATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_throws_does_not_throw_into_the_middleware()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord => discord.Use<Outer>().On<MessageCreateEvent>((_, _, _) => throw new InvalidOperationException("a bug")));
        await world.SayAsync("one");

        Assert.Equal(["Outer before", "Outer after"], await NextAsync(2));
        Assert.Single(world.Logs.Lines, line => line.Contains("On<MessageCreateEvent> failed on MESSAGE_CREATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_middleware_comes_from_the_scope_of_the_event()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord =>
        {
            discord.Services.AddScoped<Note>();
            discord.Use<Writer>().On<MessageCreateEvent>((services, _, message, _) => HearAsync($"{services.GetRequiredService<Note>().Text} {message.Message.Content}"));
        });
        await world.SayAsync("one");
        await world.SayAsync("two");

        Assert.Equal(["noted 1 one", "noted 1 two"], await NextAsync(2));
    }

    [Fact]
    public async Task A_middleware_is_not_called_for_an_event_that_no_handler_takes()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord => discord.Use<Outer>().On<MessageDeleteEvent>((_, _, _) => HearAsync("deleted")));
        await world.SayAsync("one");
        await world.Gateway.DispatchAsync(new MessageDeleteEvent { Id = 7, ChannelId = 2, GuildId = world.Guild.Id });

        Assert.Equal(["Outer before", "deleted", "Outer after"], await NextAsync(3));
    }

    [Fact]
    public async Task A_middleware_gives_the_handlers_a_token_of_its_own()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord => discord.Use<Limiter>().On<MessageCreateEvent>((_, _, cancellationToken) => HearAsync($"cancelled: {cancellationToken.IsCancellationRequested}")));
        await world.SayAsync("one");

        Assert.Equal(["cancelled: True"], await NextAsync(1));
    }

    [Fact]
    public async Task An_event_that_is_given_up_within_middleware_comes_again()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord => discord.Use<Outer>().On<MessageCreateEvent>(async (services, _, message, _) =>
        {
            await HearAsync(message.Message.Content);
            await Task.Delay(Timeout.Infinite, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        }));
        await world.SayAsync("half way");
        Assert.Equal(["Outer before", "half way"], await NextAsync(2));
        await world.StopAsync();

        await StartAsync(world, discord => discord.On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content)));
        Assert.Equal(["half way"], await NextAsync(1));
    }

    [Fact]
    public async Task A_cancelled_handler_does_not_keep_the_next_from_its_event()
    {
        await using var world = new HostWorld();
        await StartAsync(world, discord => discord
            .On<MessageCreateEvent>((_, _, _) => throw new OperationCanceledException("its own request took too long"))
            .On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content)));
        await world.SayAsync("one");

        Assert.Equal(["one"], await NextAsync(1));
    }

    [Fact]
    public async Task A_middleware_of_one_bot_does_not_wrap_the_handlers_of_another()
    {
        await using var world = new HostWorld();
        await using var second = new HostWorld();
        await StartAsync(world, discord =>
        {
            discord.Use<Inner>().On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content));
            discord.Services.AddDiscordGateway("second", options => options.Intents = GatewayIntents.All).Use<Outer>()
                .On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content))
                .ConfigureManager((_, options) => second.Gateway.Redirect(options, second.Store));
        });
        await world.Services.GetRequiredKeyedService<ShardManager>("second").WaitForConnectedAsync(HostWorld.Cancellation);
        await world.SayAsync("one");
        Assert.Equal(["Inner before", "one", "Inner after"], await NextAsync(3));

        await second.SayAsync("two");
        Assert.Equal(["Outer before", "two", "Outer after"], await NextAsync(3));
    }

    private Task StartAsync(HostWorld world, Action<DiscordGatewayBuilder> addHandlers) => world.StartAsync(discord =>
    {
        discord.Services.AddSingleton(_heard);
        addHandlers(discord);
    });

    private Task HearAsync(string text) => _heard.Writer.WriteAsync(text).AsTask();

    private async Task<string[]> NextAsync(int count)
    {
        var all = new string[count];
        for (int i = 0; i < count; i++)
        {
            all[i] = await _heard.Reader.ReadAsync(HostWorld.Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation);
        }

        return all;
    }

    private abstract class Loud(Channel<string> heard) : IGatewayEventMiddleware
    {
        public async Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func<CancellationToken, Task> next, CancellationToken cancellationToken)
        {
            await heard.Writer.WriteAsync($"{GetType().Name} before", cancellationToken);
            await next(cancellationToken);
            await heard.Writer.WriteAsync($"{GetType().Name} after", cancellationToken);
        }
    }

    private sealed class Outer(Channel<string> heard) : Loud(heard);

    private sealed class Inner(Channel<string> heard) : Loud(heard);

    private sealed class Guard : IGatewayEventMiddleware
    {
        public Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func<CancellationToken, Task> next, CancellationToken cancellationToken) =>
            gatewayEvent is MessageCreateEvent { Message.Content: "secret" } ? Task.CompletedTask : next(cancellationToken);
    }

    private sealed class Thrower : IGatewayEventMiddleware
    {
        public Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func<CancellationToken, Task> next, CancellationToken cancellationToken) =>
            gatewayEvent is MessageCreateEvent { Message.Content: "bad" } ? throw new InvalidOperationException("a bug") : next(cancellationToken);
    }

    private sealed class Limiter : IGatewayEventMiddleware
    {
        public Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func<CancellationToken, Task> next, CancellationToken cancellationToken) =>
            next(new CancellationToken(canceled: true));
    }

    private sealed class Note
    {
        internal int Times { get; set; }

        internal string Text => $"noted {Times}";
    }

    private sealed class Writer(Note note) : IGatewayEventMiddleware
    {
        public Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func<CancellationToken, Task> next, CancellationToken cancellationToken)
        {
            note.Times++;
            return next(cancellationToken);
        }
    }
}
