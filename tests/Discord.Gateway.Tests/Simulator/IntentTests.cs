using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>A bot is told what its intents allow, and no more: one that forgot an intent fails here as it would fail on Discord.</summary>
public sealed class IntentTests : IDisposable
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly GatewaySimulator _gateway;

    public IntentTests() => _gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, Guilds = [Home] });

    private string Bot => _gateway.Options.BotId.ToString();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_bot_that_forgot_the_content_intent_reads_nothing()
    {
        await using Shard shard = await ConnectAsync(GatewayIntents.AllUnprivileged);
        await _gateway.DispatchMessageAsync(Home, "!ping");

        MessageCreateEvent message = await NextAsync<MessageCreateEvent>(shard);

        Assert.Equal("", message.Message.Content);
        Assert.Equal("member0", message.Message.Author.Username);
    }

    [Fact]
    public async Task All_that_users_wrote_is_blank_without_the_content_intent()
    {
        await using Shard shard = await ConnectAsync(GatewayIntents.GuildMessages);
        await _gateway.DispatchAsync("MESSAGE_CREATE", Message("""
            "guild_id":"4194304","embeds":[{"title":"t"}],"attachments":[{"id":"1"}],"components":[{"type":1}],"poll":{"question":{}},
            "referenced_message":{"id":"2","channel_id":"3","content":"secret","author":{"id":"5"}},
            "message_snapshots":[{"message":{"content":"forwarded","embeds":[{}]}}]
            """));

        Message message = (await NextAsync<MessageCreateEvent>(shard)).Message;

        Assert.Equal(("", 0, 0, 0), (message.Content, message.Embeds.Count, message.Attachments.Count, message.Components.Count));
        Assert.Null(message.Poll);
        Assert.Equal("", message.ReferencedMessage.Value!.Content);
        Assert.Equal("", message.MessageSnapshots[0].Message.Content);
    }

    [Fact]
    public async Task An_edited_message_is_blank_too_without_the_content_intent()
    {
        await using Shard shard = await ConnectAsync(GatewayIntents.GuildMessages);
        await _gateway.DispatchAsync("MESSAGE_UPDATE", Message("\"guild_id\":\"4194304\""));

        Assert.Equal("", (await NextAsync<MessageUpdateEvent>(shard)).Message.Content);
    }

    [Fact]
    public async Task What_a_shown_message_replies_to_is_blank_all_the_same()
    {
        await using Shard shard = await ConnectAsync(GatewayIntents.GuildMessages);
        await _gateway.DispatchAsync("MESSAGE_CREATE", Message($$"""
            "guild_id":"4194304","mentions":[{"id":"{{Bot}}"}],
            "referenced_message":{"id":"2","channel_id":"3","content":"not for the bot","author":{"id":"5"} }
            """));

        Message message = (await NextAsync<MessageCreateEvent>(shard)).Message;

        Assert.Equal(("secret", ""), (message.Content, message.ReferencedMessage.Value!.Content));
    }

    [Theory]
    [InlineData("""  "author":{"id":"BOT"} """, "its own message")]
    [InlineData("""  "mentions":[{"id":"7"},{"id":"BOT"}] """, "a message that mentions it")]
    [InlineData("""  "guild_id":null """, "a direct message")]
    public async Task Content_is_shown_without_the_intent_in(string with, string what)
    {
        await using Shard shard = await ConnectAsync(GatewayIntents.GuildMessages | GatewayIntents.DirectMessages);
        string guild = what == "a direct message" ? "" : "\"guild_id\":\"4194304\",";
        await _gateway.DispatchAsync("MESSAGE_CREATE", Message(guild + with.Replace("BOT", Bot, StringComparison.Ordinal)));

        Assert.Equal("secret", (await NextAsync<MessageCreateEvent>(shard)).Message.Content);
    }

    [Fact]
    public async Task What_the_moderation_matched_is_blank_without_the_content_intent()
    {
        await using Shard shard = await ConnectAsync(GatewayIntents.AutoModerationExecution);
        await _gateway.DispatchAsync(
            "AUTO_MODERATION_ACTION_EXECUTION", """{"guild_id":"4194304","action":{"type":1},"rule_id":"1","user_id":"2","content":"bad","matched_content":"ba","matched_keyword":"b"}""");

        AutoModerationActionExecutionEvent told = await NextAsync<AutoModerationActionExecutionEvent>(shard);

        Assert.Equal(("", ""), (told.Content, told.MatchedContent));
    }

    [Theory]
    [InlineData("MESSAGE_CREATE", GatewayIntents.GuildMessages, GatewayIntents.DirectMessages)]
    [InlineData("MESSAGE_DELETE", GatewayIntents.GuildMessages, GatewayIntents.DirectMessages)]
    [InlineData("MESSAGE_REACTION_ADD", GatewayIntents.GuildMessageReactions, GatewayIntents.DirectMessageReactions)]
    [InlineData("TYPING_START", GatewayIntents.GuildMessageTyping, GatewayIntents.DirectMessageTyping)]
    [InlineData("MESSAGE_POLL_VOTE_ADD", GatewayIntents.GuildMessagePolls, GatewayIntents.DirectMessagePolls)]
    [InlineData("CHANNEL_PINS_UPDATE", GatewayIntents.Guilds, GatewayIntents.DirectMessages)]
    public async Task Events_of_guilds_and_direct_ones_have_intents_of_their_own(string name, GatewayIntents guild, GatewayIntents direct)
    {
        const string InGuild = """{"guild_id":"4194304","channel_id":"1","id":"1","user_id":"1","message_id":"1"}""";
        const string Direct = """{"channel_id":"1","id":"1","user_id":"1","message_id":"1"}""";
        await using Shard inGuilds = await ConnectAsync(guild);
        Assert.Equal((1, 0), (await _gateway.DispatchAsync(name, InGuild), await _gateway.DispatchAsync(name, Direct)));
        await inGuilds.DisposeAsync();

        _clock.Advance(TimeSpan.FromSeconds(6));
        await using Shard directly = await ConnectAsync(direct);
        Assert.Equal((0, 1), (await _gateway.DispatchAsync(name, InGuild), await _gateway.DispatchAsync(name, Direct)));
    }

    [Fact]
    public async Task A_bot_is_told_of_its_own_member_whatever_its_intents()
    {
        await using Shard shard = await ConnectAsync(GatewayIntents.None);
        var guild = new SimulatedGuild(8_388_608, "New");
        await _gateway.JoinGuildAsync(guild);

        guild.UpdateMember(guild.GetMemberId(0), member => member with { Nick = "other" });
        guild.UpdateBot(bot => bot with { Nick = "robot" });

        GuildMemberUpdateEvent told = await NextAsync<GuildMemberUpdateEvent>(shard);
        Assert.Equal((Bot, "robot"), (told.User.Id.ToString(), told.Nick.Value));
    }

    [Fact]
    public async Task Without_the_members_intent_of_threads_only_the_bots_own_are_told()
    {
        await using Shard shard = await ConnectAsync(GatewayIntents.Guilds);

        Assert.Equal(0, await _gateway.DispatchAsync("THREAD_MEMBERS_UPDATE", """{"id":"1","guild_id":"4194304","member_count":2,"added_members":[{"user_id":"5"}]}"""));
        Assert.Equal(1, await _gateway.DispatchAsync("THREAD_MEMBERS_UPDATE", $$"""{"id":"1","guild_id":"4194304","member_count":2,"added_members":[{"user_id":"5"},{"user_id":"{{Bot}}"}]}"""));
        Assert.Equal(1, await _gateway.DispatchAsync("THREAD_MEMBERS_UPDATE", $$"""{"id":"1","guild_id":"4194304","member_count":2,"removed_member_ids":["{{Bot}}"]}"""));
    }

    [Fact]
    public async Task All_members_are_not_given_without_their_intent()
    {
        using RawClient client = await IdentifyAsync(GatewayIntents.Guilds);

        await client.SendAsync("""{"op":8,"d":{"guild_id":"4194304","query":"","limit":0}}""");

        Assert.Contains("GUILD_MEMBERS", Assert.Single(_gateway.Violations).Description, StringComparison.Ordinal);
        await client.SendAsync("""{"op":8,"d":{"guild_id":"4194304","query":"member1","limit":5}}""");
        Assert.Contains("\"member1\"", (await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presences_are_not_given_without_their_intent()
    {
        var guild = new SimulatedGuild(8_388_608, "Lively");
        guild.SetPresence(guild.GetMemberId(1), UserStatus.Idle);
        _gateway.Guilds.Add(guild);
        using RawClient client = await IdentifyAsync(GatewayIntents.Guilds);
        const string Request = """{"op":8,"d":{"guild_id":"8388608","user_ids":["8388610"],"presences":true}}""";

        await client.SendAsync(Request);

        Assert.False((await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).TryGetProperty("presences", out _));
        Assert.Contains("GUILD_PRESENCES", Assert.Single(_gateway.Violations).Description, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(6));
        using RawClient privileged = await IdentifyAsync(GatewayIntents.Guilds | GatewayIntents.GuildPresences);
        await privileged.SendAsync(Request);
        Assert.Contains("\"idle\"", (await privileged.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).GetProperty("presences").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sixth_presence_within_20_s_breaks_a_rule()
    {
        const string Presence = """{"op":3,"d":{"since":null,"activities":[],"status":"online","afk":false}}""";
        using RawClient client = await IdentifyAsync(GatewayIntents.Guilds);
        for (int number = 0; number < 5; number++)
        {
            await client.SendAsync(Presence);
        }

        Assert.Empty(_gateway.Violations);
        _clock.Advance(TimeSpan.FromSeconds(19));
        await client.SendAsync(Presence);
        Assert.Contains("6 presences", Assert.Single(_gateway.Violations).Description, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await client.SendAsync(Presence);
        Assert.Single(_gateway.Violations);
    }

    private static string Message(string more)
    {
        string author = more.Contains("\"author\":{\"id\":\"11", StringComparison.Ordinal) ? "" : """ "author":{"id":"9","username":"ann"}, """;
        return $$"""{"id":"1","channel_id":"4194304","content":"secret","timestamp":"2026-01-01T00:00:00+00:00",{{author}}{{more}} }""";
    }

    private Task<RawClient> IdentifyAsync(GatewayIntents intents) =>
        RawClient.IdentifyAsync(_gateway, RawClient.Identify(_gateway.Options.Token, intents: (long)intents));

    private async Task<Shard> ConnectAsync(GatewayIntents intents)
    {
        var shard = new Shard(_gateway.CreateShardOptions(intents));
        await shard.ConnectAsync(Cancellation);
        return shard;
    }

    private static async Task<T> NextAsync<T>(Shard shard) where T : GatewayEvent
    {
        while (true)
        {
            if (await shard.ReceiveAsync(Cancellation) is T wanted)
            {
                return wanted;
            }
        }
    }
}
