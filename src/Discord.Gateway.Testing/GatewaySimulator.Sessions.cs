using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <content>Heartbeats, identifies and resumes.</content>
public sealed partial class GatewaySimulator
{
    private const int MaxPresences = 5;
    private static readonly TimeSpan PresenceWindow = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdentifyWindow = TimeSpan.FromSeconds(5);

    private void Heartbeat(SimulatedConnection connection, JsonElement data)
    {
        long highest;
        lock (SyncRoot)
        {
            connection.LastHeartbeat = Now;
            highest = connection.Session?.Sequence ?? 0;
        }

        if (data.ValueKind == JsonValueKind.Number && connection is { Session: not null, Script: null } && data.GetInt64() > highest)
        {
            Violate(connection, GatewayCloseCode.InvalidSequence, $"heartbeat with sequence {data}, the session is at {highest}");
        }
        else if (connection.AcknowledgeHeartbeats)
        {
            connection.AcknowledgeHeartbeat();
        }
    }

    private void CheckHeartbeat(SimulatedConnection connection)
    {
        lock (SyncRoot)
        {
            // Half an interval of grace, for what is on its way.
            if (!connection.IsOpen || connection.IsHalfOpen || Now - connection.LastHeartbeat < Options.HeartbeatInterval * 1.5)
            {
                return;
            }
        }

        Violate(connection, GatewayCloseCode.SessionTimedOut, "no heartbeat for one and a half intervals");
    }

    private void Identify(SimulatedConnection connection, JsonElement data)
    {
        if (_rules.CheckIdentify(data, Guilds) is { } breach)
        {
            Violate(connection, breach.Code, breach.Description);
            return;
        }

        var shardId = GatewayRules.ReadShard(data)!.Value;
        var intents = (GatewayIntents)SimulatorJson.GetInteger(data, "intents")!.Value;
        if (connection.Script is not null)
        {
            StartReplay(connection, shardId, intents);
            return;
        }

        int key = shardId.GetRateLimitKey(Options.MaxConcurrency);
        bool isTooFast;
        bool isExhausted;
        lock (SyncRoot)
        {
            // One that is refused takes nothing: neither of the window, nor of the day's starts.
            isTooFast = _lastIdentify.TryGetValue(key, out DateTimeOffset last) && Now - last < IdentifyWindow;
            isExhausted = _sessionStartsRemaining <= 0;
            if (!isTooFast && !isExhausted)
            {
                _lastIdentify[key] = Now;
                _sessionStartsRemaining--;
            }
        }

        if (isExhausted)
        {
            Violate(connection, GatewayCloseCode.AuthenticationFailed, "identified with no session starts left: the token is reset");
            return;
        }

        if (isTooFast)
        {
            Violate(connection, code: null, $"identified twice within 5 s for key {key}");
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (AnswerIdentify)
        {
            connection.CompressesPayloads = data.TryGetProperty("compress", out JsonElement compress) && compress.ValueKind == JsonValueKind.True;
            StartSession(connection, shardId, intents, (int)(SimulatorJson.GetInteger(data, "large_threshold") ?? 50));
        }
    }

    private void StartSession(SimulatedConnection connection, ShardId shardId, GatewayIntents intents, int largeThreshold)
    {
        lock (SyncRoot)
        {
            ForgetExpired();
            SimulatedGuild[] guilds = [.. Guilds.Where(guild => shardId.Serves(guild.Id))];
            var session = new SimulatedSession($"session-{++_sessionNumber}-{Guid.NewGuid():N}", shardId, intents, largeThreshold) { Connection = connection };
            session.Guilds.UnionWith(guilds.Select(guild => guild.Id));
            Start("READY", SimulatorEvents.Ready(this, session, guilds));
            if (intents.HasFlag(GatewayIntents.Guilds))
            {
                foreach (SimulatedGuild guild in guilds)
                {
                    Start("GUILD_CREATE", SimulatedObjects.WriteData(guild.ToGuildCreate(Bot, intents, largeThreshold)));
                }
            }

            // Only now can events of others find it: nothing comes before READY, and nothing of a guild before the guild.
            _sessions.Add(session.Id, session);
            connection.Session = session;

            void Start(string name, string data) => connection.Post(session.Add(name, data, Options.ReplayLimit));
        }

        connection.Flush();
        Raise(connection);
    }

    /// <summary>A presence beyond what Discord allows. What it does then is not documented; here it is told of, and not shown to anybody.</summary>
    private void CheckPresenceRate(SimulatedConnection connection)
    {
        connection.PresenceTimes.Enqueue(Now);
        while (Now - connection.PresenceTimes.Peek() >= PresenceWindow)
        {
            connection.PresenceTimes.Dequeue();
        }

        if (connection.PresenceTimes.Count > MaxPresences)
        {
            Violate(connection, code: null, $"sent {connection.PresenceTimes.Count} presences within {PresenceWindow.TotalSeconds} s");
        }
    }

    private void Resume(SimulatedConnection connection, JsonElement data)
    {
        if (_rules.CheckResume(data) is { } breach)
        {
            Violate(connection, breach.Code, breach.Description);
            return;
        }

        if (connection.Script is not null)
        {
            StartReplay(connection, ShardId.Single, GatewayIntents.None, SimulatorJson.GetInteger(data, "seq"));
            return;
        }

        if (!AnswerResume)
        {
            return;
        }

        long sequence = SimulatorJson.GetInteger(data, "seq")!.Value;
        IReadOnlyList<byte[]>? replay = null;
        SimulatedConnection? previous = null;
        bool isInvalidSequence = false;
        lock (SyncRoot)
        {
            if (_sessions.TryGetValue(SimulatorJson.GetString(data, "session_id")!, out SimulatedSession? session)
                && (session.Connection is not null || Now - session.DisconnectedAt <= Options.SessionLifetime))
            {
                isInvalidSequence = sequence > session.Sequence;
                if (isInvalidSequence)
                {
                    // A client that is closed with this code must begin anew.
                    _sessions.Remove(session.Id);
                }

                replay = session.ReplayAfter(sequence);
                if (!isInvalidSequence && replay is not null)
                {
                    previous = session.Connection;
                    session.Connection = connection;
                    connection.Session = session;
                    foreach (byte[] payload in WithFault(replay, session))
                    {
                        connection.Post(payload);
                    }

                    const string Resumed = """{"_trace":["simulator"]}""";
                    connection.Post(ResumedRepeatsSequence
                        ? SimulatorJson.Payload(GatewayOpcode.Dispatch, Resumed, "RESUMED", session.Sequence) : session.Add("RESUMED", Resumed, Options.ReplayLimit));
                }
            }
        }

        if (isInvalidSequence)
        {
            Violate(connection, GatewayCloseCode.InvalidSequence, $"resumed with sequence {sequence}, which was never sent");
        }
        else if (replay is null)
        {
            connection.InvalidateSession(resumable: false);
        }
        else
        {
            previous?.Cut();
            connection.Flush();
            Raise(connection);
        }
    }

    private List<byte[]> WithFault(IReadOnlyList<byte[]> replay, SimulatedSession session)
    {
        List<byte[]> faulty = [.. replay];
        switch (ReplayFault)
        {
            case ReplayFault.Swapped when faulty.Count > 1:
                (faulty[0], faulty[1]) = (faulty[1], faulty[0]);
                break;
            case ReplayFault.FirstMissing when faulty.Count > 0:
                faulty.RemoveAt(0);
                break;
            case ReplayFault.OneRepeated when session.LastBefore(replay.Count) is { } last:
                faulty.Insert(0, last);
                break;
        }

        return faulty;
    }
}
