using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Partial updates applied to guilds, channels and threads.</summary>
public sealed class GuildAndChannelUpdateTests
{
    private static readonly DateTimeOffset Time = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Guild Guild = new()
    {
        Id = 9,
        Name = "old",
        Roles = [new Role { Id = 9, Name = "@everyone" }, new Role { Id = 2, Name = "mods" }],
        ApproximateMemberCount = 50,
        ApproximatePresenceCount = 20,
        Owner = true,
        Permissions = Permissions.Administrator,
        WelcomeScreen = new WelcomeScreen(),
    };

    private static readonly Channel Thread = new() { Id = 3, Type = ChannelType.PublicThread, Name = "old", MemberCount = 1, Member = new ThreadMember { Id = 3, UserId = 1 } };

    [Fact]
    public void A_guild_update_keeps_properties_sent_over_http_only()
    {
        Guild updated = new GuildUpdateEvent { Guild = new Guild { Id = 9, Name = "new" } }.ApplyTo(Guild);

        Assert.Equal(Guild with { Name = "new", Roles = [] }, updated);
    }

    [Fact]
    public void A_guild_update_keeps_properties_of_guild_create_only()
    {
        var created = new GuildCreateEvent { Guild = Guild, MemberCount = 7, Channels = [Thread], JoinedAt = Time };

        GuildCreateEvent updated = new GuildUpdateEvent { Guild = Guild with { Name = "new" } }.ApplyTo(created);

        Assert.Equal(created with { Guild = Guild with { Name = "new" } }, updated);
    }

    [Fact]
    public void Emojis_and_stickers_of_a_guild_are_replaced()
    {
        Emoji[] emojis = [new Emoji { Id = 1 }];
        Sticker[] stickers = [new Sticker { Id = 1 }];

        Assert.Equal(Guild with { Emojis = emojis }, new GuildEmojisUpdateEvent { GuildId = 9, Emojis = emojis }.ApplyTo(Guild));
        Assert.Equal(Guild with { Stickers = stickers }, new GuildStickersUpdateEvent { GuildId = 9, Stickers = stickers }.ApplyTo(Guild));
    }

    [Fact]
    public void Roles_of_a_guild_are_added_replaced_and_removed()
    {
        var role = new Role { Id = 4, Name = "new" };
        Role[] added = [.. Guild.Roles, role];

        Guild withRole = new GuildRoleCreateEvent { GuildId = 9, Role = role }.ApplyTo(Guild);

        Assert.Equal(added, withRole.Roles);
        Assert.Equal(added, new GuildRoleCreateEvent { GuildId = 9, Role = role }.ApplyTo(withRole).Roles);
        Assert.Equal(added, new GuildRoleUpdateEvent { GuildId = 9, Role = role }.ApplyTo(Guild).Roles);
        Assert.Equal(["@everyone", "admins", "new"], new GuildRoleUpdateEvent { GuildId = 9, Role = new Role { Id = 2, Name = "admins" } }.ApplyTo(withRole).Roles.Select(each => each.Name));
        Assert.Equal(["@everyone", "new"], new GuildRoleDeleteEvent { GuildId = 9, RoleId = 2 }.ApplyTo(withRole).Roles.Select(each => each.Name));
        Assert.Equal(Guild, new GuildRoleDeleteEvent { GuildId = 9, RoleId = 77 }.ApplyTo(Guild));
    }

    [Fact]
    public void The_last_pin_is_changed_removed_or_kept()
    {
        Channel channel = Thread with { LastPinTimestamp = Time };

        Assert.Equal(Time.AddDays(1), new ChannelPinsUpdateEvent { ChannelId = 3, LastPinTimestamp = Time.AddDays(1) }.ApplyTo(channel).LastPinTimestamp);
        Assert.Null(new ChannelPinsUpdateEvent { ChannelId = 3, LastPinTimestamp = new Optional<DateTimeOffset?>(null) }.ApplyTo(channel).LastPinTimestamp);
        Assert.Equal(Time, new ChannelPinsUpdateEvent { ChannelId = 3 }.ApplyTo(channel).LastPinTimestamp);
    }

    [Fact]
    public void A_thread_update_keeps_the_bots_membership()
    {
        Channel renamed = Thread with { Name = "new", Member = null };
        var member = new ThreadMember { Id = 3, UserId = 1, Flags = ThreadMemberFlags.AllMessages };

        Assert.Equal(Thread with { Name = "new" }, new ThreadUpdateEvent { Thread = renamed }.ApplyTo(Thread));
        Assert.Equal(member, new ThreadUpdateEvent { Thread = renamed with { Member = member } }.ApplyTo(Thread).Member);
        Assert.Null(new ThreadUpdateEvent { Thread = renamed }.ApplyTo(Thread with { Member = null }).Member);
    }

    [Fact]
    public void The_bots_membership_of_a_thread_changes_when_the_bot_joins_or_leaves()
    {
        var joined = new ThreadMember { Id = 3, UserId = 1, JoinTimestamp = Time };
        Channel left = new ThreadMembersUpdateEvent { Id = 3, MemberCount = 4, RemovedMemberIds = [1] }.ApplyTo(Thread, 1);
        Channel others = new ThreadMembersUpdateEvent { Id = 3, MemberCount = 5, AddedMembers = [new ThreadMember { UserId = 8 }], RemovedMemberIds = [7] }.ApplyTo(Thread, 1);

        Assert.Equal(Thread with { MemberCount = 4, Member = null }, left);
        Assert.Equal(Thread with { MemberCount = 5 }, others);
        Assert.Equal(joined, new ThreadMembersUpdateEvent { Id = 3, MemberCount = 2, AddedMembers = [joined] }.ApplyTo(left, 1).Member);
        Assert.Equal(joined, new ThreadMemberUpdateEvent { Member = joined }.ApplyTo(Thread).Member);
        Assert.Throws<ArgumentException>("ownId", () => new ThreadMembersUpdateEvent { Id = 3 }.ApplyTo(Thread, 0));
    }

    [Fact]
    public void Status_and_start_of_a_voice_channel_are_applied_to_its_info()
    {
        var info = new ChannelInfo { Id = 3, Status = "old", VoiceStartTime = Time };

        Assert.Equal(info with { Status = "new" }, new VoiceChannelStatusUpdateEvent { Id = 3, Status = "new" }.ApplyTo(info));
        Assert.Equal(info with { Status = new Optional<string?>(null) }, new VoiceChannelStatusUpdateEvent { Id = 3 }.ApplyTo(info));
        Assert.Equal(info with { VoiceStartTime = Time.AddHours(1) }, new VoiceChannelStartTimeUpdateEvent { Id = 3, VoiceStartTime = Time.AddHours(1) }.ApplyTo(info));
        Assert.Equal(info with { VoiceStartTime = new Optional<DateTimeOffset?>(null) }, new VoiceChannelStartTimeUpdateEvent { Id = 3 }.ApplyTo(info));
    }

    [Fact]
    public void A_scheduled_event_keeps_its_creator_and_counts_its_users()
    {
        var known = new GuildScheduledEvent { Id = 6, Name = "old", Creator = new User { Id = 1 }, UserCount = 1 };
        var added = new GuildScheduledEventUserAddEvent { GuildScheduledEventId = 6, UserId = 2 };
        var removed = new GuildScheduledEventUserRemoveEvent { GuildScheduledEventId = 6, UserId = 2 };

        Assert.Equal(known with { Name = "new" }, new GuildScheduledEventUpdateEvent { ScheduledEvent = new GuildScheduledEvent { Id = 6, Name = "new" } }.ApplyTo(known));
        Assert.Equal(known with { UserCount = 2 }, added.ApplyTo(known));
        Assert.Equal(known with { UserCount = 0 }, removed.ApplyTo(removed.ApplyTo(known)));
        Assert.Null(added.ApplyTo(known with { UserCount = null }).UserCount);
        Assert.Null(removed.ApplyTo(known with { UserCount = null }).UserCount);
    }

    [Fact]
    public void Updates_of_another_guild_channel_or_thread_are_refused()
    {
        var guild = new Guild { Id = 8 };
        var channel = new Channel { Id = 4 };
        var info = new ChannelInfo { Id = 4 };
        var scheduled = new GuildScheduledEvent { Id = 7 };
        (string Parameter, Action Apply)[] applications =
        [
            ("guild", () => new GuildUpdateEvent { Guild = Guild }.ApplyTo(guild)),
            ("created", () => new GuildUpdateEvent { Guild = Guild }.ApplyTo(new GuildCreateEvent { Guild = guild })),
            ("guild", () => new GuildEmojisUpdateEvent { GuildId = 9 }.ApplyTo(guild)),
            ("guild", () => new GuildStickersUpdateEvent { GuildId = 9 }.ApplyTo(guild)),
            ("guild", () => new GuildRoleCreateEvent { GuildId = 9 }.ApplyTo(guild)),
            ("guild", () => new GuildRoleUpdateEvent { GuildId = 9 }.ApplyTo(guild)),
            ("guild", () => new GuildRoleDeleteEvent { GuildId = 9 }.ApplyTo(guild)),
            ("channel", () => new ChannelPinsUpdateEvent { ChannelId = 3 }.ApplyTo(channel)),
            ("thread", () => new ThreadUpdateEvent { Thread = Thread }.ApplyTo(channel)),
            ("thread", () => new ThreadMemberUpdateEvent { Member = Thread.Member! }.ApplyTo(channel)),
            ("thread", () => new ThreadMembersUpdateEvent { Id = 3 }.ApplyTo(channel, 1)),
            ("scheduledEvent", () => new GuildScheduledEventUpdateEvent { ScheduledEvent = new GuildScheduledEvent { Id = 6 } }.ApplyTo(scheduled)),
            ("scheduledEvent", () => new GuildScheduledEventUserAddEvent { GuildScheduledEventId = 6 }.ApplyTo(scheduled)),
            ("scheduledEvent", () => new GuildScheduledEventUserRemoveEvent { GuildScheduledEventId = 6 }.ApplyTo(scheduled)),
            ("info", () => new VoiceChannelStatusUpdateEvent { Id = 3 }.ApplyTo(info)),
            ("info", () => new VoiceChannelStartTimeUpdateEvent { Id = 3 }.ApplyTo(info)),
        ];

        Assert.All(applications, each => Assert.Throws<ArgumentException>(each.Parameter, each.Apply));
    }

    [Fact]
    public void An_id_that_discord_did_not_send_fits()
    {
        Assert.Empty(new GuildEmojisUpdateEvent { GuildId = 9 }.ApplyTo(new Guild()).Emojis);
    }
}
