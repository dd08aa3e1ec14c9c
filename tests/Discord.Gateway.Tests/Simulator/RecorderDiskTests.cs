using System.Text;
using Discord.Gateway.Tests.Sharding;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>A recorder's disk may be slow, full or dead: the shard is not affected.</summary>
public sealed class RecorderDiskTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public enum Trouble
    {
        Write,
        Flush,
        Dispose,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Trouble, bool> Troubles =>
        [.. Enum.GetValues<Trouble>().SelectMany(trouble => Enumerable.Range(0, 2).Select(number => new TheoryDataRow<Trouble, bool>(trouble, number == 1)))];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_disk_that_throws_ends_the_recording_and_disposal_does_not_throw(Trouble trouble, bool isAsync)
    {
        var recorder = new GatewayRecorder(new TroubledDisk(trouble, isAsync, () => throw new IOException("No space left on device.")), _clock);
        Record(recorder, "one");
        _clock.Advance(TimeSpan.FromSeconds(2));

        await recorder.DisposeAsync();

        if (trouble != Trouble.Flush)
        {
            // Closing does not flush.
            Assert.IsType<IOException>(recorder.Error);
        }
    }

    [Fact]
    public async Task A_disk_that_throws_while_recording_ends_it_at_once()
    {
        await using var recorder = new GatewayRecorder(new TroubledDisk(Trouble.Flush, false, () => throw new NotSupportedException("No.")), _clock);

        await AdvanceUntilAsync(() => recorder.Error is not null);

        Assert.IsType<NotSupportedException>(recorder.Error);
        Record(recorder, "ignored");
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_disk_that_hangs_keeps_nobody_waiting_and_disposal_takes_five_seconds(Trouble trouble, bool isAsync)
    {
        using var hang = new Hang();
        var recorder = new GatewayRecorder(new TroubledDisk(trouble, isAsync, hang.Wait), _clock);
        if (trouble == Trouble.Flush)
        {
            await AdvanceUntilAsync(() => hang.IsEntered);
        }

        Record(recorder, "one");
        Task disposing = recorder.DisposeAsync().AsTask();
        Task again = recorder.DisposeAsync().AsTask();
        await ManagerWorld.UntilAsync(() => hang.IsEntered);
        Assert.False(disposing.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(5));

        await disposing;
        await again;
        await recorder.DisposeAsync();
        Assert.IsType<IOException>(recorder.Error);
    }

    [Fact]
    public async Task A_disk_that_stalls_for_too_long_ends_the_recording()
    {
        using var hang = new Hang();
        var recorder = new GatewayRecorder(new TroubledDisk(Trouble.Write, false, hang.Wait), _clock);
        await AdvanceUntilAsync(() => hang.IsEntered);
        byte[] payload = new byte[1024 * 1024];
        for (int i = 0; i < 16; i++)
        {
            recorder.Payload(1, RecordedEntryKind.Received, payload);
            Assert.Null(recorder.Error);
        }

        recorder.Payload(1, RecordedEntryKind.Received, payload);

        Assert.Contains("the disk is too slow", Assert.IsType<IOException>(recorder.Error).Message, StringComparison.Ordinal);
        hang.Dispose();
        await recorder.DisposeAsync();
    }

    [Fact]
    public async Task One_payload_may_be_larger_than_the_bound()
    {
        using var file = new MemoryStream();
        await using (var recorder = new GatewayRecorder(file, _clock))
        {
            recorder.Payload(1, RecordedEntryKind.Received, new byte[GatewayRecorder.MaxPendingBytes + 1]);
        }

        Assert.Equal(GatewayRecorder.MaxPendingBytes + 1, Assert.Single((await LoadAsync(file)).Entries).Payload.Length);
    }

    [Fact]
    public async Task Many_bytes_are_written_without_waiting_for_the_second()
    {
        byte[] random = new byte[1024 * 1024];
        new Random(1).NextBytes(random);
        var file = new TroubledDisk(Trouble.Write, false, () => { });
        await using var recorder = new GatewayRecorder(file, _clock);

        recorder.Payload(1, RecordedEntryKind.Received, random);

        await ManagerWorld.UntilAsync(() => file.Written > 500_000);
    }

    [Fact]
    public async Task Times_are_those_of_the_calls_even_while_the_disk_stalls()
    {
        using var hang = new Hang();
        var file = new TroubledDisk(Trouble.Write, false, hang.Wait);
        var recorder = new GatewayRecorder(file, _clock);
        for (int i = 0; i < 5; i++)
        {
            Record(recorder, $"{i}");
            _clock.Advance(TimeSpan.FromSeconds(1.5));
        }

        hang.Dispose();
        await recorder.DisposeAsync();

        GatewayRecording recording = await LoadAsync(file);
        Assert.True(recording.IsComplete);
        Assert.Equal([0, 1.5, 3, 4.5, 6], recording.Entries.Select(entry => entry.At.TotalSeconds));
        Assert.Equal(["0", "1", "2", "3", "4"], recording.Entries.Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)));
    }

    [Fact]
    public async Task Two_disposals_at_once_both_wait_for_the_complete_file()
    {
        using var hang = new Hang();
        var file = new TroubledDisk(Trouble.Dispose, true, hang.Wait);
        var recorder = new GatewayRecorder(file, _clock);
        Task[] disposals = [recorder.DisposeAsync().AsTask(), recorder.DisposeAsync().AsTask()];
        await ManagerWorld.UntilAsync(() => hang.IsEntered);
        Assert.DoesNotContain(disposals, disposal => disposal.IsCompleted);

        hang.Dispose();
        await Task.WhenAll(disposals);

        Assert.Null(recorder.Error);
        Assert.True((await LoadAsync(file)).IsComplete);
    }

    [Fact]
    public async Task A_clock_that_throws_ends_the_recording()
    {
        var clock = new FailingClock();
        var recorder = new GatewayRecorder(new MemoryStream(), clock);
        clock.IsFailing = true;

        Record(recorder, "one");

        Assert.IsType<InvalidOperationException>(recorder.Error);
        await recorder.DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_is_replaced_becomes_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await File.WriteAllTextAsync(path, new string('x', 10_000), Cancellation);
#pragma warning disable CA1416 // Skipped on Windows.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            await using (new GatewayRecorder(path, _clock))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
#pragma warning restore CA1416

            Assert.True((await GatewayRecording.LoadAsync(path, Cancellation)).IsComplete);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Record(GatewayRecorder recorder, string text) => recorder.Payload(1, RecordedEntryKind.Received, Encoding.UTF8.GetBytes(text));

    private static async Task<GatewayRecording> LoadAsync(MemoryStream file)
    {
        using var copy = new MemoryStream(file.ToArray());
        return await GatewayRecording.LoadAsync(copy, Cancellation);
    }

    private Task AdvanceUntilAsync(Func<bool> holds) => ManagerWorld.UntilAsync(() =>
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return holds();
    });

    private sealed class Hang : IDisposable
    {
        private readonly ManualResetEvent _released = new(false);
        private volatile bool _isEntered;

        internal bool IsEntered => _isEntered;

        public void Dispose() => _released.Set();

        internal void Wait()
        {
            _isEntered = true;
            _released.WaitOne();
        }
    }

    private sealed class FailingClock : TimeProvider
    {
        internal bool IsFailing { get; set; }

        public override long GetTimestamp() => IsFailing ? throw new InvalidOperationException("No time.") : 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            IsFailing ? throw new InvalidOperationException("No timer.") : base.CreateTimer(callback, state, dueTime, period);
    }

    private sealed class TroubledDisk(Trouble trouble, bool isAsync, Action act) : MemoryStream
    {
        private long _written;

        internal long Written => Interlocked.Read(ref _written);

        public override void Write(byte[] buffer, int offset, int count)
        {
            Act(Trouble.Write);
            base.Write(buffer, offset, count);
            Interlocked.Add(ref _written, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await ActAsync(Trouble.Write);
            base.Write(buffer.ToArray(), 0, buffer.Length);
        }

        public override void Flush() => Act(Trouble.Flush);

        public override async ValueTask DisposeAsync()
        {
            await ActAsync(Trouble.Dispose);
            await base.DisposeAsync();
        }

        private void Act(Trouble current)
        {
            if (trouble == current)
            {
                act();
            }
        }

        private Task ActAsync(Trouble current)
        {
            if (isAsync)
            {
                return Task.Run(() => Act(current));
            }

            Act(current);
            return Task.CompletedTask;
        }
    }
}
