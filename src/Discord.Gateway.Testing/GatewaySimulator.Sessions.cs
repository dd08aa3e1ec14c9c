using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <content>Heartbeats, identifies and resumes.</content>
public sealed partial class GatewaySimulator
{
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

        int key = shardId.GetIdentifyKey(Options.MaxConcurrency);
        bool isTooFast;
        bool isExhausted;
        lock (SyncRoot)
        {
            isTooFast = _lastIdentify.TryGetValue(key, out DateTimeOffset last) && Now - last < TimeSpan.FromSeconds(5);
            isExhausted = _sessionStartsRemaining <= 0;
            _lastIdentify[key] = Now;
            _sessionStartsRemaining = Math.Max(0, _sessionStartsRemaining - 1);
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
            StartSession(connection, shardId, intents);
        }
    }

    private void StartSession(SimulatedConnection connection, ShardId shardId, GatewayIntents intents)
    {
        SimulatedGuild[] guilds = [.. Guilds.Where(guild => shardId.Serves(guild.Id))];
        lock (SyncRoot)
        {
            var session = new SimulatedSession($"session-{++_sessionNumber}-{Guid.NewGuid():N}", shardId, intents) { Connection = connection };
            _sessions.Add(session.Id, session);
            connection.Session = session;
        }

        DispatchTo(connection, SimulatorEvents.Ready(this, connection.Session, guilds));
        if (intents.HasFlag(GatewayIntents.Guilds))
        {
            foreach (SimulatedGuild guild in guilds)
            {
                DispatchTo(connection, guild.ToGuildCreate());
            }
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
                replay = session.ReplayAfter(sequence);
                if (!isInvalidSequence && replay is not null)
                {
                    previous = session.Connection;
                    session.Connection = connection;
                    connection.Session = session;
                    foreach (byte[] payload in replay)
                    {
                        connection.Post(payload);
                    }

                    connection.Post(session.Add("RESUMED", """{"_trace":["simulator"]}""", Options.ReplayLimit));
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
        }
    }
}
