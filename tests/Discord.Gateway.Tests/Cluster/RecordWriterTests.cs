using Discord.Gateway.Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Discord.Gateway.Tests.Cluster;

/// <summary>Writes of a record that another has written, or whose store is slow.</summary>
public sealed class RecordWriterTests
{
    private readonly Store _store = new();
    private readonly ShardRecord _stored = new() { Epoch = 1 };

    [Fact]
    public async Task A_change_made_while_the_record_is_read_again_is_not_lost()
    {
        var read = new TaskCompletionSource();
        _store.Read = () =>
        {
            // The storage sets the state; that the read is over is told in a later turn.
            _store.State = _stored;
            return read.Task;
        };
        var writer = new RecordWriter<ShardRecord>(_store);

        Task<bool> first = writer.WriteAsync(state => state.Session = "first", static _ => false);
        Task<bool> second = writer.WriteAsync(state => state.OwnPresence = "second", static _ => false);
        read.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(("first", "second"), (_store.State.Session, _store.State.OwnPresence));
    }

    [Fact]
    public async Task A_write_that_waited_for_one_that_was_refused_is_refused()
    {
        var read = new TaskCompletionSource();
        _stored.Epoch = 3;
        _store.Read = async () =>
        {
            await read.Task;
            _store.State = _stored;
        };
        var writer = new RecordWriter<ShardRecord>(_store);

        Task<bool> first = writer.WriteAsync(state => state.Session = "first", static stored => stored.Epoch > 2);
        Task<bool> second = writer.WriteAsync(state => state.Session = "second", static stored => stored.Epoch > 2);
        read.SetResult();

        Assert.False(await first);
        Assert.False(await second, "it says that it has stored what is nowhere");
    }

    [Fact]
    public async Task A_read_that_took_too_long_does_not_bring_back_what_was_stored_before()
    {
        var read = new TaskCompletionSource();
        Task? reading = null;
        _store.Read = () => reading = ReadAsync();
        var writer = new RecordWriter<ShardRecord>(_store);

        await Assert.ThrowsAsync<TimeoutException>(() => writer.WriteAsync(state => state.Session = "mine", static _ => false));
        read.SetResult();
        await reading!;

        Assert.Equal((2, "mine"), (_store.State.Epoch, _store.State.Session));

        async Task ReadAsync()
        {
            await read.Task;
            _store.State = _stored;
        }
    }

    /// <summary>Moq cannot: the record is internal.</summary>
    private sealed class Store : IPersistentState<ShardRecord>
    {
        private bool _isConsistent;

        public ShardRecord State { get; set; } = new() { Epoch = 2 };

        public string Etag => "";

        public bool RecordExists => true;

        internal Func<Task> Read { get; set; } = null!;

        public Task ReadStateAsync() => Read();

        public Task WriteStateAsync() => Interlocked.Exchange(ref _isConsistent, true) ? Task.CompletedTask : Task.FromException(new InconsistentStateException("other"));

        public Task ClearStateAsync() => Task.CompletedTask;
    }
}
