using Discord.Gateway.State;
using Discord.Gateway.Tests.Shards;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>What is said of a state at its start.</summary>
public sealed class StateLogTests
{
    private const GatewayIntents Few = GatewayIntents.Guilds | GatewayIntents.GuildVoiceStates;

    [Fact]
    public void A_state_says_what_it_keeps()
    {
        Assert.Equal(
            ["The state keeps Guilds, Roles, Channels, Threads, Members, VoiceStates, StageInstances; its snapshots are not saved"],
            Attach(new BotStateOptions(), Few));
    }

    [Fact]
    public void A_state_without_members_does_not_say_that_it_keeps_them()
    {
        Assert.Equal(
            ["The state keeps Guilds, Roles, Channels, Threads, StageInstances, 5 messages of each channel; its snapshots are saved every 00:02:00"],
            Attach(new BotStateOptions { Store = new MemoryStateStore(), MessagesPerChannel = 5 }, GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent));
    }

    public static TheoryData<BotStateOptions, GatewayIntents, string> Unmet => new()
    {
        { new() { Parts = StateParts.All }, Few, "BotStateOptions.Parts needs the intent GuildPresences, which the shards do not have: presences are not kept" },
        { new() { KeepMember = (_, _) => true }, Few, "BotStateOptions.KeepMember needs the intent GuildMembers, which the shards do not have: only members in voice channels are kept, and the bot" },
        { new() { MessagesPerChannel = 5 }, Few, "BotStateOptions.MessagesPerChannel needs the intent GuildMessages, which the shards do not have: no messages are kept" },
        {
            new() { MessagesPerChannel = 5 },
            Few | GatewayIntents.GuildMessages,
            "BotStateOptions.MessagesPerChannel needs the intent MessageContent, which the shards do not have: most messages are kept without what they say"
        },
    };

    [Theory]
    [MemberData(nameof(Unmet))]
    public void What_is_asked_for_and_cannot_be_kept_is_said(BotStateOptions options, GatewayIntents intents, string line)
    {
        Assert.Equal([line], Attach(options, intents).Skip(1));
        Assert.Single(Attach(options, GatewayIntents.All));
    }

    [Fact]
    public async Task A_state_that_was_restored_says_of_how_much()
    {
        var store = new MemoryStateStore();
        var state = new BotState(new BotStateOptions { Store = store });
        state.Apply(new ReadyEvent { SessionId = "session", User = new() { Id = Bot }, Sequence = 1 });
        state.Apply(Created with { Sequence = 2 });
        await state.SaveAsync();
        var logs = new CapturedLogs();

        var restored = new BotState(new BotStateOptions { Store = store });
        Assert.NotNull(await restored.RestoreAsync(
            new ShardSession("session", null, 2), new ShardOptions { Token = "token", Intents = GatewayIntents.All, Logger = logs }, TestContext.Current.CancellationToken));

        Assert.Contains(logs.Lines, line => line.StartsWith("Information 67: Shard 0/1: its state was restored as of event 2: 1 guilds, 3 members, ", StringComparison.Ordinal));
    }

    private static string[] Attach(BotStateOptions options, GatewayIntents intents)
    {
        var logs = new CapturedLogs();
        new BotState(options).Attach(new ShardOptions { Token = "token", Intents = intents, Logger = logs }, new MemorySessionStore());
        return [.. logs.Lines.Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim())];
    }
}
