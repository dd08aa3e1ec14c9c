using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Permissions of members, by the rules of Discord's documentation.</summary>
public sealed class PermissionTests
{
    public static TheoryData<string, string, string> Table
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach ((string where, string world, string expected) in PermissionCases.All)
            {
                data.Add(where, world, expected);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_member_has_the_permissions_that_the_documentation_gives(string where, string world, string expected)
    {
        PermissionWorld parsed = PermissionWorld.Parse(world);

        Assert.Equal(PermissionWorld.ParsePermissions(expected), parsed.Compute(where));
        Assert.Equal(PermissionWorld.ParsePermissions(expected), (Permissions)ComputeByOracle(where, parsed));
    }

    [Fact]
    public void The_table_has_two_hundred_cases_for_guilds_channels_and_threads()
    {
        Assert.InRange(PermissionCases.All.Count(), 200, 1000);
        Assert.Equal(["channel", "guild", "thread"], PermissionCases.All.Select(row => row.Where).Distinct().Order());
    }

    [Fact]
    public void Permissions_agree_with_the_documentations_pseudocode_in_many_guilds()
    {
        var random = new Random(20260801);
        ChannelType[] types = [ChannelType.GuildText, ChannelType.GuildVoice, ChannelType.GuildStageVoice, ChannelType.GuildForum, ChannelType.GuildCategory];
        string[] places = ["guild", "channel", "thread"];
        var seen = new HashSet<Permissions>();

        for (int i = 0; i < 3000; i++)
        {
            Id<Role>[] roles = [100, 201, 202, 203, 204];
            var world = new PermissionWorld
            {
                Guild = new Guild
                {
                    Id = 100,
                    OwnerId = random.Next(20) == 0 ? 300UL : 302UL,
                    Roles = [.. roles.Select(id => new Role { Id = id, Permissions = Pick(0.3, 0.02) })],
                },
                Member = new GuildMember
                {
                    User = new User { Id = 300 },
                    Roles = [.. roles.Skip(1).Where(_ => random.Next(2) == 0)],
                    CommunicationDisabledUntil = random.Next(4) == 0 ? PermissionWorld.Now.AddSeconds(random.Next(-5, 6)) : null,
                },
                Channel = new Channel
                {
                    Id = 400,
                    Type = types[random.Next(types.Length)],
                    PermissionOverwrites =
                    [
                        .. roles.Where(_ => random.Next(2) == 0).Select(id => new Overwrite { Id = id.As<EntityTag>(), Allow = Pick(0.2, 0), Deny = Pick(0.2, 0) }),
                        .. new ulong[] { 300, 301 }.Where(_ => random.Next(3) == 0)
                            .Select(id => new Overwrite { Id = id, Type = OverwriteType.Member, Allow = Pick(0.2, 0), Deny = Pick(0.2, 0) }),
                    ],
                },
            };
            foreach (string where in places)
            {
                Permissions computed = world.Compute(where);
                Assert.Equal((Permissions)ComputeByOracle(where, world), computed);
                seen.Add(computed);
            }
        }

        Assert.InRange(seen.Count, 1000, 9000);

        Permissions Pick(double share, double administrators)
        {
            ulong picked = 0;
            for (int bit = 0; bit < 53; bit++)
            {
                picked |= bit != 3 && random.NextDouble() < (bit is 10 or 11 or 20 ? Math.Max(share, 0.4) : share) ? 1UL << bit : 0;
            }

            return (Permissions)(picked | (random.NextDouble() < administrators ? 8UL : 0));
        }
    }

    [Fact]
    public void A_guild_object_is_not_needed_where_its_roles_are_known()
    {
        PermissionWorld world = PermissionWorld.Parse("everyone=ViewChannel|SendMessages|SendMessagesInThreads a=KickMembers has=a -a=SendMessages");
        (Id<Guild> guild, Id<User> owner, IEnumerable<Role> roles) = (world.Guild.Id, world.Guild.OwnerId, world.Guild.Roles);

        Assert.Equal(world.Compute("guild"), world.Member.GetPermissions(guild, owner, roles, PermissionWorld.Now));
        Assert.Equal(world.Compute("channel"), world.Member.GetPermissions(guild, owner, roles, world.Channel, PermissionWorld.Now));
        Assert.Equal(world.Compute("thread"), world.Member.GetThreadPermissions(guild, owner, roles, world.Channel, PermissionWorld.Now));
    }

    [Fact]
    public void All_is_every_documented_permission()
    {
        Permissions[] single = [.. Enum.GetValues<Permissions>().Where(value => ulong.IsPow2((ulong)value))];

        Assert.Equal(52, single.Length);
        Assert.Equal(Permissions.All, single.Aggregate((sum, value) => sum | value));
    }

    [Theory]
    [InlineData("SendMessages|ViewChannel", "SendMessages", true)]
    [InlineData("SendMessages|ViewChannel", "SendMessages|ViewChannel", true)]
    [InlineData("SendMessages", "SendMessages|ViewChannel", false)]
    [InlineData("None", "SendMessages", false)]
    [InlineData("None", "None", true)]
    [InlineData("Administrator", "SendMessages|BanMembers", true)]
    [InlineData("Administrator", "All", true)]
    [InlineData("BanMembers", "Administrator", false)]
    public void A_permission_is_had_if_granted_or_by_administrators(string granted, string wanted, bool expected)
    {
        Assert.Equal(expected, PermissionWorld.ParsePermissions(granted).Has(PermissionWorld.ParsePermissions(wanted)));
    }

    [Fact]
    public void An_overwrite_of_a_member_is_not_for_a_role_with_the_same_id()
    {
        PermissionWorld world = PermissionWorld.Parse("everyone=ViewChannel has=a");
        Channel channel = world.Channel with
        {
            PermissionOverwrites =
            [
                new Overwrite { Id = 201, Type = OverwriteType.Member, Allow = Permissions.AddReactions },
                new Overwrite { Id = 300, Type = OverwriteType.Role, Allow = Permissions.SendPolls },
            ],
        };

        Assert.Equal(Permissions.ViewChannel, world.Guild.GetPermissions(world.Member, channel, PermissionWorld.Now));
    }

    [Fact]
    public void A_thread_is_refused_where_its_parent_is_needed()
    {
        PermissionWorld world = PermissionWorld.Parse("everyone=ViewChannel type=PublicThread");

        Assert.Throws<ArgumentException>("channel", () => world.Compute("channel"));
        Assert.Throws<ArgumentException>("parent", () => world.Compute("thread"));
    }

    [Fact]
    public void A_member_without_its_user_is_refused()
    {
        PermissionWorld world = PermissionWorld.Parse("everyone=ViewChannel");
        PermissionWorld withoutUser = world with { Member = world.Member with { User = null } };

        Assert.All<string>(["guild", "channel", "thread"], where => Assert.Throws<ArgumentException>("member", () => withoutUser.Compute(where)));
        Assert.Equal(Permissions.ViewChannel, (world with { Member = withoutUser.Member with { User = new User { Id = 5 } } }).Compute("guild"));
    }

    [Fact]
    public void A_guild_whose_owner_is_unknown_is_owned_by_nobody()
    {
        var guild = new Guild { Id = 100, Roles = [new Role { Id = 100, Permissions = Permissions.ViewChannel }] };

        Assert.Equal(Permissions.ViewChannel, guild.GetPermissions(new GuildMember { User = new User { Id = 5 } }, PermissionWorld.Now));
    }

    private static ulong ComputeByOracle(string where, PermissionWorld world) => where switch
    {
        "guild" => PermissionOracle.InGuild(world.Guild, world.Member, PermissionWorld.Now),
        "channel" => PermissionOracle.InChannel(world.Guild, world.Member, world.Channel, PermissionWorld.Now),
        _ => PermissionOracle.InThread(world.Guild, world.Member, world.Channel, PermissionWorld.Now),
    };
}
