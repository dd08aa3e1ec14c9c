using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <content>Connections: opening, payloads of clients, and ending.</content>
public sealed partial class GatewaySimulator
{
    /// <summary>Whether a connection to an address would be accepted now; counts the attempt.</summary>
    internal bool MayConnect(bool isResumeUrl)
    {
        CountAttempt();
        lock (SyncRoot)
        {
            return !_isDisposed && !TryRefuseAsRecorded() && AcceptConnections && Now >= _refusesUntil && (!isResumeUrl || AcceptResumeConnections);
        }
    }

    internal void CountAttempt()
    {
        lock (SyncRoot)
        {
            ConnectAttempts++;
        }
    }

    /// <summary>A client connects. Null: it is refused.</summary>
    internal SimulatedConnection? Accept(IWire wire, Uri uri)
    {
        bool isResumeUrl = uri.Authority == ResumeUri.Authority;
        return MayConnect(isResumeUrl) && uri.AbsolutePath == "/" ? Add(wire, uri, isResumeUrl) : null;
    }

    internal SimulatedConnection Add(IWire wire, Uri uri, bool isResumeUrl)
    {
        using WithoutContext context = WithoutContext.Enter();
        string[] query = uri.Query.TrimStart('?').Split('&');
        string? compression = query.FirstOrDefault(part => part.StartsWith("compress=", StringComparison.Ordinal))?["compress=".Length..];
        bool isKnown = compression is null or "zlib-stream" or "zstd-stream";
        SimulatedConnection connection;
        TaskCompletionSource added;
        lock (SyncRoot)
        {
            connection = new SimulatedConnection(this, wire, _connections.Count + 1, uri, isResumeUrl, isKnown && !IgnoreCompression ? compression : null)
            {
                LastHeartbeat = Now,
            };
            _connections.Add(connection);
            if (_scripts.TryDequeue(out ReplayScript? script))
            {
                connection.Script = script;
            }

            added = _connectionAdded;
            _connectionAdded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (!isKnown)
        {
            // Discord's documentation does not say what it does then.
            Violate(connection, code: null, $"connected with compress={compression}, which Discord does not support: nothing is compressed");
        }

        if (!(query.Contains("v=10") || query.Contains("v=9")) || !query.Contains("encoding=json"))
        {
            Violate(connection, GatewayCloseCode.InvalidApiVersion, $"connected with the query \"{uri.Query}\", not with v=10 (or 9) and encoding=json");
        }
        else if (connection.Script is { } replayed)
        {
            _ = RunAsync(replayed, connection);
        }
        else if (SayHello)
        {
            connection.SendHello();
            connection.HeartbeatTimer = Options.TimeProvider.CreateTimer(
                _ => CheckHeartbeat(connection), null, Options.HeartbeatInterval, Options.HeartbeatInterval);
            if (!connection.IsOpen)
            {
                // It ended while it was greeted.
                connection.HeartbeatTimer.Dispose();
            }
        }

        added.TrySetResult();
        Raise(connection);
        return connection;
    }

    /// <summary>A client sent a message.</summary>
    internal void Receive(SimulatedConnection connection, ReadOnlyMemory<byte> payload)
    {
        lock (SyncRoot)
        {
            if (!connection.IsOpen || connection.IsHalfOpen)
            {
                return;
            }
        }

        using WithoutContext context = WithoutContext.Enter();
        if (GatewayRules.CheckPayload(connection, payload, Now, out GatewayOpcode opcode, out JsonElement data) is { } breach)
        {
            Violate(connection, breach.Code, breach.Description);
            return;
        }

        var received = new ReceivedPayload(opcode, data, Now);
        lock (SyncRoot)
        {
            connection.Record(received);
        }

        PayloadReceived?.Invoke(this, new PayloadReceivedEventArgs(connection, received));
        switch (opcode)
        {
            case GatewayOpcode.Heartbeat:
                Heartbeat(connection, data);
                break;
            case GatewayOpcode.Identify:
                Identify(connection, data);
                break;
            case GatewayOpcode.Resume:
                Resume(connection, data);
                break;
            default:
                if (opcode == GatewayOpcode.PresenceUpdate)
                {
                    CheckPresenceRate(connection);
                }

                if (connection is { AnswerCommands: true, Script: null })
                {
                    _answers.Answer(connection, opcode, data);
                }

                break;
        }

        connection.Changed();
    }

    /// <summary>A client closed with a code.</summary>
    internal void ClientClosed(SimulatedConnection connection, int code)
    {
        if (connection.IsHalfOpen)
        {
            // The frame is lost on the way. Only the client knows that it has left.
            return;
        }

        if (connection.AnswerClose)
        {
            connection.AnswerTheClose(code);
        }

        Ended(connection, code);
    }

    /// <summary>A connection is over. Its session lives on for a while, unless the client closed with 1000 or 1001.</summary>
    internal void Ended(SimulatedConnection connection, int? clientCode)
    {
        lock (SyncRoot)
        {
            if (!connection.IsOpen)
            {
                return;
            }

            connection.IsOpen = false;
            connection.ClientCloseCode = clientCode;
            connection.HeartbeatTimer?.Dispose();
            if (connection.Session is { } session && clientCode is 1000 or 1001)
            {
                _sessions.Remove(connection.Session!.Id);
            }

            Detach(connection);
        }

        connection.Changed();
        Raise(connection);
    }

    internal void Raise(SimulatedConnection connection) => ConnectionChanged?.Invoke(this, new ConnectionChangedEventArgs(connection));

    /// <summary>The session has no connection any more; it waits to be resumed. Under the lock.</summary>
    internal void Detach(SimulatedConnection connection)
    {
        if (connection.Session is { } session && session.Connection == connection)
        {
            session.Connection = null;
            session.DisconnectedAt = Now;
        }
    }

    internal void Forget(SimulatedConnection connection)
    {
        lock (SyncRoot)
        {
            if (connection.Session is { } session)
            {
                // Another connection may have resumed it: then it is that one's.
                if (session.Connection is null || session.Connection == connection)
                {
                    _sessions.Remove(session.Id);
                }

                connection.Session = null;
            }
        }
    }

    internal void Violate(SimulatedConnection connection, GatewayCloseCode? code, string description)
    {
        var violation = new Violation(connection.Number, (int?)code, description, Now);
        lock (SyncRoot)
        {
            _violations.Add(violation);
        }

        try
        {
            ViolationFound?.Invoke(this, new ViolationFoundEventArgs(violation));
        }
        finally
        {
            if (code == GatewayCloseCode.InvalidSequence)
            {
                // A client must begin anew then. One whose heartbeats were late resumes.
                Forget(connection);
            }

            if (code is { } closeCode)
            {
                connection.Close((int)closeCode, closeCode.ToString());
            }
        }
    }
}
