using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Seams;

/// <summary>What happens to a shard whose seam misbehaves, and what is expected of it.</summary>
internal static class SeamStory
{
    private const string Playing = "chess";

    /// <summary>All of a shard's life. The seam misbehaves somewhere in it.</summary>
    internal static void Run(SeamWorld world)
    {
        world.Create();
        Connect(world);
        world.Say("1");
        world.Say("2");
        Command(world);
        int beats = world.Beats;
        world.Until("a heartbeat", () => world.Beats > beats);
        world.Say("3");

        // A cut, with events meanwhile.
        Cut(world);
        _ = world.Gateway.DispatchMessageAsync(SeamWorld.Home, "4");
        world.Say("5");
        UntilConnected(world);

        // Op 7.
        int connections = world.Gateway.Connections.Count;
        world.Current?.RequestReconnect();
        world.Until("a connection after op 7", () => world.Gateway.Connections.Count > connections && world.IsConnected);
        world.Say("6");

        // Op 9, and the gate's wait ends with its connection.
        UntilConnected(world);
        world.Gate.IsShut = true;
        world.Current?.InvalidateSession(resumable: false);
        world.Until("the wait for the gate", () => world.Gate.Waiting > 0);
        world.Gateway.Connections[^1].Cut();
        world.Gate.IsShut = false;
        UntilConnected(world);
        world.Say("7");
        ShutDown(world);
        Check(world);
    }

    /// <summary>The shard is shut down while its seam blocks a thread. False if the seam did not come to block.</summary>
    internal static bool ShutDownWhileBlocked(SeamWorld world)
    {
        world.Create();
        Task story = Task.Run(async () =>
        {
            await world.Shard.ConnectAsync();
            await world.Shard.SendAsync(new RequestChannelInfo(SeamWorld.Home.Id));
        });
        int turn = 0;
        while (world.Saboteur.Blocked == 0 && turn++ < 200)
        {
            world.Pass();
            if (world.IsConnected && turn % 40 == 0)
            {
                Cut(world);
            }
        }

        if (world.Saboteur.Blocked == 0)
        {
            return false;
        }

        world.Note("shutdown while a thread is blocked");
        Task<ShardSession?> shutdown = Task.Run(() => world.Shard.ShutdownAsync(keepSession: true));
        world.Until("the shutdown, while a thread is blocked", () => shutdown.IsCompleted, TimeSpan.FromSeconds(7));
        int attempts = world.Gateway.ConnectAttempts;
        Assert.True(shutdown.IsCompletedSuccessfully, $"{shutdown.Exception}");
        world.Saboteur.End();
        world.Pass(TimeSpan.FromSeconds(20));

        world.Until("the end of the story", () => story.IsCompleted && world.Consuming.IsCompleted);
        _ = story.Exception;
        Assert.All(world.Gateway.Connections, connection => Assert.False(connection.IsOpen, "A connection is open after the shutdown."));
        Assert.True(
            world.Gateway.ConnectAttempts == attempts, "Something was connected after the shutdown.");
        return true;
    }

    private static void Connect(SeamWorld world)
    {
        world.TryUntilDone("ConnectAsync", () => world.Shard.ConnectAsync());
        UntilConnected(world);
    }

    private static void UntilConnected(SeamWorld world) => world.Until("connected", () => world.IsConnected);

    private static void Cut(SeamWorld world)
    {
        world.Note("the wire is cut");
        world.Current?.Cut();
    }

    private static void Command(SeamWorld world)
    {
        Saboteur saboteur = world.Saboteur;
        world.TryUntilDone("SendAsync", () => world.Shard.SendAsync(new RequestGuildMembers
        {
            GuildId = SeamWorld.Home.Id,
            UserIds = new HostileList<Id<User>>(saboteur, SeamCall.UserIdsOfRequest, [1, 2], [.. Enumerable.Range(1, 150).Select(id => new Id<User>((ulong)id))]),
        }));
        world.TryUntilDone("SetPresence", () =>
        {
            world.Shard.SetPresence(new BotPresence
            {
                Activities = new HostileList<BotActivity>(saboteur, SeamCall.ActivitiesOfPresence, [BotActivity.Playing(Playing)], [null!]),
            });
            return Task.CompletedTask;
        });
    }

    private static void ShutDown(SeamWorld world)
    {
        DateTimeOffset started = world.Now;
        Task<ShardSession?> shutdown = Task.Run(() => world.Shard.ShutdownAsync(keepSession: true));
        Task[] disposals = [Task.Run(() => world.Shard.DisposeAsync().AsTask()), Task.Run(() => world.Shard.DisposeAsync().AsTask())];
        world.Until("the shutdown", () => shutdown.IsCompleted && disposals.All(disposal => disposal.IsCompleted));
        Assert.All([shutdown, .. disposals], task => Assert.True(task.IsCompletedSuccessfully, $"{task.Exception}"));
        Assert.True(
            world.Now - started < TimeSpan.FromSeconds(9) || !world.Saboteur.Cell.MustShutDownWhileBlocked, $"The shutdown took {world.Now - started}.");
        int attempts = world.Gateway.ConnectAttempts;
        world.DisposeRecorder();
        world.Saboteur.End();
        world.Pass(TimeSpan.FromSeconds(20));

        world.Until("the consumer's end", () => world.Consuming.IsCompleted);
        Assert.True(world.Gateway.ConnectAttempts == attempts, "Something was connected after the shutdown.");
        Assert.All(world.Gateway.Connections, connection => Assert.False(connection.IsOpen, "A connection is open after the shutdown."));
        Assert.True(world.Consuming.IsCompletedSuccessfully, $"{world.Consuming.Exception}");
    }

    private static void Check(SeamWorld world)
    {
        // Once, in order; the waits between have seen that nothing is missing.
        string[] delivered = [.. world.Delivered];
        Assert.Equal(delivered.Distinct().Order(StringComparer.Ordinal), delivered);

        Cell cell = world.Saboteur.Cell;
        if (cell is not { Call: SeamCall.SocketSend, Behaviour: Misbehaviour.ReturnsNonsense })
        {
            Assert.Contains(world.Received, payload => payload.Opcode == GatewayOpcode.RequestGuildMembers);
        }

        Assert.All(
            world.Received.Where(payload => payload.Opcode == GatewayOpcode.RequestGuildMembers),
            payload => Assert.InRange(payload.Data.GetProperty("user_ids").GetArrayLength(), 1, RequestGuildMembers.MaxUserIds));
        Assert.Contains(world.Received, payload => payload.Data.ToString().Contains(Playing, StringComparison.Ordinal));
        Assert.All(world.Lines, line => Assert.DoesNotContain("SeCrEt", line.Text, StringComparison.OrdinalIgnoreCase));

        // A late call may be one of a connection that is being closed: that matters to nobody.
        if (world.Saboteur.IsEarly && world.Saboteur.Strikes > world.CallersErrors && cell.LeastLevel is { } level && cell.Behaviour is Misbehaviour.Throws or Misbehaviour.ThrowsAsynchronously)
        {
            Assert.True(
                world.Lines.Any(line => line.Level >= level && line.Text.Contains($"sabotage of {cell.Call}", StringComparison.Ordinal)),
                $"No line of {level} or above tells of the exception.");
        }
    }
}
