using System.Diagnostics;
using System.Net.WebSockets;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <content>Several threads at once, and what is asked of a simulator that is over.</content>
public sealed partial class HostileClientTests
{
    [Fact]
    public async Task A_change_of_a_guild_may_look_at_the_simulator()
    {
        var identifying = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using RawClient client = await RawClient.ConnectAsync(_gateway);
        _gateway.PayloadReceived += (_, _) => identifying.TrySetResult();
        bool isFree = true;
        Task? other = null;

        _guild.UpdateMember(_guild.GetMemberId(0), member =>
        {
            other = Task.Run(() => client.SendAsync(RawClient.Identify(Token)).AsTask());
            identifying.Task.Wait(Cancellation);
            for (int look = 0; look < 50 && isFree && !other.IsCompleted; look++)
            {
                // What a direct look would do: bounded here, so that the test ends.
                isFree = Task.Run(() => _gateway.Violations.Count).Wait(TimeSpan.FromMilliseconds(500));
            }

            return member;
        });

        await other!;
        Assert.True(isFree, "the identify holds the simulator's lock and waits for the guild's: a look would wait for ever");
    }

    [Fact]
    public async Task Guilds_may_be_joined_and_left_while_the_API_is_used()
    {
        using var stop = new CancellationTokenSource();
        Exception? joining = null;
        Task joins = Task.Run(
            async () =>
            {
                var guild = new SimulatedGuild(8_388_608, "New", memberCount: 0);
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await _gateway.JoinGuildAsync(guild);
                        await _gateway.LeaveGuildAsync(guild);
                    }
                    catch (Exception error)
                    {
                        joining = error;
                        return;
                    }
                }
            },
            Cancellation);

        Exception? error = await Record.ExceptionAsync(async () =>
        {
            for (int number = 0; number < 20_000; number++)
            {
                using HttpResponseMessage response = await _http.PostAsync(new Uri("channels/5/typing", UriKind.Relative), null, Cancellation);
            }
        });

        await stop.CancelAsync();
        await joins;
        Assert.Null(error ?? joining);
    }

    [Fact]
    public async Task Guilds_may_be_joined_and_left_while_bots_identify()
    {
        using var stop = new CancellationTokenSource();
        Task joins = Task.Run(
            () =>
            {
                var guild = new SimulatedGuild(8_388_608, "New", memberCount: 0);
                while (!stop.IsCancellationRequested)
                {
                    _gateway.Guilds.Add(guild);
                    _gateway.Guilds.Remove(guild);
                }
            },
            Cancellation);

        Exception? error = await Record.ExceptionAsync(async () =>
        {
            for (int number = 0; number < 900; number++)
            {
                using RawClient client = await RawClient.IdentifyAsync(_gateway);
                _clock.Advance(TimeSpan.FromSeconds(6));
            }
        });

        await stop.CancelAsync();
        await joins;
        Assert.Null(error);
    }

    [Fact]
    public async Task Two_changes_at_once_wake_who_waits()
    {
        // Receive and the end of a connection change it on two threads.
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        SimulatedConnection connection = _gateway.Connections[0];
        await connection.ExpectAsync(GatewayOpcode.Identify, Cancellation);
        using var stop = new CancellationTokenSource();
        var change = typeof(SimulatedConnection).GetMethod("Changed", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.CreateDelegate<Action>(connection);
        Task[] noise = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    for (int i = 0; i < 20; i++)
                    {
                        change();
                    }

                    // All three may have to share a core.
                    Thread.Yield();
                }
            },
            Cancellation))];
        bool isLost = false;
        var field = typeof(SimulatedConnection).GetField("_changed", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        for (int number = 0; number < 50_000 && !isLost; number++)
        {
            Task changed = ((TaskCompletionSource)field.GetValue(connection)!).Task;
            long started = Stopwatch.GetTimestamp();
            while (!changed.IsCompleted && !isLost)
            {
                isLost = Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(30);
                Thread.Yield();
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(noise);
        Assert.False(isLost, "a waiter is never woken");
    }

    [Fact]
    public async Task A_resume_of_a_half_open_connections_session_is_not_ended_by_the_old_connection()
    {
        using RawClient old = await RawClient.IdentifyAsync(_gateway);
        string session = (await old.ReadToEventAsync("READY")).GetProperty("session_id").GetString()!;
        _gateway.Connections[0].GoHalfOpen();
        using RawClient resumed = await RawClient.IdentifyAsync(_gateway, Resume(session, 2));
        await resumed.ReadToEventAsync("RESUMED");

        _gateway.Connections[0].InvalidateSession(resumable: false);

        Assert.Equal(1, await _gateway.DispatchAsync("USER_UPDATE", "{}"));
    }

    [Fact]
    public async Task A_disposed_simulator_takes_no_connection()
    {
        _gateway.Dispose();

        await Assert.ThrowsAsync<WebSocketException>(() => RawClient.ConnectAsync(_gateway));
    }

    [Fact]
    public async Task An_interaction_that_is_over_is_forgotten()
    {
        for (int number = 0; number < 100; number++)
        {
            await _gateway.DispatchCommandAsync(_guild, "ping");
            _clock.Advance(TimeSpan.FromMinutes(16));
        }

        var flags = System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance;
        object rest = typeof(GatewaySimulator).GetProperty("Rest", flags)!.GetValue(_gateway)!;
        Assert.InRange(((System.Collections.IDictionary)rest.GetType().GetField("_interactions", flags)!.GetValue(rest)!).Count, 0, 1);
    }

    [Theory]
    [InlineData(0, 41)]
    [InlineData(1, 0)]
    public void Options_that_make_no_sense_are_refused_at_once(int maxConcurrency, int heartbeatSeconds)
    {
        var options = new GatewaySimulatorOptions { MaxConcurrency = maxConcurrency, HeartbeatInterval = TimeSpan.FromSeconds(heartbeatSeconds) };

        Assert.ThrowsAny<ArgumentException>(() => new GatewaySimulator(options));
    }

    [Fact]
    public async Task Advancing_waits_for_a_handler_that_computes()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);
        DateTimeOffset seen = default;
        Task bot = Task.Run(
            async () =>
            {
                while (await shard.ReceiveAsync(Cancellation) is not MessageCreateEvent)
                {
                }

                SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(200));
                seen = _clock.GetUtcNow();
            },
            Cancellation);
        DateTimeOffset sent = _clock.GetUtcNow();
        await _gateway.DispatchMessageAsync(_guild, "x");

        await _gateway.AdvanceAsync(TimeSpan.FromSeconds(10), Cancellation);

        await bot;
        Assert.Equal(sent, seen);
    }
}
