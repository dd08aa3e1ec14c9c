using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>What each event changes in what the bot knows, and what it tells of before.</summary>
public sealed class StateEventTests
{
    /// <summary>Any time: nobody is timed out.</summary>
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_guild_that_was_told_is_known_whole()
    {
        var sample = new StateSample();
        GuildCreateEvent created = Created;

        Assert.Equal(created.Guild, sample.Guild.Read());
        Assert.Equal(created.Channels, sample.Guild.Channels.OrderBy(channel => channel.Id.Value));
        Assert.Equal(created.Threads, sample.Guild.Threads);
        Assert.Equal(created.Members.OrderBy(member => member.User!.Id.Value), sample.Guild.Members.OrderBy(member => member.User!.Id.Value));
        Assert.Equal(created.Members.Select(member => member.User).ToHashSet(), sample.Guild.Members.Select(member => member.User).ToHashSet());
        Assert.Equal(created.VoiceStates, sample.Guild.VoiceStates);
        Assert.Equal(created.Presences, sample.Guild.Presences);
        Assert.Equal(created.StageInstances, sample.Guild.StageInstances);
        Assert.Equal(created.GuildScheduledEvents, sample.Guild.ScheduledEvents);
        Assert.Equal(created.SoundboardSounds, sample.Guild.SoundboardSounds);
        Assert.Equal((3, true, created.JoinedAt, GuildAvailability.Available), (sample.Guild.MemberCount, sample.Guild.HasAllMembers, sample.Guild.JoinedAt, sample.Guild.Availability));
        Assert.Equal(Bot, sample.State.Self!.Id);
    }

    [Fact]
    public void A_guild_in_an_outage_stays_readable_and_its_return_replaces_it()
    {
        var sample = new StateSample();

        GuildDeleteEvent outage = sample.Tell(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId, Unavailable = true } });
        Assert.Equal(GuildAvailability.Unavailable, sample.Guild.Availability);
        Assert.NotNull(sample.Guild.FindMember(Ann));
        Assert.Empty(sample.Guild.VoiceStates);
        Assert.Empty(sample.Guild.Presences);
        Assert.NotNull(outage.GetBefore());

        GuildCreateEvent back = sample.Tell(Created with { Members = [Member(Bot, "bot")], MemberCount = 1 });
        Assert.Equal(GuildAvailability.Available, sample.Guild.Availability);
        Assert.Null(sample.Guild.FindMember(Ann));
        Assert.NotNull(back.GetBefore()!.Value.FindMember(Ann));
    }

    [Fact]
    public void A_guild_that_the_bot_left_is_gone_and_can_be_read_through_the_event()
    {
        var sample = new StateSample();

        GuildDeleteEvent left = sample.Tell(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId } });

        Assert.Null(sample.State.Find(GuildId));
        Assert.Equal("Home", left.GetBefore()!.Value.Read().Name);
    }

    [Fact]
    public void A_new_session_forgets_guilds_that_the_bot_left_meanwhile_and_keeps_others_until_they_are_told()
    {
        var sample = new StateSample();
        sample.Tell(new GuildCreateEvent { Guild = new Guild { Id = 555, Name = "Other" } });

        sample.Tell(new ReadyEvent { SessionId = "next", User = new User { Id = Bot }, Guilds = [new UnavailableGuild { Id = GuildId }] });

        Assert.Null(sample.State.Find(555));
        Assert.Equal(GuildAvailability.Loading, sample.Guild.Availability);
        Assert.NotNull(sample.Guild.FindMember(Ann));
    }

    [Fact]
    public void An_update_of_the_guild_keeps_what_is_told_when_the_bot_joins()
    {
        var sample = new StateSample();

        GuildUpdateEvent update = sample.Tell(new GuildUpdateEvent { Guild = Created.Guild with { Name = "New home", Roles = [Created.Guild.Roles[0]] } });

        Assert.Equal(("New home", 1), (sample.Guild.Read().Name, sample.Guild.Roles.Count()));
        Assert.Equal((Created.JoinedAt, 3), (sample.Guild.JoinedAt, sample.Guild.MemberCount));
        Assert.Equal(("Home", 2), (update.GetBefore()!.Name, update.GetBefore()!.Roles.Count));
    }

    [Fact]
    public void Roles_come_change_and_go()
    {
        var sample = new StateSample();

        sample.Tell(new GuildRoleCreateEvent { GuildId = GuildId, Role = new Role { Id = 402, Name = "new" } });
        GuildRoleUpdateEvent update = sample.Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = new Role { Id = 402, Name = "newer" } });
        GuildRoleDeleteEvent delete = sample.Tell(new GuildRoleDeleteEvent { GuildId = GuildId, RoleId = Moderators });

        Assert.Equal("newer", sample.Guild.FindRole(402)!.Name);
        Assert.Equal("new", update.GetBefore()!.Name);
        Assert.Null(sample.Guild.FindRole(Moderators));
        Assert.Equal("moderators", delete.GetBefore()!.Name);
        Assert.Equal([Moderators], sample.Guild.GetRoleIds(Ann));
    }

    [Fact]
    public void A_channel_that_is_deleted_takes_its_threads_and_voice_states_with_it()
    {
        var sample = new StateSample();

        ChannelDeleteEvent text = sample.Tell(new ChannelDeleteEvent { Channel = Channel(Text, "talk") });
        sample.Tell(new ChannelDeleteEvent { Channel = Channel(Voice, "voice", ChannelType.GuildVoice) });

        Assert.Empty(sample.Guild.Channels);
        Assert.Empty(sample.Guild.Threads);
        Assert.Empty(sample.Guild.VoiceStates);
        Assert.Equal("talk", text.GetBefore()!.Name);
    }

    [Fact]
    public void A_channel_that_the_bot_may_not_see_any_more_has_no_threads()
    {
        var sample = new StateSample();

        sample.Tell(new ChannelUpdateEvent { Channel = Channel(Text, "___hidden___") with { Flags = ChannelFlags.ChannelObfuscated } });

        Assert.Empty(sample.Guild.Threads);
        Assert.Null(sample.Guild.GetPermissions(Ann, Text));
        Assert.Equal(Permissions.None, sample.Guild.GetOwnPermissions(Text));
    }

    [Fact]
    public void Threads_are_replaced_in_the_channels_that_a_list_names_and_in_no_others()
    {
        var sample = new StateSample();
        sample.Tell(new ThreadCreateEvent { Thread = ThreadOf(Voice, 210, "elsewhere") });

        sample.Tell(new ThreadListSyncEvent { GuildId = GuildId, ChannelIds = [Text], Threads = [ThreadOf(Text, 211, "listed")], Members = [new ThreadMember { Id = 211, UserId = Bot }] });

        Assert.Equal<ulong>([210, 211], sample.Guild.Threads.Select(thread => thread.Id.Value).Order());
        Assert.Equal(Bot, sample.Guild.FindChannel(211)!.Member!.UserId);
    }

    [Fact]
    public void An_archived_thread_is_gone_and_an_update_leaves_the_bots_membership()
    {
        var sample = new StateSample();
        sample.Tell(new ThreadMemberUpdateEvent { GuildId = GuildId, Member = new ThreadMember { Id = Topic, UserId = Bot } });

        sample.Tell(new ThreadUpdateEvent { Thread = ThreadOf(Text, Topic, "renamed") });
        Assert.Equal(("renamed", Bot), (sample.Guild.FindChannel(Topic)!.Name, sample.Guild.FindChannel(Topic)!.Member!.UserId));

        ThreadUpdateEvent archived = sample.Tell(new ThreadUpdateEvent { Thread = ThreadOf(Text, Topic, "renamed", isArchived: true) });
        Assert.Null(sample.Guild.FindChannel(Topic));
        Assert.Equal("renamed", archived.GetBefore()!.Name);
    }

    [Fact]
    public void Members_join_change_and_leave()
    {
        var sample = new StateSample();

        sample.Tell(new GuildMemberAddEvent { GuildId = GuildId, Member = Member(303, "cid") });
        sample.Tell(new GuildMemberAddEvent { GuildId = GuildId, Member = Member(303, "cid") });
        GuildMemberUpdateEvent update = sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = 303, Username = "cid" }, Nick = "sid", Roles = [Moderators] });
        Assert.Equal(("sid", 4), (sample.Guild.FindMember(303)!.Nick, sample.Guild.MemberCount));
        Assert.Null(update.GetBefore()!.Nick);
        Assert.NotNull(sample.Guild.FindMember(303)!.JoinedAt);

        GuildMemberRemoveEvent left = sample.Tell(new GuildMemberRemoveEvent { GuildId = GuildId, User = new User { Id = Ben } });
        Assert.Null(sample.Guild.FindMember(Ben));
        Assert.Null(sample.Guild.FindVoiceState(Ben));
        Assert.Equal(3, sample.Guild.MemberCount);
        Assert.Equal("ben", left.GetBefore()!.User!.Username);
    }

    [Fact]
    public void A_message_refreshes_its_author_and_an_edit_and_a_deletion_tell_what_it_was()
    {
        var sample = new StateSample();

        sample.Tell(new MessageCreateEvent { Message = Message(1, "one") with { Member = new GuildMember { Nick = "annie", Roles = [Moderators] } } });
        MessageUpdateEvent edit = sample.Tell(new MessageUpdateEvent { Message = Message(1, "won") });
        MessageDeleteEvent delete = sample.Tell(new MessageDeleteEvent { GuildId = GuildId, ChannelId = Text, Id = 1 });

        Assert.Equal("annie", sample.Guild.FindMember(Ann)!.Nick);
        Assert.Equal("one", edit.GetBefore()!.Content);
        Assert.Equal("won", delete.GetBefore()!.Content);
    }

    [Fact]
    public void Of_each_channel_the_last_messages_are_kept()
    {
        var sample = new StateSample();

        foreach (ulong id in (ulong[])[1, 2, 3])
        {
            sample.Tell(new MessageCreateEvent { Message = Message(id, $"{id}") });
        }

        Assert.Equal([false, true, true], ((ulong[])[1, 2, 3]).Select(id => sample.Guild.FindMessage(id) is not null));
        MessageDeleteBulkEvent bulk = sample.Tell(new MessageDeleteBulkEvent { GuildId = GuildId, ChannelId = Text, Ids = [1, 2, 3] });
        Assert.Equal(["2", "3"], bulk.GetBefore()!.Select(message => message.Content));
        Assert.Null(sample.Guild.FindMessage(3));
    }

    [Fact]
    public void Presences_end_when_their_users_go_offline()
    {
        var sample = new StateSample();

        PresenceUpdateEvent busy = sample.Tell(Online(Ann, UserStatus.DoNotDisturb));
        Assert.Equal(UserStatus.DoNotDisturb, sample.Guild.FindPresence(Ann)!.Status);
        Assert.Equal(UserStatus.Idle, busy.GetBefore()!.Status);

        sample.Tell(Online(Ann, UserStatus.Offline));
        sample.Tell(Online(12345, UserStatus.Online));
        Assert.Empty(sample.Guild.Presences);

        static PresenceUpdateEvent Online(Id<User> id, UserStatus status) => new() { Presence = new Presence { GuildId = GuildId, User = new User { Id = id }, Status = status } };
    }

    [Fact]
    public void Voice_states_end_when_their_users_leave_the_channel()
    {
        var sample = new StateSample();

        VoiceStateUpdateEvent left = sample.Tell(new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, UserId = Ben } });

        Assert.Null(sample.Guild.FindVoiceState(Ben));
        Assert.Equal(Voice, left.GetBefore()!.ChannelId);
        Assert.NotNull(sample.Guild.FindMember(Ben));
    }

    [Fact]
    public void Events_that_the_state_has_are_not_applied_again()
    {
        var sample = new StateSample();
        sample.Tell(new GuildMemberRemoveEvent { GuildId = GuildId, User = new User { Id = Ann } });

        sample.State.Apply(new GuildMemberRemoveEvent { GuildId = GuildId, User = new User { Id = Ann }, Sequence = sample.Sequence });

        Assert.Equal(2, sample.Guild.MemberCount);
    }

    [Fact]
    public void An_event_of_an_unknown_guild_changes_nothing_and_is_counted()
    {
        var sample = new StateSample();

        sample.Tell(new ChannelCreateEvent { Channel = new Channel { Id = 1, GuildId = 77 } });

        Assert.Equal((1, 1L), (sample.State.GuildCount, sample.State.GetStatistics().StrayEvents));
    }

    [Fact]
    public void An_event_that_changes_nothing_tells_that_it_was_so()
    {
        var sample = new StateSample();

        GuildRoleUpdateEvent update = sample.Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = Created.Guild.Roles[1] });

        Assert.Equal(Created.Guild.Roles[1], update.GetBefore());
    }

    [Fact]
    public void Permissions_are_those_of_the_records()
    {
        var sample = new StateSample();
        Channel closed = Channel(Text, "talk") with
        {
            PermissionOverwrites =
            [
                new Overwrite { Id = Everyone.As<EntityTag>(), Type = OverwriteType.Role, Deny = Permissions.SendMessages },
                new Overwrite { Id = Moderators.As<EntityTag>(), Type = OverwriteType.Role, Allow = Permissions.SendMessages | Permissions.ManageMessages },
            ],
        };
        sample.Tell(new ChannelUpdateEvent { Channel = closed });
        Guild guild = sample.Guild.Read();

        foreach (Id<User> user in (Id<User>[])[Ann, Ben, Bot])
        {
            GuildMember member = sample.Guild.FindMember(user)!;
            Assert.Equal(guild.GetPermissions(member, Now), sample.Guild.GetPermissions(user));
            Assert.Equal(guild.GetPermissions(member, closed, Now), sample.Guild.GetPermissions(user, Text));
            Assert.Equal(guild.GetThreadPermissions(member, closed, Now), sample.Guild.GetPermissions(user, Topic));
        }

        Assert.Null(sample.Guild.GetPermissions(12345));
        Assert.Null(sample.Guild.GetPermissions(Ann, 12345));
    }

    [Fact]
    public void Members_to_keep_can_be_chosen_and_the_bot_and_those_in_voice_are_kept_in_any_case()
    {
        var sample = new StateSample(new BotStateOptions { KeepMember = static (_, member) => member.Roles.Contains(Moderators) });
        Assert.Equal<ulong>([Ann.Value, Ben.Value, Bot.Value], sample.Guild.Members.Select(member => member.User!.Id.Value).Order());

        sample.Tell(new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, UserId = Ben } });
        sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ann, Username = "ann" }, Roles = [402] });

        Assert.Equal([Bot.Value], sample.Guild.Members.Select(member => member.User!.Id.Value));
        Assert.False(sample.Guild.HasAllMembers);
    }

    [Fact]
    public void A_function_that_throws_keeps_the_member()
    {
        var sample = new StateSample(new BotStateOptions { KeepMember = static (_, _) => throw new InvalidOperationException("no") });

        Assert.Equal(3, sample.Guild.Members.Count());
    }
}
