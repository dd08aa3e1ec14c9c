using System.Text;
using Discord.Gateway.Transport;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Transport;

/// <summary>A shard sees through a recorded socket exactly what it would see without the recording.</summary>
public sealed class RecordingSocketTests
{
    private readonly MemoryStream _file = new();
    private readonly GatewayRecorder _recorder;

    public RecordingSocketTests() => _recorder = new GatewayRecorder(_file, new FakeTimeProvider());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exceptions_of_the_inner_socket_arrive_unchanged()
    {
        var error = new SilentException();
        var inner = new InnerSocket { Error = error };
        var socket = new RecordingSocket(_recorder, inner, () => new PlainInflater(), 1024);

        Assert.True(ReferenceEquals(error, await CatchAsync(() => socket.ConnectAsync(new Uri("wss://gateway.example"), Cancellation))));
        Assert.True(ReferenceEquals(error, await CatchAsync(() => socket.ReceiveAsync(new byte[10], Cancellation).AsTask())));
        Assert.True(ReferenceEquals(error, await CatchAsync(() => socket.SendAsync(new byte[10], Cancellation).AsTask())));
        Assert.True(ReferenceEquals(error, await CatchAsync(() => socket.CloseAsync(1000, Cancellation))));
        Assert.True(ReferenceEquals(error, await CatchAsync(() => Task.Run(socket.Abort, Cancellation))));
        Assert.True(ReferenceEquals(error, await CatchAsync(() => Task.Run(socket.Dispose, Cancellation))));
    }

    [Fact]
    public async Task An_address_that_cannot_be_printed_is_connected_to()
    {
        var inner = new InnerSocket();
        using var socket = new RecordingSocket(_recorder, inner, () => new PlainInflater(), 1024);

        await socket.ConnectAsync(new Uri("/relative", UriKind.Relative), Cancellation);

        Assert.True(inner.IsConnected);
    }

    [Fact]
    public async Task An_inflater_that_fails_leaves_broken_bytes_and_the_frame()
    {
        var inner = new InnerSocket();
        using (var socket = new RecordingSocket(_recorder, inner, () => new PlainInflater { Error = new InvalidOperationException("No.") }, 1024))
        {
            Assert.Equal(3, (await socket.ReceiveAsync(new byte[10], Cancellation)).Count);
            Assert.Equal(3, (await socket.ReceiveAsync(new byte[10], Cancellation)).Count);
        }

        RecordedEntry entry = Assert.Single(await ReadAsync(), entry => entry.Kind == RecordedEntryKind.Broken);
        Assert.Equal("{ }", Encoding.UTF8.GetString(entry.Payload.Span));
    }

    [Fact]
    public async Task An_inflater_that_cannot_be_created_ends_only_the_recording()
    {
        using var socket = new RecordingSocket(_recorder, new InnerSocket(), () => throw new DllNotFoundException("zstd"), 1024);

        Assert.Equal(3, (await socket.ReceiveAsync(new byte[10], Cancellation)).Count);

        Assert.IsType<DllNotFoundException>(_recorder.Error);
    }

    [Fact]
    public void An_inflater_that_cannot_be_disposed_ends_only_the_recording()
    {
        var socket = new RecordingSocket(_recorder, new InnerSocket(), () => new PlainInflater { DisposeError = new InvalidOperationException("No.") }, 1024);

        socket.Dispose();

        Assert.IsType<InvalidOperationException>(_recorder.Error);
    }

    [Fact]
    public async Task A_frame_that_claims_more_than_the_buffer_is_passed_on()
    {
        using var socket = new RecordingSocket(_recorder, new InnerSocket { Count = 99 }, () => new PlainInflater(), 1024);

        Assert.Equal(99, (await socket.ReceiveAsync(new byte[10], Cancellation)).Count);
    }

    private async Task<IReadOnlyList<RecordedEntry>> ReadAsync()
    {
        await _recorder.DisposeAsync();
        return (await GatewayRecording.LoadAsync(new MemoryStream(_file.ToArray()), Cancellation)).Entries;
    }

    private static async Task<Exception?> CatchAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (SilentException error)
        {
            return error;
        }
    }

    private sealed class SilentException : Exception
    {
        public override string Message => throw new InvalidOperationException("No message.");
    }

    private sealed class InnerSocket : IGatewaySocket
    {
        internal Exception? Error { get; init; }

        internal int Count { get; init; } = 3;

        internal bool IsConnected { get; private set; }

        public Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
        {
            Fail();
            IsConnected = true;
            return Task.CompletedTask;
        }

        public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            Fail();
            "{ }"u8.CopyTo(buffer.Span);
            return new(GatewaySocketFrame.Data(Count));
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
        {
            Fail();
            return default;
        }

        public Task CloseAsync(int closeCode, CancellationToken cancellationToken)
        {
            Fail();
            return Task.CompletedTask;
        }

        public void Abort() => Fail();

        public void Dispose() => Fail();

        private void Fail()
        {
            if (Error is not null)
            {
                throw Error;
            }
        }
    }

    private sealed class PlainInflater : IGatewayInflater
    {
        internal Exception? Error { get; init; }

        internal Exception? DisposeError { get; init; }

        public bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload) => Error is null ? false : throw Error;

        public void Dispose()
        {
            if (DisposeError is not null)
            {
                throw DisposeError;
            }
        }
    }
}
