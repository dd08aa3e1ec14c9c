using Discord.Gateway;
using StandaloneShard;

// A bot on one shard: against Discord if DISCORD_TOKEN is set, else against a gateway in this process.
//   dotnet run --project samples/StandaloneShard -- --seconds 20

TimeSpan? runFor = null;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--seconds" && i + 1 < args.Length && double.TryParse(args[i + 1], out double seconds) && seconds > 0)
    {
        runFor = TimeSpan.FromSeconds(seconds);
        i++;
    }
    else
    {
        Console.Error.WriteLine("Usage: StandaloneShard [--seconds N]");
        return 2;
    }
}

string? token = Environment.GetEnvironmentVariable("DISCORD_TOKEN");
await using LivingWorld? world = string.IsNullOrEmpty(token) ? await LivingWorld.StartAsync() : null;
ShardOptions options = world?.CreateShardOptions() ?? new ShardOptions
{
    Token = token!,
    Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.GuildVoiceStates | GatewayIntents.GuildMessageTyping,
};
Show(ConsoleColor.DarkGray, world is null ? "Connecting to Discord." : "No DISCORD_TOKEN: connecting to a small living world in this process.");

await using var shard = new Shard(options with { Presence = new BotPresence { Activities = [BotActivity.Watching("the wire")] } });
shard.StageChanged += (_, change) => Show(
    change.New is ConnectionStage.Disconnected ? ConsoleColor.Red : ConsoleColor.DarkGray, $"{change.Old} -> {change.New}: {change.Reason}");

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
if (runFor is { } time)
{
    stop.CancelAfter(time);
}

int events = 0;
try
{
    await foreach (GatewayEvent gatewayEvent in shard.ReceiveAllAsync(stop.Token))
    {
        events++;
        Handle(gatewayEvent);
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    // Ctrl-C, or the time is up.
}
catch (GatewayFatalException error)
{
    Show(ConsoleColor.Red, error.Message);
    return 1;
}

string latency = shard.Heartbeat.AverageLatency is { } average ? $"{average.TotalMilliseconds:F1} ms" : "not measured yet";
await shard.ShutdownAsync();
Show(ConsoleColor.Green, $"Shut down cleanly after {events} events. Heartbeat latency: {latency}");
return 0;

static void Handle(GatewayEvent gatewayEvent)
{
    switch (gatewayEvent)
    {
        case ReadyEvent ready:
            Show(ConsoleColor.Green, $"READY as {ready.User.Username}, {ready.Guilds.Count} guilds to come");
            break;
        case ResumedEvent:
            Show(ConsoleColor.Green, "RESUMED: everything missed has been replayed above");
            break;
        case GuildCreateEvent guild:
            Show(ConsoleColor.Cyan, $"GUILD_CREATE {guild.Guild.Name}, {guild.MemberCount} members");
            break;
        case MessageCreateEvent { Message: var message }:
            Show(ConsoleColor.White, $"MESSAGE_CREATE #{gatewayEvent.Sequence} {message.Author.Username}: {message.Content}");
            break;
        case VoiceStateUpdateEvent { VoiceState: var voice }:
            Show(ConsoleColor.Yellow, $"VOICE_STATE_UPDATE user {voice.UserId} {(voice.ChannelId is null ? "left" : "joined")} a voice channel");
            break;
        default:
            Show(ConsoleColor.DarkYellow, $"{gatewayEvent.Name} #{gatewayEvent.Sequence}");
            break;
    }
}

static void Show(ConsoleColor color, string text)
{
    lock (Console.Out)
    {
        Console.ForegroundColor = color;
        Console.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.f}  {text}");
        Console.ResetColor();
    }
}
