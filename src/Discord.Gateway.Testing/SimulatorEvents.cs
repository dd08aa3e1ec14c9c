using System.Text.Json.Nodes;
using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>The events that the simulator makes itself.</summary>
internal static class SimulatorEvents
{
    private static long _lastId;

    /// <summary>READY's data, with all that Discord sends to bots of what it documents nowhere.</summary>
    internal static string Ready(GatewaySimulator simulator, SimulatedSession session, IReadOnlyList<SimulatedGuild> guilds)
    {
        var ready = new ReadyEvent
        {
            Version = 10,
            User = simulator.Bot,
            Guilds = [.. guilds.Select(guild => new UnavailableGuild { Id = guild.Id, Unavailable = true })],
            SessionId = session.Id,
            ResumeGatewayUrl = simulator.ResumeUri.AbsoluteUri,
            IdentifiedShard = [session.ShardId.Index, session.ShardId.Total],
            Application = new Application { Id = simulator.Options.BotId.As<Application>(), Flags = 0 },
        };
        JsonObject data = JsonNode.Parse(SimulatorJson.Write(ready.WriteTo))!.AsObject();
        JsonObject user = data["user"]!.AsObject();
        user.TryAdd("email", null);
        user.TryAdd("clan", null);
        user.TryAdd("primary_guild", null);
        data["user_settings"] = new JsonObject();
        data["session_type"] = "normal";
        data["relationships"] = new JsonArray();
        data["private_channels"] = new JsonArray();
        data["presences"] = new JsonArray();
        data["guild_join_requests"] = new JsonArray();
        data["geo_ordered_rtc_regions"] = new JsonArray("simulator");
        data["auth"] = new JsonObject();
        data["_trace"] = new JsonArray("simulator");
        return data.ToJsonString();
    }

    internal static MessageCreateEvent Message(SimulatedGuild guild, string content, int author, DateTimeOffset now) => new()
    {
        Message = new Message
        {
            Id = NewId(now),
            ChannelId = guild.ChannelId,
            GuildId = guild.Id,
            Author = guild.GetMember(author).User!,
            Member = guild.GetMember(author) with { User = null },
            Content = content,
            Timestamp = now,
        },
    };

    internal static MessageCreateEvent DirectMessage(User author, Id<Channel> channelId, string content, DateTimeOffset now) => new()
    {
        Message = new Message { Id = NewId(now), ChannelId = channelId, Author = author, Content = content, Timestamp = now },
    };

    internal static InteractionCreateEvent Command(
        GatewaySimulator simulator, SimulatedGuild guild, string name, IReadOnlyList<CommandOption> options, int author)
    {
        ulong id = NewId(simulator.Now);
        Guild whole = guild.ToGuild();
        GuildMember member = guild.GetMember(author);
        GuildMember bot = guild.GetBot(simulator.Bot);
        Channel channel = guild.Channels[0];
        return new()
        {
            Interaction = new Interaction
            {
                Id = id,
                ApplicationId = simulator.Options.BotId.As<Application>(),
                Type = InteractionType.ApplicationCommand,
                Data = new ApplicationCommandData
                {
                    Id = NewId(simulator.Now),
                    Name = name,
                    Type = ApplicationCommandType.ChatInput,
                    Options = options,
                    Resolved = Resolve(guild, bot, options, simulator.Now),
                },
                GuildId = guild.Id,
                Guild = new Guild { Id = guild.Id, Name = guild.Name, OwnerId = whole.OwnerId },
                Channel = channel,
                ChannelId = channel.Id,
                Member = member with { Permissions = whole.GetPermissions(member, channel, simulator.Now) },
                Token = $"interaction-token-{id}",
                Version = 1,
                AppPermissions = whole.GetPermissions(bot, channel, simulator.Now),
                Locale = Locale.EnglishUS,
                GuildLocale = Locale.EnglishUS,
                Context = InteractionContextType.Guild,
                AttachmentSizeLimit = 10_485_760,
            },
        };
    }

    /// <summary>The objects that options name by their ids; null if they name none.</summary>
    private static ResolvedData? Resolve(SimulatedGuild guild, GuildMember bot, IReadOnlyList<CommandOption> options, DateTimeOffset now)
    {
        var ids = new HashSet<string>(AllOf(options).Where(option => option.Type is ApplicationCommandOptionType.User or ApplicationCommandOptionType.Role
            or ApplicationCommandOptionType.Channel or ApplicationCommandOptionType.Mentionable).Select(option => option.Value?.ToString() ?? ""));
        if (ids.Count == 0)
        {
            return null;
        }

        Guild whole = guild.ToGuild();
        GuildMember[] members = [.. guild.Members.Prepend(bot).Where(member => ids.Contains(member.User!.Id.ToString()))];
        return new ResolvedData
        {
            Users = members.ToDictionary(member => member.User!.Id, member => member.User!),
            Members = members.ToDictionary(member => member.User!.Id, member => member with { User = null, Permissions = whole.GetPermissions(member, now) }),
            Roles = guild.Roles.Where(role => ids.Contains(role.Id.ToString())).ToDictionary(role => role.Id),
            Channels = guild.Channels.Concat(guild.Threads).Where(channel => ids.Contains(channel.Id.ToString())).ToDictionary(channel => channel.Id),
        };
    }

    private static IEnumerable<CommandOption> AllOf(IEnumerable<CommandOption> options) => options.SelectMany(option => AllOf(option.Options).Prepend(option));

    /// <summary>A snowflake of now; no two are the same.</summary>
    internal static ulong NewId(DateTimeOffset now) =>
        ((ulong)Math.Max(0, now.ToUnixTimeMilliseconds() - 1420070400000) << 22) + ((ulong)Interlocked.Increment(ref _lastId) & 0x3FFFFF);
}
