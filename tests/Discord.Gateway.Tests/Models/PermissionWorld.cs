using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>The guild, member and channel of a case, written in a few words; see <see cref="PermissionCases"/>.</summary>
internal sealed record PermissionWorld
{
    internal static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The ids of @everyone (the guild's), of roles, and of the member.</summary>
    private static readonly Dictionary<string, ulong> Ids = new()
    {
        ["everyone"] = 100,
        ["a"] = 201,
        ["b"] = 202,
        ["c"] = 203,
        ["me"] = 300,
        ["other"] = 301,
        ["owner"] = 302,
    };

    internal required Guild Guild { get; init; }

    internal required GuildMember Member { get; init; }

    internal required Channel Channel { get; init; }

    /// <summary>
    /// Reads a case: <c>everyone=…</c>, <c>a=…</c> give permissions to roles; <c>has=a,b</c> gives roles to the member; <c>owner</c> makes it the owner;
    /// <c>timeout=±seconds</c>; <c>type=…</c> is the channel's; <c>+a=…</c> allows and <c>-a=…</c> denies by an overwrite. Permissions are joined by a |.
    /// </summary>
    internal static PermissionWorld Parse(string words)
    {
        var roles = new SortedDictionary<ulong, Permissions> { [Ids["everyone"]] = Permissions.None };
        var overwrites = new Dictionary<ulong, Overwrite>();
        var world = new PermissionWorld
        {
            Guild = new Guild { Id = Ids["everyone"], OwnerId = Ids["owner"] },
            Member = new GuildMember { User = new User { Id = Ids["me"] } },
            Channel = new Channel { Id = 400, Type = ChannelType.GuildText },
        };
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = word.Split('=');
            string key = parts[0].TrimStart('+', '-');
            switch (key)
            {
                case "owner" when parts.Length == 1:
                    world = world with { Guild = world.Guild with { OwnerId = Ids["me"] } };
                    break;
                case "has":
                    world = world with { Member = world.Member with { Roles = [.. parts[1].Split(',').Select(name => new Id<Role>(Ids[name]))] } };
                    break;
                case "timeout":
                    var ends = Now.AddSeconds(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
                    world = world with { Member = world.Member with { CommunicationDisabledUntil = ends } };
                    break;
                case "type":
                    world = world with { Channel = world.Channel with { Type = Enum.Parse<ChannelType>(parts[1]) } };
                    break;
                default:
                    ulong id = Ids[key];
                    Permissions permissions = ParsePermissions(parts[1]);
                    if (word[0] is not ('+' or '-'))
                    {
                        roles[id] = permissions;
                        break;
                    }

                    OverwriteType type = key is "me" or "other" ? OverwriteType.Member : OverwriteType.Role;
                    Overwrite overwrite = overwrites.GetValueOrDefault(id) ?? new Overwrite { Id = id, Type = type };
                    overwrites[id] = word[0] == '+' ? overwrite with { Allow = permissions } : overwrite with { Deny = permissions };
                    break;
            }
        }

        return world with
        {
            Guild = world.Guild with { Roles = [.. roles.Select(role => new Role { Id = role.Key, Permissions = role.Value, Position = (int)(role.Key - 100) })] },
            Channel = world.Channel with { PermissionOverwrites = [.. overwrites.Values] },
        };
    }

    /// <summary>What the member may do in the guild, the channel, or a thread of the channel.</summary>
    internal Permissions Compute(string where) => where switch
    {
        "guild" => Guild.GetPermissions(Member, Now),
        "channel" => Guild.GetPermissions(Member, Channel, Now),
        "thread" => Guild.GetThreadPermissions(Member, Channel, Now),
        _ => throw new ArgumentException($"There is no place named {where}.", nameof(where)),
    };

    internal static Permissions ParsePermissions(string names) =>
        names.Split('|', StringSplitOptions.TrimEntries).Aggregate(Permissions.None, (sum, name) => sum | Enum.Parse<Permissions>(name));
}
