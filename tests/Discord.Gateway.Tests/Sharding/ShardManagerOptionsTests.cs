namespace Discord.Gateway.Tests.Sharding;

/// <summary>Which options of a manager make sense.</summary>
public sealed class ShardManagerOptionsTests
{
    private static readonly ShardManagerOptions Good = new() { ShardOptions = new ShardOptions { Token = "secret-token" } };

    public static TheoryData<string, Func<ShardManagerOptions, ShardManagerOptions>> Valid => new()
    {
        { "nothing but a token", options => options },
        { "one shard", options => options with { TotalShards = 1 } },
        { "some shards of all", options => options with { TotalShards = 5, LocalShards = 2..4 } },
        { "the last shard", options => options with { TotalShards = 5, LocalShards = 4..5 } },
        { "the last shard, from the end", options => options with { TotalShards = 5, LocalShards = ^1.. } },
        { "no shards", options => options with { TotalShards = 5, LocalShards = 0..0 } },
        { "one start at a time", options => options with { SessionStartLimit = new SessionStartLimit(1, 1, TimeSpan.Zero, 1) } },
        { "no reserve", options => options with { SessionStartReserve = 0 } },
        { "one handler at a time", options => options with { MaxConcurrentHandlers = 1 } },
        { "the most handlers", options => options with { MaxConcurrentHandlers = 10_000 } },
        { "the shortest and the longest times", options => options with { SessionSaveInterval = TimeSpan.FromTicks(1), ShutdownTimeout = TimeSpan.FromHours(1), ReshardOverlap = TimeSpan.FromHours(1) } },
        { "a proxy", options => options with { ApiUri = new Uri("https://proxy.example/") } },
        { "a proxy on this machine", options => options with { ApiUri = new Uri("http://127.0.0.1:1/api/") } },
        { "a proxy without encryption that was asked for", options => options with { ApiUri = new Uri("http://proxy.example/"), ShardOptions = options.ShardOptions with { AllowPlaintext = true } } },
    };

    public static TheoryData<string, string, Func<ShardManagerOptions, ShardManagerOptions>> Invalid => new()
    {
        { "ShardOptions", "must not be null", options => options with { ShardOptions = null! } },
        { "ShardOptions", "must have no Session", options => options with { ShardOptions = options.ShardOptions with { ShardId = new ShardId(0, 2) } } },
        { "ShardOptions", "must have no Session", options => options with { ShardOptions = options.ShardOptions with { Session = new ShardSession("s", null, 1) } } },
        { "Token", "Token", options => options with { ShardOptions = options.ShardOptions with { Token = "" } } },
        { "TotalShards", "must be at least 1, not 0", options => options with { TotalShards = 0 } },
        { "LocalShards", "is 4..4, which is not a range of the 5 shards", options => options with { TotalShards = 5, LocalShards = 4..4 } },
        { "LocalShards", "is 3..2, which is not a range of the 5 shards", options => options with { TotalShards = 5, LocalShards = 3..2 } },
        { "LocalShards", "is 0..6, which is not a range of the 5 shards", options => options with { TotalShards = 5, LocalShards = 0..6 } },
        { "LocalShards", "is ^6..3, which is not a range of the 5 shards", options => options with { TotalShards = 5, LocalShards = ^6..3 } },
        { "SessionStartLimit", "at least 1", options => options with { SessionStartLimit = new SessionStartLimit(1, 1, TimeSpan.Zero, 0) } },
        { "SessionStartReserve", "must be at least 0, not -1", options => options with { SessionStartReserve = -1 } },
        { "EventOrder", "must not be null", options => options with { EventOrder = null! } },
        { "MaxConcurrentHandlers", "from 1 to 10,000, not 0", options => options with { MaxConcurrentHandlers = 0 } },
        { "MaxConcurrentHandlers", "from 1 to 10,000, not 10001", options => options with { MaxConcurrentHandlers = 10_001 } },
        { "SessionPolicy", "must be null or one of Resume, IdentifyOnStart, ResumeOnlyWithState, not 3", options => options with { SessionPolicy = (SessionPolicy)3 } },
        { "SessionPolicy", "but there is no State", options => options with { SessionPolicy = SessionPolicy.ResumeOnlyWithState } },
        { "SlowHandlerLimit", "above zero and at most 1 h", options => options with { SlowHandlerLimit = TimeSpan.Zero } },
        { "SessionSaveInterval", "above zero and at most 1 h", options => options with { SessionSaveInterval = TimeSpan.Zero } },
        { "ShutdownTimeout", "above zero and at most 1 h", options => options with { ShutdownTimeout = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) } },
        { "ReshardOverlap", "above zero and at most 1 h", options => options with { ReshardOverlap = TimeSpan.FromTicks(-1) } },
        { "ApiUri", "ends with a slash", options => options with { ApiUri = null! } },
        { "ApiUri", "ends with a slash", options => options with { ApiUri = new Uri("/api/", UriKind.Relative) } },
        { "ApiUri", "ends with a slash", options => options with { ApiUri = new Uri("https://proxy.example/api") } },
        { "ApiUri", "unencrypted to proxy.example", options => options with { ApiUri = new Uri("http://proxy.example/") } },
    };

    [Theory]
    [MemberData(nameof(Valid), DisableDiscoveryEnumeration = true)]
    public void What_makes_sense_is_taken(string what, Func<ShardManagerOptions, ShardManagerOptions> change) =>
        Assert.Null(Record.Exception(() => change(Good).Validate())?.ToString() is { } error ? $"{what}: {error}" : null);

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void What_makes_no_sense_is_named_with_the_reason(string option, string reason, Func<ShardManagerOptions, ShardManagerOptions> change)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => change(Good).Validate());

        Assert.Equal(option, error.ParamName);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_indexes_are_those_of_the_range()
    {
        Assert.Equal([0, 1, 2], Good.GetIndexes(3));
        Assert.Equal([2, 3], (Good with { LocalShards = 2..4 }).GetIndexes(5));
        Assert.Equal([4], (Good with { LocalShards = ^1.. }).GetIndexes(5));
        Assert.Empty((Good with { LocalShards = 0..0 }).GetIndexes(5));
    }

    [Fact]
    public void The_defaults_are_printed_without_the_token()
    {
        string text = Good.ToString();

        Assert.StartsWith("ShardManagerOptions { ShardOptions = ShardOptions", text, StringComparison.Ordinal);
        Assert.EndsWith("TotalShards = as recommended, LocalShards = 0..^0, ApiUri = https://discord.com/api/v10/ }", text, StringComparison.Ordinal);
        Assert.Contains("TotalShards = 5,", (Good with { TotalShards = 5 }).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }
}
