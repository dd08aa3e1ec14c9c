using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>A simulated guild is a whole one, and its changes are told as Discord tells them.</summary>
public sealed class WorldTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SimulatedGuild _guild = new(4_194_304, "Home");
    private readonly GatewaySimulator _gateway;

    public WorldTests() => _gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, Guilds = [_guild] });

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_guild_comes_with_all_that_is_in_it()
    {
        Role keeper = _guild.AddRole("keeper", Permissions.ManageMessages);
        Channel staff = _guild.AddChannel(
            "staff", overwrites: new Overwrite { Id = _guild.Id.As<EntityTag>(), Type = OverwriteType.Role, Deny = Permissions.ViewChannel });
        Channel lounge = _guild.AddChannel("lounge", ChannelType.GuildVoice);
        Channel thread = _guild.AddThread("night shift", staff.Id);
        GuildMember ann = _guild.AddMember("ann", keeper.Id);
        _guild.AddEmoji("lamp", animated: true);
        _guild.SetPresence(ann.User!.Id, UserStatus.Idle, new Activity { Name = "the sea", Type = ActivityType.Watching });
        _guild.SetVoiceState(ann.User!.Id, lounge.Id, state => state with { SelfMute = true });

        GuildCreateEvent created = await CreatedAsync(GatewayIntents.All);

        Assert.Equal(["@everyone", "keeper"], created.Guild.Roles.Select(role => role.Name));
        Assert.Equal(["general", "staff", "lounge"], created.Channels.Select(channel => channel.Name));
        Assert.Equal(Permissions.ViewChannel, created.Channels[1].PermissionOverwrites[0].Deny);
        Assert.Equal((thread.Id, staff.Id), (created.Threads[0].Id, created.Threads[0].ParentId));
        Assert.Equal(["simulated-bot", "member0", "member1", "member2", "ann"], created.Members.Select(member => member.User!.Username));
        Assert.Equal([keeper.Id], created.Members[4].Roles);
        Assert.Equal((5, false, false), (created.MemberCount, created.Large, created.Unavailable));
        Assert.Equal(("lamp", true), (created.Guild.Emojis[0].Name, created.Guild.Emojis[0].Animated));
        Assert.Equal("the sea", created.Presences[0].Activities[0].Name);
        Assert.Equal((ann.User.Id, lounge.Id, true), (created.VoiceStates[0].UserId, created.VoiceStates[0].ChannelId, created.VoiceStates[0].SelfMute));
    }

    [Fact]
    public async Task Objects_have_all_fields_that_Discord_always_sends()
    {
        _guild.AddThread("a thread");
        using RawClient client = await IdentifyAsync(GatewayIntents.All);
        JsonElement guild = await client.ReadToEventAsync("GUILD_CREATE");

        AssertHas(guild, "id", "name", "icon", "splash", "owner_id", "afk_channel_id", "afk_timeout", "verification_level", "default_message_notifications",
            "explicit_content_filter", "roles", "emojis", "features", "mfa_level", "application_id", "system_channel_id", "system_channel_flags", "rules_channel_id",
            "vanity_url_code", "description", "banner", "premium_tier", "preferred_locale", "public_updates_channel_id", "nsfw_level", "stickers",
            "premium_progress_bar_enabled", "joined_at", "large", "unavailable", "member_count", "voice_states", "members", "channels", "threads", "presences",
            "stage_instances", "guild_scheduled_events", "soundboard_sounds");
        AssertHas(guild.GetProperty("channels")[0], "id", "type", "name", "position", "permission_overwrites", "topic", "nsfw", "last_message_id", "rate_limit_per_user", "parent_id", "flags");
        AssertHas(guild.GetProperty("threads")[0], "id", "type", "name", "parent_id", "owner_id", "message_count", "member_count", "rate_limit_per_user", "thread_metadata", "total_message_sent", "flags");
        AssertHas(guild.GetProperty("members")[0], "user", "nick", "avatar", "roles", "joined_at", "premium_since", "deaf", "mute", "flags", "pending", "communication_disabled_until");
        AssertHas(guild.GetProperty("members")[0].GetProperty("user"), "id", "username", "discriminator", "global_name", "avatar", "bot", "public_flags");
        AssertHas(guild.GetProperty("roles")[0], "id", "name", "color", "colors", "hoist", "position", "permissions", "managed", "mentionable", "flags");
    }

    [Fact]
    public async Task Ready_has_what_Discord_sends_and_documents_nowhere()
    {
        using RawClient client = await IdentifyAsync(GatewayIntents.All);
        JsonElement ready = await client.ReadToEventAsync("READY");

        AssertHas(ready, "v", "user", "guilds", "session_id", "resume_gateway_url", "application", "private_channels", "relationships", "presences", "user_settings", "session_type", "_trace");
        AssertHas(ready.GetProperty("user"), "id", "username", "discriminator", "global_name", "avatar", "bot", "verified", "mfa_enabled", "email", "flags");
    }

    [Fact]
    public async Task Of_a_large_guild_and_without_presences_few_members_are_told()
    {
        var large = new SimulatedGuild(8_388_608, "Large", memberCount: 60);
        _gateway.Guilds.Clear();
        _gateway.Guilds.Add(large);
        large.UpdateMember(large.GetMemberId(7), member => member with { Nick = "seven" });
        large.SetPresence(large.GetMemberId(8), UserStatus.Online);
        large.SetVoiceState(large.GetMemberId(9), 99);
        large.AddMemberRole(large.GetMemberId(10), large.AddRole("keeper").Id);

        GuildCreateEvent all = await CreatedAsync(GatewayIntents.All);
        Assert.Equal(["simulated-bot", "member7", "member8", "member9", "member10"], all.Members.Select(member => member.User!.Username));
        Assert.True(all.Large);

        _clock.Advance(TimeSpan.FromSeconds(6));
        GuildCreateEvent few = await CreatedAsync(GatewayIntents.Guilds);
        Assert.Equal(["simulated-bot", "member9"], few.Members.Select(member => member.User!.Username));
        Assert.Empty(few.Presences);
    }

    [Fact]
    public async Task Changes_are_told_as_they_are_made()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.All));
        await shard.ConnectAsync(TestContext.Current.CancellationToken);
        Role role = _guild.AddRole("keeper");
        GuildMember ann = _guild.AddMember("ann");
        _guild.AddMemberRole(ann.User!.Id, role.Id);
        _guild.UpdateRole(role.Id, changed => changed with { Name = "warden" });
        Channel channel = _guild.AddChannel("staff");
        _guild.UpdateChannel(channel.Id, changed => changed with { Topic = "night" });
        Channel thread = _guild.AddThread("talk", channel.Id);
        _guild.UpdateChannel(thread.Id, changed => changed with { Name = "talks" });
        _guild.RemoveChannel(thread.Id);
        _guild.RemoveChannel(channel.Id);
        _guild.SetPresence(ann.User.Id, UserStatus.DoNotDisturb);
        _guild.SetVoiceState(ann.User.Id, 5);
        _guild.AddEmoji("lamp");
        _guild.RemoveMemberRole(ann.User.Id, role.Id);
        _guild.RemoveRole(role.Id);
        _guild.RemoveMember(ann.User.Id);
        _guild.Update(guild => guild with { Name = "Lighthouse" });
        await _gateway.LeaveGuildAsync(_guild);
        await _gateway.JoinGuildAsync(_guild);

        var told = new List<string>();
        while (shard.BufferedEvents > 0)
        {
            GatewayEvent received = (await shard.ReceiveAsync(TestContext.Current.CancellationToken))!;
            told.Add(received.Name);
            if (received is GuildMemberUpdateEvent { Roles.Count: 1 } update)
            {
                Assert.Equal(role.Id, update.Roles[0]);
            }
        }

        Assert.Equal(
            [
                "READY", "GUILD_CREATE", "GUILD_ROLE_CREATE", "GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_ROLE_UPDATE", "CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE",
                "THREAD_UPDATE", "THREAD_DELETE", "CHANNEL_DELETE", "PRESENCE_UPDATE", "VOICE_STATE_UPDATE", "GUILD_EMOJIS_UPDATE", "GUILD_MEMBER_UPDATE", "GUILD_ROLE_DELETE",
                "GUILD_MEMBER_REMOVE", "GUILD_UPDATE", "GUILD_DELETE", "GUILD_CREATE",
            ],
            told);
        Assert.Equal("Lighthouse", _guild.Name);
    }

    [Fact]
    public async Task With_a_member_go_its_presence_and_its_voice_state()
    {
        _guild.SetPresence(_guild.GetMemberId(0), UserStatus.Idle);
        _guild.SetPresence(_guild.GetMemberId(1), UserStatus.Online);
        _guild.SetVoiceState(_guild.GetMemberId(0), 5);
        _guild.SetVoiceState(_guild.GetMemberId(1), 5);

        Id<User> stays = _guild.GetMemberId(1);
        _guild.RemoveMember(_guild.GetMemberId(0));

        GuildCreateEvent created = await CreatedAsync(GatewayIntents.All);
        Assert.Equal(stays, Assert.Single(created.Presences).User.Id);
        Assert.Equal(stays, Assert.Single(created.VoiceStates).UserId);
        Assert.Equal(["simulated-bot", "member1", "member2"], created.Members.Select(member => member.User!.Username));
    }

    [Fact]
    public async Task A_message_is_of_the_member_that_was_said()
    {
        using RawClient client = await IdentifyAsync(GatewayIntents.All);

        await _gateway.DispatchMessageAsync(_guild, "hello", author: 2);

        Assert.Equal("member2", (await client.ReadToEventAsync("MESSAGE_CREATE")).GetProperty("author").GetProperty("username").GetString());
    }

    [Fact]
    public void A_change_of_a_member_cannot_take_its_user()
    {
        _guild.UpdateMember(_guild.GetMemberId(0), _ => new GuildMember { Nick = "zero" });

        Assert.Equal(("member0", "zero"), (_guild.GetMember(0).User?.Username, _guild.GetMember(0).Nick));
    }

    [Fact]
    public void A_member_who_goes_offline_has_no_presence()
    {
        _guild.SetPresence(_guild.GetMemberId(0), UserStatus.Idle);
        _guild.SetPresence(_guild.GetMemberId(0), UserStatus.Offline);

        Assert.Empty(_guild.Presences);
    }

    [Fact]
    public void A_member_who_leaves_the_voice_channel_has_no_voice_state()
    {
        _guild.SetVoiceState(_guild.GetMemberId(0), 5);
        _guild.SetVoiceState(_guild.GetMemberId(0), null);

        Assert.Empty(_guild.VoiceStates);
    }

    [Fact]
    public void A_role_that_is_given_twice_is_had_once()
    {
        Role keeper = _guild.AddRole("keeper");
        _guild.AddMemberRole(_guild.GetMemberId(0), keeper.Id);
        _guild.AddMemberRole(_guild.GetMemberId(0), keeper.Id);

        Assert.Equal([keeper.Id], _guild.GetMember(0).Roles);
    }

    [Fact]
    public void With_a_channel_go_its_threads()
    {
        Channel staff = _guild.AddChannel("staff");
        _guild.AddThread("night shift", staff.Id);
        Channel elsewhere = _guild.AddThread("elsewhere");

        _guild.RemoveChannel(staff.Id);

        Assert.Equal([elsewhere.Id], _guild.Threads.Select(thread => thread.Id));
    }

    [Fact]
    public async Task With_a_role_goes_what_members_and_the_bot_have_of_it()
    {
        Role keeper = _guild.AddRole("keeper");
        Role warden = _guild.AddRole("warden");
        GuildMember ann = _guild.AddMember("ann", keeper.Id, warden.Id);
        _guild.UpdateBot(bot => bot with { Roles = [keeper.Id, warden.Id] });

        _guild.RemoveRole(keeper.Id);

        Assert.Equal([warden.Id], _guild.FindMember(ann.User!.Id)!.Roles);
        Assert.Equal([warden.Id], (await CreatedAsync(GatewayIntents.All)).Members[0].Roles);
    }

    [Fact]
    public void What_a_guild_has_not_cannot_be_changed()
    {
        Assert.Throws<ArgumentException>(() => _guild.UpdateMember(1, member => member));
        Assert.Throws<ArgumentException>(() => _guild.RemoveMember(1));
        Assert.Throws<ArgumentException>(() => _guild.UpdateRole(1, role => role));
        Assert.Throws<ArgumentException>(() => _guild.RemoveRole(_guild.Id.As<Role>()));
        Assert.Throws<ArgumentException>(() => _guild.UpdateChannel(1, channel => channel));
        Assert.Throws<ArgumentException>(() => _guild.RemoveChannel(1));
        Assert.Throws<ArgumentException>(() => _guild.SetPresence(1, UserStatus.Idle));
    }

    [Fact]
    public async Task The_bot_is_a_member_when_members_are_asked_for()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.All));
        await shard.ConnectAsync(TestContext.Current.CancellationToken);
        var names = new List<string>();
        await foreach (GuildMember member in shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = _guild.Id }, cancellationToken: TestContext.Current.CancellationToken))
        {
            names.Add(member.User!.Username);
        }

        Assert.Equal(["simulated-bot", "member0", "member1", "member2"], names);
    }

    private Task<RawClient> IdentifyAsync(GatewayIntents intents) =>
        RawClient.IdentifyAsync(_gateway, RawClient.Identify(_gateway.Options.Token, intents: (long)intents));

    private async Task<GuildCreateEvent> CreatedAsync(GatewayIntents intents)
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(intents));
        while (true)
        {
            if (await shard.ReceiveAsync(TestContext.Current.CancellationToken) is GuildCreateEvent created)
            {
                return created;
            }
        }
    }

    private static void AssertHas(JsonElement element, params string[] keys) =>
        Assert.Equal([], keys.Where(key => !element.TryGetProperty(key, out _)));
}
