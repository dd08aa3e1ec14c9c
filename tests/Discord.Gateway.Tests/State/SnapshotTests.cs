using System.Security.Cryptography;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>A snapshot is read back as it was written, or not at all.</summary>
public sealed class SnapshotTests
{
    private static readonly ShardOptions Options = new() { Token = "token", Intents = GatewayIntents.All };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_state_that_was_saved_is_read_back_whole()
    {
        var store = new MemoryStateStore();
        (BotState saved, ShardSession session) = await SaveAsync(store);

        (ShardSession? restored, BotState state) = await RestoreAsync(store, session);

        Assert.Equal(session.Sequence, restored!.ReplayAfter);
        Assert.Equal(StatePrinter.Print(saved), StatePrinter.Print(state));
        Assert.Equal(saved.Self, state.Self);
    }

    [Fact]
    public async Task It_goes_on_after_it_was_read_back()
    {
        var store = new MemoryStateStore();
        (_, ShardSession session) = await SaveAsync(store);
        (_, BotState state) = await RestoreAsync(store, session);

        state.Apply(new MessageCreateEvent { Message = Message(3, "three"), Sequence = session.Sequence + 1 });
        var delete = new MessageDeleteEvent { GuildId = GuildId, ChannelId = Text, Id = 2, Sequence = session.Sequence + 2 };
        state.Apply(delete);

        Assert.Equal("two", delete.GetBefore()!.Content);
        Assert.Null(state.Find(GuildId)!.Value.FindMessage(1));
    }

    [Fact]
    public async Task Events_that_were_handled_before_are_applied_and_not_to_be_handled()
    {
        var store = new MemoryStateStore();
        (_, ShardSession session) = await SaveAsync(store);
        ShardSession handled = session with { Sequence = session.Sequence + 1 };
        (_, BotState state) = await RestoreAsync(store, handled);

        bool[] mustHandle = [.. Enumerable.Range(0, 3).Select(next =>
            state.Apply(new GuildMemberAddEvent { GuildId = GuildId, Member = Member((ulong)(800 + next), "new"), Sequence = session.Sequence + next }))];

        Assert.Equal([false, false, true], mustHandle);
        Assert.Equal([false, true, true], Enumerable.Range(0, 3).Select(next => state.Find(GuildId)!.Value.FindMember((ulong)(800 + next)) is not null));
    }

    [Fact]
    public async Task A_snapshot_of_another_session_is_of_no_use()
    {
        var store = new MemoryStateStore();
        (_, ShardSession session) = await SaveAsync(store);

        Assert.Null((await RestoreAsync(store, session with { Id = "another" })).Session);
    }

    [Fact]
    public async Task A_snapshot_of_other_options_or_intents_is_of_no_use()
    {
        var store = new MemoryStateStore();
        (_, ShardSession session) = await SaveAsync(store);

        Assert.Null((await RestoreAsync(store, session, shard: Options with { Intents = GatewayIntents.AllUnprivileged })).Session);
        Assert.Null((await RestoreAsync(store, session, kept: StateParts.Default)).Session);
    }

    /// <summary>The bytes after the magic number: the version of the file, and of the binary form of the records.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(15)]
    public async Task A_snapshot_of_another_version_of_the_library_is_of_no_use(int at)
    {
        var store = new MemoryStateStore();
        (_, ShardSession session) = await SaveAsync(store);
        byte[] other = store.Bytes[ShardId.Single][..^SHA256.HashSizeInBytes];
        other[at] ^= 1;
        store.Bytes[ShardId.Single] = [.. other, .. SHA256.HashData(other)];

        Assert.Null((await RestoreAsync(store, session)).Session);
    }

    [Fact]
    public async Task A_snapshot_with_any_byte_changed_or_cut_off_anywhere_is_refused()
    {
        var store = new MemoryStateStore();
        (_, ShardSession session) = await SaveAsync(store);
        byte[] whole = store.Bytes[ShardId.Single];

        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 1;
            store.Bytes[ShardId.Single] = changed;
            Assert.Null((await RestoreAsync(store, session)).Session);

            store.Bytes[ShardId.Single] = whole[..at];
            Assert.Null((await RestoreAsync(store, session)).Session);
        }
    }

    [Fact]
    public async Task A_store_that_throws_costs_the_snapshot_and_no_more()
    {
        var store = new MemoryStateStore();
        (_, ShardSession session) = await SaveAsync(store);
        store.Fails = true;

        Assert.Null((await RestoreAsync(store, session)).Session);
    }

    [Fact]
    public async Task Files_are_replaced_whole_and_only_their_owner_may_read_them()
    {
        string directory = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var store = new FileStateStore(Path.Combine(directory, "bot"));
            (BotState saved, ShardSession session) = await SaveAsync(store);
            await saved.SaveAsync();
            (_, BotState state) = await RestoreAsync(store, session);

            Assert.Equal(StatePrinter.Print(saved), StatePrinter.Print(state));
            string file = Assert.Single(Directory.EnumerateFiles(Path.Combine(directory, "bot")));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            await store.DeleteAsync(ShardId.Single, Cancellation);
            Assert.Null((await RestoreAsync(store, session)).Session);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static BotStateOptions Keeping(IStateStore store, StateParts parts = StateParts.All) => new() { Parts = parts, KeepActivities = true, MessagesPerChannel = 2, Store = store };

    private static async Task<(BotState State, ShardSession Session)> SaveAsync(IStateStore store)
    {
        var sample = new StateSample(Keeping(store));
        sample.Tell(new MessageCreateEvent { Message = Message(1, "one") });
        sample.Tell(new MessageCreateEvent { Message = Message(2, "two") });
        await sample.State.SaveAsync();
        return (sample.State, new ShardSession("session", null, sample.Sequence) { ShardId = ShardId.Single });
    }

    private static async Task<(ShardSession? Session, BotState State)> RestoreAsync(IStateStore store, ShardSession session, ShardOptions? shard = null, StateParts kept = StateParts.All)
    {
        var state = new BotState(Keeping(store, kept));
        return (await state.RestoreAsync(session, shard ?? Options, Cancellation), state);
    }
}
