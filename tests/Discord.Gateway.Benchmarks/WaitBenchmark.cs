using System.Text;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;
using Discord.Gateway.Waiters;

namespace Discord.Gateway.Benchmarks;

/// <summary>What waits cost an event that none of them is for, and what it costs to add and remove one.</summary>
internal static class WaitBenchmark
{
    private const int Waits = 10_000;
    private const int EventsPerItem = 100;

    /// <summary>What an event that nobody waits for may cost more, in nanoseconds.</summary>
    private const double MaxNanoseconds = 1_000;

    internal static int Run(bool check)
    {
        ShardInbox free = MakeInbox();
        ShardInbox busy = MakeInbox();
        using var ending = new CancellationTokenSource();
        Wait(busy.Waiters.Own, Waits, ending.Token);
        WaiterHub few = MakeInbox().Waiters.Own;
        Wait(few, 10, ending.Token);
        byte[] payload = MakePayload();

        Alternating.Result[] results = Alternating.Measure(
            rounds: 25,
            itemsPerRound: 2_000,
            ("nobody waits", _ => Offer(free, payload)),
            ($"{Waits:N0} wait for other kinds", _ => Offer(busy, payload)),
            ("a wait beside 10, added and cancelled", _ => AddAndCancel(few)),
            ($"a wait beside {Waits:N0}, added and cancelled", _ => AddAndCancel(busy.Waiters.Own)));
        double[] nanoseconds = [.. results.Select((result, index) => result.Microseconds * 1_000 / (index < 2 ? EventsPerItem : 1))];
        foreach ((Alternating.Result result, double time) in results.Zip(nanoseconds))
        {
            Console.WriteLine($"{result.Name}: {time:F1} ns");
        }

        double more = nanoseconds[1] - nanoseconds[0];
        double growth = nanoseconds[3] / nanoseconds[2];
        Console.WriteLine($"An event that none of {Waits:N0} waits is for: {more:F1} ns more, {nanoseconds[1] / nanoseconds[0]:F2} times; adding and cancelling: {growth:F2} times");
        return check && (more > MaxNanoseconds || growth > 3) ? 1 : 0;
    }

    private static ShardInbox MakeInbox() => new(new ShardOptions { Token = "a.b.c", EventFilter = EventFilter.AllExcept(GatewayEventType.TypingStart) });

    private static void Wait(WaiterHub hub, int count, CancellationToken ending)
    {
        for (int i = 0; i < count; i++)
        {
            _ = hub.WaitForAsync<InteractionCreateEvent>(static each => each.GuildId == 1, TimeSpan.FromHours(1), ending);
        }
    }

    private static byte[] MakePayload() => Encoding.UTF8.GetBytes("""{"t":"TYPING_START","s":7,"op":0,"d":{"channel_id":"1","user_id":"2","timestamp":3}}""");

    private static void Offer(ShardInbox inbox, byte[] payload)
    {
        Envelope.TryRead(payload, out Envelope envelope, out _);
        EventRow? row = EventTable.Find(envelope.Name);
        for (int i = 0; i < EventsPerItem; i++)
        {
            inbox.AddEvent(row, envelope, sessionNumber: 1);
        }
    }

    private static void AddAndCancel(WaiterHub hub)
    {
        using var cancellation = new CancellationTokenSource();
        _ = hub.WaitForAsync<InteractionCreateEvent>(static _ => true, TimeSpan.FromHours(1), cancellation.Token);
        cancellation.Cancel();
    }
}
