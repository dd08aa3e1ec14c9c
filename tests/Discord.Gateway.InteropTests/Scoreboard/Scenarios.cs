using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>All scenarios.</summary>
internal static class Scenarios
{
    private static readonly TimeSpan HeartbeatInterval = InteropScoreboardOptions.HeartbeatInterval;

    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(60);

    // Those after which Discord lets a client come back; 1001 is what a restarting gateway says.
    private static readonly int[] CodesToComeBackFrom = [1001, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009];

    // Those of them after which the session is gone, and with it what happens before the next.
    private static readonly int[] CodesThatEndTheSession = [4003, 4007, 4009];

    // Those after which it must not: what it would send again is wrong.
    private static readonly int[] CodesThatEnd = [4004, 4010, 4011, 4012, 4013, 4014];

    internal static IReadOnlyList<Scenario> All { get; } =
    [
        new("cuts", "10,000 numbered messages; the connection is cut 20 times, at seeded places, while messages go on.", RunCutsAsync),
        new("op7", "5,000 numbered messages; the gateway asks for a reconnect (op 7) every 500.", RunReconnectsAsync),
        new("op9", "The session is declared invalid: twice resumable (op 9, true), then not (op 9, false), with 100 messages around each.", RunInvalidSessionsAsync),
        new("half-open", $"The link dies without a word, with 100 messages on the way; heartbeats are due every {HeartbeatInterval.TotalSeconds:0} s; watched for 60 s.", RunHalfOpenAsync),
        new("heartbeats", "The gateway asks for 10 heartbeats (op 1), one every 100 ms.", RunHeartbeatsAsync),
        new("close-codes", "The gateway closes with each code that a client comes back from, with 20 messages around each: "
            + string.Join(", ", CodesToComeBackFrom) + ".", RunCloseCodesAsync),
        .. CodesThatEnd.Select(code => new Scenario(
            $"close-{code}", $"The gateway closes with {code}, after which a client stays away; watched for 8 s.", arena => RunEndAsync(arena, code))),
        new("dead-resume-host", "The connection is cut, and the resume address refuses connections (HTTP status 503); watched for 60 s.", RunDeadResumeHostAsync),
        new("blocked-handler", $"A handler blocks for three heartbeat intervals ({HeartbeatInterval.TotalSeconds * 3:0} s); 200 messages follow.", RunBlockedHandlerAsync),
        new("four-shards", "Four shards start together; the gateway allows one identify every 5 s.", RunFourShardsAsync)
        {
            Shards = 4,
            StartsAtOnce = true,
            Configure = options => options with { RecommendedShards = 4 },
        },
        new("malformed", "Between 100 messages each: a payload that is not JSON, one without opcode, an unknown opcode, an unknown event.", RunMalformedAsync),
        new("large-payload", "An event of 20 MB between messages.", RunLargePayloadAsync),
        new("presences", "The bot sets 500 presences in 5 s; Discord takes 5 every 20 s, and 120 payloads a minute.", RunPresencesAsync),
        new("oversize-payload", "The bot sets a presence with a text of 5,000 characters; Discord takes payloads up to 4,096 bytes.", RunOversizeAsync),
    ];

    private static async Task RunCutsAsync(Arena arena)
    {
        const int Count = 10_000;
        HashSet<int> cuts = [];
        while (cuts.Count < 20)
        {
            cuts.Add(arena.Random.Next(100, Count - 100));
        }

        Task recovering = Task.CompletedTask;
        for (int number = 1; number <= Count; number++)
        {
            await arena.SendOneAsync();
            if (cuts.Contains(number))
            {
                await recovering;
                recovering = arena.FaultAsync(connection => connection.Cut());
            }

            if (number % 10 == 0)
            {
                await Task.Delay(2);
            }
        }

        await recovering;
    }

    private static async Task RunReconnectsAsync(Arena arena)
    {
        for (int i = 0; i < 10; i++)
        {
            Task recovering = arena.FaultAsync(connection => connection.RequestReconnect());
            await arena.SendAsync(500);
            await recovering;
        }
    }

    private static async Task RunInvalidSessionsAsync(Arena arena)
    {
        foreach (bool resumable in new[] { true, true, false })
        {
            await arena.SendAsync(100);
            await arena.AllowIdentifyAsync();
            Task recovering = arena.FaultAsync(connection => connection.InvalidateSession(resumable));
            await arena.SendAsync(100);
            await recovering;
        }

        await arena.SendAsync(100);
    }

    private static async Task RunHalfOpenAsync(Arena arena)
    {
        await arena.SendAsync(100);
        Task recovering = arena.FaultAsync(connection => connection.GoHalfOpen(), LongPatience);
        await arena.SendAsync(100);
        await recovering;
        await arena.SendAsync(100);
    }

    private static async Task RunHeartbeatsAsync(Arena arena)
    {
        // Right after a regular one, so that the next of these does not count as an answer.
        SimulatedConnection connection = arena.Connection;
        int CountHeartbeats() => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat);
        int first = CountHeartbeats();
        await arena.UntilAsync(() => CountHeartbeats() > first, HeartbeatInterval * 2);
        int before = CountHeartbeats();
        for (int i = 0; i < 10; i++)
        {
            connection.RequestHeartbeat();
            await Task.Delay(100);
        }

        await arena.UntilAsync(() => CountHeartbeats() >= before + 10, TimeSpan.FromSeconds(1));
        arena.Note($"{CountHeartbeats() - before} of 10 answered");
        await arena.SendAsync(100);
    }

    private static async Task RunCloseCodesAsync(Arena arena)
    {
        foreach (int code in CodesToComeBackFrom)
        {
            await arena.SendAsync(20);
            await arena.AllowIdentifyAsync();
            int before = arena.Client.Count("ready");
            Task recovering = arena.FaultAsync(
                connection =>
                {
                    connection.Close(code);
                    if (CodesThatEndTheSession.Contains(code))
                    {
                        arena.Gateway.ExpireSessions();
                    }
                },
                TimeSpan.FromSeconds(15));
            await arena.SendAsync(20);
            await recovering;
            if (arena.Client.Count("ready") > before)
            {
                arena.Note($"a new session after {code}");
            }

            if (arena.Client.HasEnded)
            {
                arena.Note($"ended at {code}");
                break;
            }
        }
    }

    private static async Task RunEndAsync(Arena arena, int code)
    {
        int before = arena.Gateway.ConnectAttempts;
        arena.Connection.Close(code);
        await Task.Delay(TimeSpan.FromSeconds(8));
        int more = arena.Gateway.ConnectAttempts - before;
        arena.Note(more == 0 ? "stayed away" : $"connected {(more == 1 ? "once" : $"{more} times")} again");
    }

    private static async Task RunDeadResumeHostAsync(Arena arena)
    {
        await arena.SendAsync(100);
        await arena.AllowIdentifyAsync();
        arena.Gateway.AcceptResumeConnections = false;
        Task recovering = arena.FaultAsync(connection => connection.Cut(), LongPatience);
        await arena.SendAsync(100);
        await recovering;
        await arena.SendAsync(100);
    }

    private static async Task RunBlockedHandlerAsync(Arena arena)
    {
        await arena.SendAsync(100);
        int milliseconds = (int)(HeartbeatInterval.TotalMilliseconds * 3);
        await arena.Gateway.DispatchMessageAsync(InteropGateway.Guild, string.Create(CultureInfo.InvariantCulture, $"block {milliseconds}"));
        await arena.SendAsync(200);
        int connections = arena.Gateway.Connections.Count;
        await arena.UntilAsync(() => arena.Client.Count("unblocked") > 0, HeartbeatInterval * 4);
        await Task.Delay(HeartbeatInterval);
        arena.NoteNewConnections(connections);
    }

    private static async Task RunFourShardsAsync(Arena arena)
    {
        long start = Stopwatch.GetTimestamp();
        bool isUp = await arena.ComeUpAsync(4, TimeSpan.FromSeconds(60));
        string seconds = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        arena.Note(isUp ? $"all ready after {seconds} s" : $"{arena.Client.Count("ready")} READY within {seconds} s");
        await arena.SendAsync(100);
    }

    private static async Task RunMalformedAsync(Arena arena)
    {
        Action<SimulatedConnection>[] oddities =
        [
            connection => connection.SendRaw("{\"op\":0,\"t\":\"MESSAGE"),
            connection => connection.SendRaw("{\"d\":{\"x\":1}}"),
            connection => connection.SendRaw("{\"op\":99,\"d\":null}"),
        ];
        foreach (Action<SimulatedConnection> send in oddities)
        {
            await arena.SendAsync(100);
            send(arena.Connection);
            await Task.Delay(300);
        }

        await arena.SendAsync(100);
        await arena.Gateway.DispatchAsync("SOMETHING_NEW", $$$"""{"guild_id":"{{{InteropGateway.Guild.Id}}}","nested":{"list":[1,null]}}""");
        await arena.SendAsync(100);
        await arena.UntilAsync(() => arena.Gateway.Connections[^1].ShardId is not null, TimeSpan.FromSeconds(5));
        arena.NoteNewConnections(1);
    }

    private static async Task RunLargePayloadAsync(Arena arena)
    {
        await arena.SendAsync(100);
        string filler = new('x', 20_000_000);
        await arena.Gateway.DispatchAsync("SOMETHING_LARGE", $$$"""{"guild_id":"{{{InteropGateway.Guild.Id}}}","filler":"{{{filler}}}"}""");
        await arena.SendAsync(100);
        await Task.Delay(HeartbeatInterval);
        arena.NoteNewConnections(1);
    }

    private static async Task RunPresencesAsync(Arena arena)
    {
        await arena.Client.SendAsync("presences 500 5000");
        await arena.UntilAsync(() => arena.Client.Count("done") > 0, TimeSpan.FromSeconds(15));
        await arena.SendAsync(100);

        // The last one may wait for the limit to let it through.
        await arena.UntilAsync(() => GetPresences(arena).Contains("presence 500"), TimeSpan.FromSeconds(22));
        IReadOnlyList<string?> presences = GetPresences(arena);
        arena.Note($"{presences.Count} reached the gateway, the last {(presences.Contains("presence 500") ? "among them" : "not")}");
    }

    private static async Task RunOversizeAsync(Arena arena)
    {
        await arena.SendAsync(100);
        await arena.Client.SendAsync("presence 5000");
        await arena.UntilAsync(() => arena.Client.Count("done") > 0, TimeSpan.FromSeconds(5));
        await Task.Delay(TimeSpan.FromSeconds(1));
        await arena.SendAsync(100);
        ClientLine? error = arena.Client.Lines.FirstOrDefault(line => line.Type == "error");
        arena.Note(arena.Gateway.Violations.Count == 0 && error is not null ? "refused by the client" : "sent");
    }

    private static IReadOnlyList<string?> GetPresences(Arena arena) =>
    [
        .. arena.Gateway.Connections.SelectMany(connection => connection.Received)
            .Where(payload => payload.Opcode == GatewayOpcode.PresenceUpdate)
            .Select(payload => payload.Data.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("name").GetString()).FirstOrDefault()),
    ];
}
