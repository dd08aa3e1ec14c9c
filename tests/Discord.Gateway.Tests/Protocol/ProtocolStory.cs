using System.Globalization;
using System.Text;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>A protocol without a shard, and what it decides, told line by line.</summary>
internal sealed class ProtocolStory
{
    private static readonly GatewayEndpoint Endpoint = new(new Uri("wss://gateway.test"), null);

    internal ProtocolStory(ShardSession? session = null)
    {
        Protocol = new GatewayProtocol(ShardId.Single, Endpoint, new BackoffPolicy(), session, () => 0.5);
    }

    internal static ShardSession Session { get; } = new("s", new Uri("wss://resume.test"), 10);

    internal GatewayProtocol Protocol { get; }

    internal static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>What was decided since this was asked the last time.</summary>
    internal string[] Tell()
    {
        var lines = new List<string>();
        while (Protocol.TryTakeAction(out ShardAction? action))
        {
            lines.Add(Tell(action));
        }

        return [.. lines];
    }

    /// <summary>Connected to a gateway that said Hello, with a heartbeat every hour, the first after half of it: not yet identified, or resuming.</summary>
    internal ProtocolStory Greet(double seconds, int intervalInMilliseconds = 3_600_000)
    {
        Protocol.Start(At(seconds));
        if (Protocol.Connection == 0)
        {
            Protocol.OnTimer(At(seconds));
        }

        Protocol.OnOpened(At(seconds));
        Receive(seconds, $$$"""{"op":10,"d":{"heartbeat_interval":{{{intervalInMilliseconds}}}}}""");
        return this;
    }

    /// <summary>Greeted, and READY or RESUMED.</summary>
    internal ProtocolStory Connect(double seconds, int intervalInMilliseconds = 3_600_000)
    {
        Greet(seconds, intervalInMilliseconds);
        if (Protocol.Session is null)
        {
            Protocol.OnGateOpened(At(seconds));
            Receive(seconds, """{"t":"READY","s":1,"op":0,"d":{"session_id":"s","resume_gateway_url":"wss://resume.test"}}""");
        }
        else
        {
            Protocol.OnResumeSent();
            Receive(seconds, """{"t":"RESUMED","s":11,"op":0,"d":{}}""");
        }

        Tell();
        return this;
    }

    internal bool Receive(double seconds, string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);
        return Protocol.OnPayload(At(seconds), envelope);
    }

    private static string Tell(ShardAction action) => action switch
    {
        ShardAction.Connect connect => $"connect {connect.Connection} to {connect.Uri.Host}",
        ShardAction.Disconnect disconnect => $"disconnect {disconnect.Connection} with {disconnect.Code?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}",
        ShardAction.EnterGate enter => $"enter the gate {enter.Connection}",
        ShardAction.StageChanged { Change: var change } => $"{change.Old} to {change.New}: {change.Reason}",
        ShardAction.ReconnectScheduled next =>
            $"{next.Type} in {next.Delay.TotalSeconds} s, code {next.CloseCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}, failures {next.Failures}: {next.Reason}",
        ShardAction.HeartbeatAcknowledged acknowledged => $"acknowledged after {acknowledged.Latency.TotalSeconds} s",
        ShardAction.Established established => $"established, new: {established.IsNewSession}",
        ShardAction.End end => $"end by {end.Shutdown.Origin} with {end.Shutdown.Error?.GetType().Name}",
        _ => action.GetType().Name,
    };
}
