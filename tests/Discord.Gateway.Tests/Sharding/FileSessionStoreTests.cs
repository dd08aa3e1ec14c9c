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
    public async Task A_save_that_was_killed_half_way_leaves_the_old_session()
    {
        await Store.SaveAsync(Session, Cancellation);
        await File.WriteAllTextAsync(FilePath + ".new", "{\"Id\":\"half", Cancellation);
        Assert.Equal(Session, await Store.LoadAsync(Session.ShardId, Cancellation));
        await Store.SaveAsync(Session with { Sequence = 50 }, Cancellation);
        Assert.Equal(50, (await Store.LoadAsync(Session.ShardId, Cancellation))!.Sequence);
    }

    [Fact]
    public void The_default_directory_does_not_tell_the_token()
    {
        string first = StoreOf("my-secret").ToString();
        Assert.DoesNotContain("secret", first, StringComparison.Ordinal);
        Assert.NotEqual(first, StoreOf("other-secret").ToString());
        Assert.Equal(StoreOf("bot.a.b").ToString(), StoreOf("bot.c.d").ToString());
    }

    private FileSessionStore StoreOf(string token) => FileSessionStore.ForBot(new ShardOptions { Token = token, Intents = GatewayIntents.None, Logger = _logs });
}
