// Joins a voice channel and prints what a voice library needs for the connection, which is its business. !join from somebody in a voice channel; !leave.
#:project ../../src/Discord.Gateway
#:package Microsoft.Extensions.Logging.Console

using Discord.Gateway;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
await using var shard = new Shard(new ShardOptions
{
    Token = Environment.GetEnvironmentVariable("DISCORD_TOKEN") ?? throw new InvalidOperationException("Set DISCORD_TOKEN."),
    Intents = GatewayIntents.Guilds | GatewayIntents.GuildVoiceStates | GatewayIntents.GuildMessages | GatewayIntents.MessageContent,
    Logger = loggers.CreateLogger("Voice"),
});
var channels = new Dictionary<Id<User>, Id<Channel>?>();        // who is in which voice channel

await foreach (GatewayEvent gatewayEvent in shard.ReceiveAllAsync())
{
    switch (gatewayEvent)
    {
        case GuildCreateEvent { VoiceStates: var voices }:
            foreach (VoiceState voice in voices)
            {
                channels[voice.UserId] = voice.ChannelId;
            }
            break;
        case VoiceStateUpdateEvent { VoiceState: var moved }:
            channels[moved.UserId] = moved.ChannelId;
            break;
        case MessageCreateEvent { GuildId: { } guildId, Message: { Content: "!join" } message } when channels.GetValueOrDefault(message.Author.Id) is { } channelId:
            VoiceConnectionInfo info = await shard.JoinVoiceAsync(guildId, channelId, selfDeaf: true);
            Console.WriteLine($"Connect to wss://{info.Endpoint} with the session id and the token that came with it: both are secrets");
            break;
        case MessageCreateEvent { GuildId: { } guildId, Message.Content: "!leave" }:
            await shard.SendAsync(new UpdateVoiceState(guildId, null));
            break;
    }
}
