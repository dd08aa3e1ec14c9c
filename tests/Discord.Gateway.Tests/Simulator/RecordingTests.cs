using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Discord.Gateway.Zstd;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>A shard's traffic is recorded and replayed: a bug report becomes a test.</summary>
public sealed class RecordingTests
{
    private static readonly SimulatedGuild Guild = new(4_194_304, "Home", 12);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<GatewayCompression> Compressions => [GatewayCompression.None, GatewayCompression.ZlibStream, ZstdCompression.ZstdStream];

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task What_was_recorded_replays_to_the_same_events(GatewayCompression compression)
    {
        (GatewayRecording recording, List<string> recorded) = await RecordAsync(compression, async (gateway, shard) =>
        {
            await gateway.DispatchMessageAsync(Guild, "hello \u00e4 \ud83d\ude00 \"quoted\"");
            gateway.Connections[0].SendRaw("""{"op":99,"d":"unknown"}""");
            gateway.Connections[0].SendRaw("{ \"t\":\"TYPING_START\",\n \"s\":4,\"op\":0,\"d\":{\"broken\":true}}");
            gateway.Connections[0].SendRaw("not json \u0001"u8.ToArray());
            gateway.Connections[0].SendRaw(new byte[] { 0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D });
        });
        Assert.True(recording.IsComplete);
        Assert.Equal(7, recorded.Count);

        Assert.Equal(recorded, await ReplayAsync(recording, recorded.Count));
    }

    [Fact]
    public async Task Lost_wires_resumes_and_lost_sessions_are_replayed_too()
    {
        (GatewayRecording recording, List<string> recorded) = await RecordAsync(GatewayCompression.ZlibStream, async (gateway, shard) =>
        {
            await gateway.DispatchMessageAsync(Guild, "one");
            gateway.Connections[0].Cut();
            await gateway.DispatchMessageAsync(Guild, "while away");
            await NextConnectedAsync(gateway, shard);
            gateway.Connections[^1].RequestReconnect();
            await gateway.DispatchMessageAsync(Guild, "while away again");
            await NextConnectedAsync(gateway, shard);
            gateway.AcceptResumeConnections = false;
            gateway.Connections[^1].Close(4009);
            await NextConnectedAsync(gateway, shard);
            await gateway.DispatchMessageAsync(Guild, "in a new session");
        });

        List<string> replayed = await ReplayAsync(recording, recorded.Count);

        Assert.Equal(recorded, replayed);
        Assert.Equal(2, replayed.Count(line => line.StartsWith("READY", StringComparison.Ordinal)));
        Assert.Equal(2, replayed.Count(line => line.StartsWith("RESUMED", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_resume_of_a_later_session_is_replayed_without_the_events_of_an_earlier_one()
    {
        (GatewayRecording recording, List<string> recorded) = await RecordAsync(GatewayCompression.None, async (gateway, shard) =>
        {
            await gateway.DispatchMessageAsync(Guild, "one");
            await gateway.DispatchMessageAsync(Guild, "two");
            gateway.Restart(TimeSpan.Zero);
            await NextSessionAsync(gateway, shard);
            gateway.Connections[^1].Cut();
            await NextConnectedAsync(gateway, shard);
        });

        Assert.Equal(recorded, await ReplayAsync(recording, recorded.Count));
    }

    [Fact]
    public async Task Two_recordings_are_not_replayed_at_once()
    {
        (GatewayRecording recording, _) = await RecordAsync(GatewayCompression.None, (_, _) => Task.CompletedTask);
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock });
        _ = gateway.ReplayAsync(recording);

        Assert.IsType<InvalidOperationException>(Record.Exception(() => { _ = gateway.ReplayAsync(recording); }));
    }

    [Fact]
    public async Task The_connection_on_which_a_recording_ends_stays_open()
    {
        (GatewayRecording recording, _) = await RecordAsync(GatewayCompression.None, (_, _) => Task.CompletedTask);
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock });
        Task replayed = gateway.ReplayAsync(recording);
        await using var shard = new Shard(gateway.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);

        await replayed.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        Assert.True(Assert.Single(gateway.Connections).IsOpen);
    }

    [Fact]
    public async Task A_recording_that_ends_with_refused_connections_is_replayed_to_its_end()
    {
        (GatewayRecording recording, List<string> recorded) = await RecordAsync(GatewayCompression.None, async (gateway, shard) =>
        {
            gateway.AcceptConnections = false;
            gateway.Connections[0].Cut();
            await Sharding.ManagerWorld.UntilAsync(() =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(500));
                return gateway.ConnectAttempts > 1;
            });
        });
        Assert.Equal(RecordedEntryKind.Failed, recording.Entries[^1].Kind);

        Assert.Equal(recorded, await ReplayAsync(recording, recorded.Count));
    }

    [Fact]
    public async Task The_recording_holds_no_token_wherever_it_stood()
    {
        const string Token = "bot+id.secret<part>.hash";
        using var file = new MemoryStream();
        var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Token = Token, Guilds = [Guild], TimeProvider = _clock });
        var recorder = new GatewayRecorder(file, _clock);
        await using (var shard = new Shard(recorder.Attach(gateway.CreateShardOptions() with { Compression = GatewayCompression.None })))
        {
            await shard.ConnectAsync(Cancellation);
            shard.SetActivity(BotActivity.Playing($"with {Token}"));
            await gateway.Connections[0].ExpectAsync(GatewayOpcode.Identify, Cancellation);
            await gateway.Connections[0].ExpectAsync(GatewayOpcode.PresenceUpdate, Cancellation);
            gateway.Connections[0].SendRaw($$"""{"t":"ECHO","s":9,"op":0,"d":"{{Token}} {{Token}}"}""");
            gateway.Connections[0].SendRaw($"not json {Token}");
            gateway.Connections[0].Cut();
            await gateway.NextConnectionAsync(Cancellation);
            _clock.Advance(TimeSpan.FromSeconds(5));
            await (await gateway.NextConnectionAsync(Cancellation)).ExpectAsync(GatewayOpcode.Resume, Cancellation);
        }

        await recorder.DisposeAsync();
        string text = Unzip(file.ToArray());

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains("\"token\":\"***\"", text, StringComparison.Ordinal);
        Assert.Contains("\"op\":6", text, StringComparison.Ordinal);
        Assert.Contains("with ***", text, StringComparison.Ordinal);
        Assert.Contains("\"*** ***\"", text, StringComparison.Ordinal);
        string all = string.Concat((await LoadAsync(file.ToArray())).Entries.Select(entry => Encoding.UTF8.GetString(entry.Payload.Span) + entry.Text));
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
        Assert.Contains("not json ***", all, StringComparison.Ordinal);
        gateway.Dispose();
    }

    [Fact]
    public async Task A_token_that_looks_like_what_replaces_it_does_not_keep_the_recorder_busy()
    {
        using var file = new MemoryStream();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Token = "**", Guilds = [Guild], TimeProvider = _clock });
        await using (var recorder = new GatewayRecorder(file, _clock))
        {
            await using var shard = new Shard(recorder.Attach(gateway.CreateShardOptions()));
            await shard.ConnectAsync(Cancellation);
        }

        Assert.Contains("\"token\":\"***\"", Unzip(file.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_in_a_close_reason_is_not_recorded()
    {
        using var file = new MemoryStream();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [Guild], TimeProvider = _clock });
        await using (var recorder = new GatewayRecorder(file, _clock))
        {
            await using var shard = new Shard(recorder.Attach(gateway.CreateShardOptions()));
            await shard.ConnectAsync(Cancellation);
            (await gateway.NextConnectionAsync(Cancellation)).Close(4000, $"so you are {gateway.Options.Token}");
        }

        Assert.Contains("so you are ***", Unzip(file.ToArray()), StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Options.Token, Unzip(file.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_replaced_another_is_not_recorded()
    {
        const string Token = "new\"token/<\u00e4>.a.b";
        using var file = new MemoryStream();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [Guild], TimeProvider = _clock, Token = Token });
        await using (var recorder = new GatewayRecorder(file, _clock))
        {
            await using var shard = new Shard(recorder.Attach(gateway.CreateShardOptions() with { Token = "old.a.b" }));
            shard.ReplaceToken(Token);
            await shard.ConnectAsync(Cancellation);
            gateway.Connections[0].SendRaw(JsonSerializer.SerializeToUtf8Bytes(new { t = "ECHO", s = 9, op = 0, d = $"so you are {Token}" }));
            gateway.Connections[0].Close(4000, $"so you are {Token}");
        }

        string all = string.Concat((await LoadAsync(file.ToArray())).Entries.Select(entry => Encoding.UTF8.GetString(entry.Payload.Span) + entry.Text));
        Assert.Contains("\"token\":\"***\"", all, StringComparison.Ordinal);
        Assert.Contains("so you are ***\"", all, StringComparison.Ordinal);
        Assert.DoesNotContain("token/", all, StringComparison.Ordinal);
        Assert.DoesNotContain(".a.b", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_recorded_pace_it_takes_the_time_it_took()
    {
        (GatewayRecording recording, List<string> recorded) = await RecordAsync(GatewayCompression.None, async (gateway, shard) =>
        {
            await gateway.DispatchMessageAsync(Guild, "at once");
            _clock.Advance(TimeSpan.FromSeconds(7));
            await gateway.DispatchMessageAsync(Guild, "seven seconds later");
        });
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock });
        Task replayed = gateway.ReplayAsync(recording, atRecordedPace: true);
        await using var shard = new Shard(gateway.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);
        Assert.Equal(recorded.Take(3), await TakeAsync(shard, 3));

        _clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(0, shard.BufferedEvents);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(recorded[3], Assert.Single(await TakeAsync(shard, 1)));
        await replayed;
    }

    [Fact]
    public async Task Broken_compressed_data_is_broken_again()
    {
        (GatewayRecording recording, List<string> recorded) = await RecordAsync(GatewayCompression.ZlibStream, async (gateway, shard) =>
        {
            gateway.Connections[0].SendUncompressed("no zlib at all"u8.ToArray());
            await NextConnectedAsync(gateway, shard);
        });
        Assert.Contains(recording.Entries, entry => entry.Kind == RecordedEntryKind.Broken);

        Assert.Equal(recorded, await ReplayAsync(recording, recorded.Count));
    }

    [Fact]
    public async Task A_recording_that_was_killed_half_way_gives_what_it_has()
    {
        using var file = new FlushedFile();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [Guild], TimeProvider = _clock });
        await using var recorder = new GatewayRecorder(file, _clock);
        await using var shard = new Shard(recorder.Attach(gateway.CreateShardOptions(GatewayIntents.All)));
        await shard.ConnectAsync(Cancellation);
        await gateway.DispatchMessageAsync(Guild, "the last one");
        _clock.Advance(TimeSpan.FromSeconds(2));
        await gateway.DispatchMessageAsync(Guild, "what comes within a second of the kill may be missing");
        byte[] killed = [];
        await Sharding.ManagerWorld.UntilAsync(() => (killed = file.Flushed).Length > 0);

        GatewayRecording recording = await LoadAsync(killed);
        Assert.False(recording.IsComplete);
        Assert.Contains(recording.Entries, entry => Encoding.UTF8.GetString(entry.Payload.Span).Contains("the last one", StringComparison.Ordinal));
        Assert.False((await LoadAsync(killed[..^60])).IsComplete);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no recording")]
    [InlineData("{\"recording\":2,\"started\":\"2026-01-01T00:00:00Z\"}")]
    [InlineData("{\"something\":\"else\"}")]
    public async Task What_is_no_recording_is_refused(string text)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => LoadAsync(zipped.ToArray()));
        await Assert.ThrowsAsync<InvalidDataException>(() => LoadAsync(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task A_full_disk_ends_the_recording_and_not_the_shard()
    {
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [Guild], TimeProvider = _clock });
        var recorder = new GatewayRecorder(new FullDisk(), _clock);
        await using var shard = new Shard(recorder.Attach(gateway.CreateShardOptions()));
        await shard.ConnectAsync(Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await gateway.DispatchMessageAsync(Guild, "one");
        await gateway.DispatchMessageAsync(Guild, "two");

        Assert.Equal(4, (await TakeAsync(shard, 4)).Count);
        await Sharding.ManagerWorld.UntilAsync(() => recorder.Error is IOException);
        await recorder.DisposeAsync();
    }

    [Fact]
    public async Task The_file_is_its_owners_alone()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (new GatewayRecorder(path, _clock))
            {
            }

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            Assert.Equal(_clock.GetUtcNow(), (await GatewayRecording.LoadAsync(path, Cancellation)).StartedAt);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Runs a shard while it is recorded; returns the recording, and every event that the shard gave, as JSON.</summary>
    private async Task<(GatewayRecording Recording, List<string> Events)> RecordAsync(GatewayCompression compression, Func<GatewaySimulator, Shard, Task> happen)
    {
        using var file = new MemoryStream();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [Guild], TimeProvider = _clock });
        var recorder = new GatewayRecorder(file, _clock);
        var shard = new Shard(recorder.Attach(gateway.CreateShardOptions() with { Compression = compression }));
        await shard.ConnectAsync(Cancellation);
        await happen(gateway, shard);
        List<string> events = await TakeAsync(shard, shard.BufferedEvents);
        await shard.ShutdownAsync(cancellationToken: TestContext.Current.CancellationToken);
        await recorder.DisposeAsync();
        return (await LoadAsync(file.ToArray()), events);
    }

    private async Task<List<string>> ReplayAsync(GatewayRecording recording, int count)
    {
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock });
        Task replayed = gateway.ReplayAsync(recording);
        await using var shard = new Shard(gateway.CreateShardOptions());
        _ = shard.ConnectAsync(Cancellation);
        for (int i = 0; i < 600 && !replayed.IsCompleted; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await replayed.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        List<string> events = await TakeAsync(shard, count);
        Assert.Equal(0, shard.BufferedEvents);
        Assert.Empty(gateway.Violations);
        return events;
    }

    private async Task NextConnectedAsync(GatewaySimulator gateway, Shard shard)
    {
        int known = gateway.Connections.Count;
        await Sharding.ManagerWorld.UntilAsync(() =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            return gateway.Connections.Count > known && shard.Stage == ConnectionStage.Connected;
        });
    }

    private async Task NextSessionAsync(GatewaySimulator gateway, Shard shard)
    {
        int remaining = gateway.SessionStartsRemaining;
        await Sharding.ManagerWorld.UntilAsync(() =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            return gateway.SessionStartsRemaining < remaining && shard.Stage == ConnectionStage.Connected;
        });
    }

    private static async Task<List<string>> TakeAsync(Shard shard, int count)
    {
        var events = new List<string>();
        while (events.Count < count && await shard.ReceiveAsync(Cancellation) is { } gatewayEvent)
        {
            events.Add(gatewayEvent is UndecodableEvent undecodable
                ? $"{undecodable.Name} {undecodable.Reason} {Convert.ToHexString(undecodable.Data.Span)}"
                : $"{gatewayEvent.Name} {gatewayEvent.Sequence} {JsonSerializer.Serialize(gatewayEvent)}");
        }

        return events;
    }

    private static async Task<GatewayRecording> LoadAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await GatewayRecording.LoadAsync(stream, Cancellation);
    }

    private static string Unzip(byte[] file)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    /// <summary>What a process that is killed after a flush leaves behind.</summary>
    private sealed class FlushedFile : MemoryStream
    {
        private volatile byte[] _flushed = [];

        internal byte[] Flushed => _flushed;

        public override void Flush() => _flushed = ToArray();
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device.");
    }
}
