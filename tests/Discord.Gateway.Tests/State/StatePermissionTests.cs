using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Models;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.State;

/// <summary>Permissions that are computed from the bytes of a state are those of the documentation.</summary>
public sealed class StatePermissionTests
{
    private static readonly Id<Guild> GuildId = 100;
    private static readonly Id<User> Member = 300;
    private static readonly Id<Channel> Place = 400;
    private static readonly Id<Channel> Thread = 401;

    private readonly FakeTimeProvider _clock = new(PermissionWorld.Now);

    public static TheoryData<string, string, string> Table => PermissionTests.Table;

    [Theory]
    [MemberData(nameof(Table))]
    public void A_member_has_the_permissions_that_the_documentation_gives(string where, string world, string expected)
    {
        GuildView guild = Tell(PermissionWorld.Parse(world));

        Permissions? permissions = guild.GetPermissions(Member, where switch
        {
            "guild" => null,
            "channel" => Place,
            _ => Thread,
        });

        Assert.Equal(PermissionWorld.ParsePermissions(expected), permissions);
    }

    [Fact]
    public void A_timeout_ends_while_time_goes_on()
    {
        GuildView guild = Tell(PermissionWorld.Parse("everyone=ViewChannel|AddReactions timeout=10"));
        Assert.Equal(Permissions.ViewChannel, guild.GetPermissions(Member));

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Permissions.ViewChannel | Permissions.AddReactions, guild.GetPermissions(Member));
    }

    [Fact]
    public void An_administrator_has_all_permissions_in_a_channel_that_the_bot_may_not_see()
    {
        PermissionWorld world = PermissionWorld.Parse("everyone=Administrator");

        GuildView guild = Tell(world with { Channel = world.Channel with { Flags = ChannelFlags.ChannelObfuscated } });

        Assert.Equal(Permissions.All, guild.GetPermissions(Member, Place));
    }

    [Fact]
    public void All_roles_of_a_member_count_however_many_there_are()
    {
        PermissionWorld world = PermissionWorld.Parse("everyone=ViewChannel");
        Role[] roles = [.. Enumerable.Range(1_000, 300).Select(id => new Role { Id = (ulong)id, Permissions = id == 1_299 ? Permissions.KickMembers : Permissions.None })];

        GuildView guild = Tell(world with
        {
            Guild = world.Guild with { Roles = [.. world.Guild.Roles, .. roles] },
            Member = world.Member with { Roles = [.. roles.Select(role => role.Id)] },
        });

        Assert.Equal(Permissions.ViewChannel | Permissions.KickMembers, guild.GetPermissions(Member));
    }

    [Fact]
    public void Permissions_follow_every_change_of_roles_and_of_who_has_them()
    {
        const Permissions Mask = Permissions.KickMembers | Permissions.BanMembers | Permissions.ManageMessages | Permissions.ManageRoles;
        Permissions[] kinds = [Permissions.KickMembers, Permissions.BanMembers, Permissions.ManageMessages, Permissions.ManageRoles, Permissions.None];
        var random = new Random(19);
        var sample = new StateSample();
        int granting = 0;
        for (int change = 0; change < 3_000; change++)
        {
            // More roles than a byte can tell apart, some of which come and go; members refer to some that are not known.
            Id<Role> roleId = (ulong)(500 + random.Next(300));
            var role = new Role { Id = roleId, Name = "role", Permissions = kinds[random.Next(kinds.Length)] };
            switch (random.Next(6))
            {
                case 0:
                    sample.Tell(new GuildRoleCreateEvent { GuildId = StateSample.GuildId, Role = role });
                    break;
                case 1:
                    sample.Tell(new GuildRoleUpdateEvent { GuildId = StateSample.GuildId, Role = role });
                    break;
                case 2:
                    sample.Tell(new GuildRoleDeleteEvent { GuildId = StateSample.GuildId, RoleId = roleId });
                    break;
                case 3:
                    sample.Tell(new GuildRoleUpdateEvent { GuildId = StateSample.GuildId, Role = role with { Id = StateSample.Everyone } });
                    break;
                default:
                    Id<Role>[] roles = [.. Enumerable.Range(0, random.Next(5)).Select(_ => (Id<Role>)(ulong)(500 + random.Next(300)))];
                    sample.Tell(new GuildMemberUpdateEvent { GuildId = StateSample.GuildId, User = StateSample.Member(StateSample.Ann, "ann").User!, Roles = roles });
                    break;
            }

            Permissions expected = sample.Guild.FindMember(StateSample.Ann)!.Roles.Append(StateSample.Everyone)
                .Aggregate(Permissions.None, (sum, id) => sum | (sample.Guild.FindRole(id)?.Permissions ?? Permissions.None));
            Assert.Equal(expected & Mask, sample.Guild.GetPermissions(StateSample.Ann)!.Value & Mask);
            granting += (expected & Mask) != Permissions.None ? 1 : 0;
        }

        Assert.InRange(granting, 1_000, 2_999);
    }

    private GuildView Tell(PermissionWorld world)
    {
        var state = new BotState();
        var options = new ShardOptions { Token = "token", Intents = GatewayIntents.All, TimeProvider = _clock };
        var shards = new StoredShards(state, new BotStateOptions(), options, store: null, isManaged: true);
        shards.GetOrAdd(ShardId.Single).Apply(new GuildCreateEvent
        {
            Guild = world.Guild,
            Members = [world.Member],
            Channels = [world.Channel with { GuildId = GuildId }],
            Threads = [new Channel { Id = Thread, GuildId = GuildId, ParentId = Place, Type = ChannelType.PublicThread }],
        });
        return new GuildView(shards.Find(GuildId)!);
    }
}
