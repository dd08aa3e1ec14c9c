using System.Globalization;
using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Simulator;

/// <summary>Reads the guilds that the bot is in.</summary>
internal static class WorldFile
{
    /// <summary>One guild, with the id of one of today's.</summary>
    internal static IReadOnlyList<SimulatedGuild> CreateDefault() => [new SimulatedGuild(1_200_000_000_000_000_000, "Home")];

    /// <exception cref="UsageException">The file cannot be read, or a value is wrong.</exception>
    internal static async Task<IReadOnlyList<SimulatedGuild>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        JsonFile file = await JsonFile.ReadAsync(path, cancellationToken);
        string where = "the world";
        try
        {
            Arguments world = Arguments.From(file.Root);
            world.Allow("guilds");
            var guilds = new List<SimulatedGuild>();
            foreach (JsonElement element in world.GetList("guilds"))
            {
                where = $"guilds[{guilds.Count}]";
                SimulatedGuild guild = ReadGuild(Arguments.From(element), place => where = $"guilds[{guilds.Count}]{place}");
                if (guilds.Exists(other => other.Id == guild.Id))
                {
                    throw new InputException($"another guild has the id {guild.Id}");
                }

                guilds.Add(guild);
            }

            return guilds;
        }
        catch (InputException error)
        {
            throw file.Error(where, error.Message);
        }
    }

    private static SimulatedGuild ReadGuild(Arguments values, Action<string> enter)
    {
        values.Allow("id", "name", "members", "roles", "channels");
        ulong id = values.GetId("id") ?? throw new InputException("\"id\" is missing");
        bool isCounted = values.GetElement("members") is not { ValueKind: JsonValueKind.Array };
        int count = isCounted ? values.GetCount("members", 0, 1_000_000) ?? 3 : 0;
        var guild = new SimulatedGuild(id, values.RequireText("name"), count);

        var roles = new Dictionary<string, Id<Role>>();
        Each("roles", role =>
        {
            role.Allow("id", "name", "permissions");
            string name = role.RequireText("name");
            Id<Role> roleId = guild.AddRole(name, (Permissions)(GetBits(role, "permissions") ?? 0)).Id;
            if (role.GetId("id") is { } wanted)
            {
                guild.UpdateRole(roleId, made => made with { Id = wanted });
                roleId = wanted;
            }

            if (!roles.TryAdd(name, roleId))
            {
                throw new InputException($"there is already a role {name}");
            }
        });

        var channels = new Dictionary<string, Id<Channel>>();
        Each("channels", channel =>
        {
            channel.Allow("id", "name", "type", "parent");
            string name = channel.RequireText("name");
            Id<Channel>? parent = channel.GetText("parent") is { } parentName
                ? channels.TryGetValue(parentName, out Id<Channel> found) ? found : throw new InputException($"there is no earlier channel {parentName}")
                : null;
            Id<Channel> channelId = guild.AddChannel(name, ReadType(channel), parent).Id;
            if (channel.GetId("id") is { } wanted)
            {
                guild.UpdateChannel(channelId, made => made with { Id = wanted });
                channelId = wanted;
            }

            channels.TryAdd(name, channelId);
        });

        if (!isCounted)
        {
            Each("members", member =>
            {
                member.Allow("name", "nick", "roles", "status");
                Id<Role>[] of = [.. member.GetList("roles").Select(role => roles.TryGetValue(role.ToString(), out Id<Role> roleId)
                    ? roleId : throw new InputException($"the guild has no role {role}"))];
                Id<User> userId = guild.AddMember(member.RequireText("name"), of).User!.Id;
                if (member.GetText("nick") is { } nick)
                {
                    guild.UpdateMember(userId, made => made with { Nick = nick });
                }

                if (member.GetText("status") is { } status)
                {
                    guild.SetPresence(userId, ReadStatus(status));
                }
            });
        }

        return guild;

        void Each(string name, Action<Arguments> read)
        {
            int index = 0;
            foreach (JsonElement element in values.GetList(name))
            {
                enter($".{name}[{index++}]");
                read(Arguments.From(element));
            }

            enter("");
        }
    }

    private static ulong? GetBits(Arguments values, string name) => values.GetElement(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when ulong.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong bits) => bits,
        { ValueKind: JsonValueKind.Number } number when number.TryGetUInt64(out ulong bits) => bits,
        _ => throw new InputException($"\"{name}\" must be a number of bits"),
    };

    private static ChannelType ReadType(Arguments channel) => channel.GetText("type") switch
    {
        null or "text" => ChannelType.GuildText,
        "voice" => ChannelType.GuildVoice,
        "category" => ChannelType.GuildCategory,
        "announcement" => ChannelType.GuildAnnouncement,
        "stage" => ChannelType.GuildStageVoice,
        "forum" => ChannelType.GuildForum,
        { } other => throw new InputException($"\"type\" must be one of text, voice, category, announcement, stage, forum, not {other}"),
    };

    private static UserStatus ReadStatus(string status) => status switch
    {
        "online" => UserStatus.Online,
        "idle" => UserStatus.Idle,
        "dnd" => UserStatus.DoNotDisturb,
        "offline" => UserStatus.Offline,
        _ => throw new InputException($"\"status\" must be one of online, idle, dnd, offline, not {status}"),
    };
}
