using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Sharding;

public sealed class FileSessionStoreTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"sessions-{Guid.NewGuid():N}");
    private readonly CapturedLogs _logs = new();

    private FileSessionStore Store => new(_directory, _logs);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ShardSession Session => new("the-session", new Uri("wss://resume.example/"), 42)
    {
        ShardId = new ShardId(3, 8),
        UserId = 7,
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        GuildCount = 12,
    };

    private string FilePath => Path.Combine(_directory, "shard-3-of-8.json");

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Fact]
    public async Task What_was_saved_is_loaded_by_the_next_store_and_a_later_save_replaces_it()
    {
        Assert.Null(await Store.LoadAsync(Session.ShardId, Cancellation));
        await Store.SaveAsync(Session, Cancellation);
        Assert.Equal(Session, await Store.LoadAsync(Session.ShardId, Cancellation));
        await Store.SaveAsync(Session with { Sequence = 43 }, Cancellation);
        Assert.Equal(43, (await Store.LoadAsync(Session.ShardId, Cancellation))!.Sequence);
        Assert.Equal([FilePath], Directory.GetFiles(_directory));
        await Store.DeleteAsync(Session.ShardId, Cancellation);
        Assert.Null(await Store.LoadAsync(Session.ShardId, Cancellation));
        await Store.DeleteAsync(Session.ShardId, Cancellation);
        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task Only_the_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            // There the user's directory is private by inheritance.
            return;
        }

        await Store.SaveAsync(Session, Cancellation);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Id\":\"\",\"Sequence\":1}")]
    [InlineData("{\"Id\":\"x\",\"ResumeUrl\":null,\"Sequence\":-1,\"ShardId\":{\"Index\":3,\"Total\":8}}")]
    [InlineData("{\"Id\":\"x\",\"ResumeUrl\":null,\"Sequence\":1,\"ShardId\":{\"Index\":2,\"Total\":8}}")]
    [InlineData("{\"Id\":\"x\",\"ResumeUrl\":null,\"Sequence\":1,\"ShardId\":{\"Index\":9,\"Total\":8}}")]
    public async Task A_file_that_is_corrupted_or_foreign_is_passed_over_and_logged(string content)
    {
        Directory.CreateDirectory(_directory);
        await File.WriteAllTextAsync(FilePath, content, Cancellation);
        Assert.Null(await Store.LoadAsync(Session.ShardId, Cancellation));
        Assert.Single(_logs.Lines, line => line.StartsWith("Warning 18", StringComparison.Ordinal) && line.Contains(FilePath, StringComparison.Ordinal));
        await Store.SaveAsync(Session, Cancellation);
        Assert.Equal(Session, await Store.LoadAsync(Session.ShardId, Cancellation));
    }

    [Fact]
    public async Task Guilds_are_kept_in_a_short_text_and_come_back()
    {
        ShardSession session = Session with { Guilds = new SessionGuilds([.. Enumerable.Range(1, 1000).Select(i => (ulong)i << 50)], [7], [8]) };

        await Store.SaveAsync(session, Cancellation);

        Assert.Equal(session, await Store.LoadAsync(Session.ShardId, Cancellation));
        Assert.NotEqual(Session, session);
        Assert.InRange(new FileInfo(FilePath).Length, 1, 12_500);
        Assert.DoesNotContain("Guild", session.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"GuildCount\":43")]
    [InlineData(",\"Guilds\":null")]
    [InlineData(",\"Guilds\":\"not base64\"")]
    [InlineData(",\"Guilds\":\"/////w==\"")]
    [InlineData(",\"Guilds\":[1,{\"a\":[]}]")]
    [InlineData(",\"Guilds\":{\"loaded\":[1]}")]
    [InlineData(",\"Guilds\":3")]
    public async Task A_file_without_guilds_that_can_be_read_is_a_session_all_the_same(string guilds)
    {
        Directory.CreateDirectory(_directory);
        await File.WriteAllTextAsync(FilePath, "{\"Id\":\"x\",\"ResumeUrl\":null,\"Sequence\":1,\"ShardId\":{\"Index\":3,\"Total\":8}" + guilds + "}", Cancellation);

        ShardSession? session = await Store.LoadAsync(Session.ShardId, Cancellation);

        Assert.Equal("x", session?.Id);
        Assert.Null(session!.Guilds);
        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task A_save_that_was_killed_half_way_leaves_the_old_session()
    {
        await Store.SaveAsync(Session, Cancellation);
        await File.WriteAllTextAsync(FilePath + ".new", "{\"Id\":\"half", Cancellation);
        Assert.Equal(Session, await Store.LoadAsync(Session.ShardId, Cancellation));
        await Store.SaveAsync(Session with { Sequence = 50 }, Cancellation);
        Assert.Equal(50, (await Store.LoadAsync(Session.ShardId, Cancellation))!.Sequence);
    }

    [Fact]
    public async Task Two_writers_of_one_session_hinder_neither_each_other_nor_a_reader()
    {
        await Store.SaveAsync(Session, Cancellation);
        Task[] writing = [.. Enumerable.Range(0, 2).Select(writer => Task.Run(
            async () =>
            {
                for (int sequence = 0; sequence < 100; sequence++)
                {
                    await new FileSessionStore(_directory, _logs).SaveAsync(Session with { Sequence = sequence }, Cancellation);
                }
            },
            Cancellation))];
        while (!Task.WhenAll(writing).IsCompleted)
        {
            Assert.NotNull(await Store.LoadAsync(Session.ShardId, Cancellation));
        }

        await Task.WhenAll(writing);
        Assert.Equal([FilePath], Directory.GetFiles(_directory));
        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task A_session_of_another_number_of_shards_ends_those_of_the_old()
    {
        var other = Session with { ShardId = new ShardId(0, 9) };
        var memory = new MemorySessionStore();
        var ofAnotherBot = Session with { ShardId = new ShardId(0, 2), UserId = 8 };
        await memory.SaveAsync(ofAnotherBot, Cancellation);
        foreach (ISessionStore store in (ISessionStore[])[Store, memory])
        {
            await store.SaveAsync(Session, Cancellation);
            await store.SaveAsync(Session with { ShardId = new ShardId(4, 8) }, Cancellation);
            Assert.Equal(Session, await store.LoadAsync(Session.ShardId, Cancellation));
            await store.SaveAsync(other, Cancellation);
            await store.SaveAsync(other with { Sequence = 43 }, Cancellation);

            Assert.Null(await store.LoadAsync(Session.ShardId, Cancellation));
            Assert.Equal(43, (await store.LoadAsync(other.ShardId, Cancellation))!.Sequence);
        }

        Assert.Equal([43, 42], memory.Sessions.OrderBy(session => session.UserId!.Value.Value).Select(session => session.Sequence));
    }

    [Fact]
    public async Task A_resharding_that_is_killed_while_it_saves_leaves_the_old_sessions()
    {
        FileSessionStore store = Store;
        await store.SaveAsync(Session with { ShardId = new ShardId(0, 1) }, Cancellation);
        await store.SaveAsync(Session with { ShardId = new ShardId(0, 3) }, Cancellation);
        await store.SaveAsync(Session with { ShardId = new ShardId(1, 3) }, Cancellation);

        Assert.NotNull(await store.LoadAsync(new ShardId(0, 1), Cancellation));
    }

    [Fact]
    public async Task A_save_that_fails_leaves_no_file_behind()
    {
        Directory.CreateDirectory(FilePath);

        await Assert.ThrowsAnyAsync<Exception>(async () => await Store.SaveAsync(Session, Cancellation));

        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void A_user_without_a_home_directory_has_sessions_in_memory_and_is_told_once()
    {
        ISessionStore store = FileSessionStore.ForBot(new ShardOptions { Token = "a.b.c", Intents = GatewayIntents.None, Logger = _logs }, root: "");

        Assert.IsType<MemorySessionStore>(store);
        Assert.Contains("no home directory", Assert.Single(_logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_directory_does_not_tell_the_token()
    {
        string first = StoreOf("my-secret").ToString()!;
        Assert.DoesNotContain("secret", first, StringComparison.Ordinal);
        Assert.NotEqual(first, StoreOf("other-secret").ToString());
        Assert.Equal(StoreOf("bot.a.b").ToString(), StoreOf("bot.c.d").ToString());
    }

    private ISessionStore StoreOf(string token) => FileSessionStore.ForBot(new ShardOptions { Token = token, Intents = GatewayIntents.None, Logger = _logs }, _directory);
}
