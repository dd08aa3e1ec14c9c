using System.Text.Json.Nodes;
using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>Discord's objects with all that Discord always sends of them: what a record by hand leaves out, since it is null, is there with null.</summary>
internal static class SimulatedObjects
{
    private static readonly string[] TextChannelKeys = ["topic", "last_message_id", "parent_id", "last_pin_timestamp"];
    private static readonly string[] VoiceChannelKeys = ["parent_id", "rtc_region", "last_message_id"];

    internal static User User(Id<User> id, string name) => new() { Id = id, Username = name, PublicFlags = UserFlags.None };

    internal static Channel Channel(Id<Channel> id, Id<Guild> guildId, string name, ChannelType type, int position)
    {
        var channel = new Channel { Id = id, GuildId = guildId, Name = name, Type = type, Position = position, Flags = ChannelFlags.None };
        return type switch
        {
            ChannelType.GuildCategory => channel,
            ChannelType.GuildVoice or ChannelType.GuildStageVoice => channel with { Bitrate = 64_000, UserLimit = 0, RateLimitPerUser = TimeSpan.Zero },
            _ => channel with { RateLimitPerUser = TimeSpan.Zero },
        };
    }

    internal static Channel Thread(Id<Channel> id, Id<Guild> guildId, string name, Id<Channel> parent, Id<User> owner, DateTimeOffset created) => new()
    {
        Id = id,
        GuildId = guildId,
        Name = name,
        Type = ChannelType.PublicThread,
        ParentId = parent,
        OwnerId = owner,
        MessageCount = 0,
        MemberCount = 1,
        TotalMessageSent = 0,
        RateLimitPerUser = TimeSpan.Zero,
        Flags = ChannelFlags.None,
        ThreadMetadata = new ThreadMetadata { AutoArchiveDuration = TimeSpan.FromDays(3), ArchiveTimestamp = created, CreateTimestamp = created },
    };

    /// <summary>An event's data as Discord sends it.</summary>
    internal static string WriteData(GatewayEvent gatewayEvent)
    {
        string data = SimulatorJson.Write(gatewayEvent.WriteTo);
        if (gatewayEvent is not (GuildCreateEvent or ChannelCreateEvent or ChannelUpdateEvent or ThreadCreateEvent or ThreadUpdateEvent or MessageCreateEvent))
        {
            return data;
        }

        JsonObject root = JsonNode.Parse(data)!.AsObject();
        switch (gatewayEvent)
        {
            case GuildCreateEvent:
                CompleteGuild(root);
                break;
            case MessageCreateEvent:
                Complete(root, ("flags", 0), ("components", new JsonArray()), ("tts", false), ("pinned", false), ("mention_everyone", false), ("edited_timestamp", null));
                break;
            default:
                CompleteChannel(root);
                break;
        }

        return root.ToJsonString();
    }

    private static void CompleteGuild(JsonObject guild)
    {
        Complete(guild, ("unavailable", false), ("stickers", new JsonArray()), ("nsfw", false), ("lazy", true), ("embedded_activities", new JsonArray()));
        foreach (JsonNode? channel in (guild["channels"] as JsonArray ?? []).Concat(guild["threads"] as JsonArray ?? []))
        {
            // Within the guild, its id is left out.
            channel!.AsObject().Remove("guild_id");
            CompleteChannel(channel.AsObject());
        }

        foreach (JsonNode? member in guild["members"] as JsonArray ?? [])
        {
            Complete(member!.AsObject(), ("pending", false), ("communication_disabled_until", null), ("premium_since", null), ("nick", null), ("avatar", null));
        }
    }

    private static void CompleteChannel(JsonObject channel)
    {
        var type = (ChannelType)(channel["type"]?.GetValue<long>() ?? 0);
        string[] keys = type switch
        {
            ChannelType.GuildCategory => [],
            ChannelType.GuildVoice or ChannelType.GuildStageVoice => VoiceChannelKeys,
            ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread => ["last_message_id"],
            _ => TextChannelKeys,
        };
        foreach (string key in keys)
        {
            channel.TryAdd(key, null);
        }

        if (type is not (ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread))
        {
            Complete(channel, ("permission_overwrites", new JsonArray()), ("nsfw", false));
        }
    }

    private static void Complete(JsonObject target, params ReadOnlySpan<(string Key, JsonNode? Value)> values)
    {
        foreach ((string key, JsonNode? value) in values)
        {
            target.TryAdd(key, value);
        }
    }
}
