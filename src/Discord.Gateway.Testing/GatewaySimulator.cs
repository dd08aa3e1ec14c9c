using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <summary>
/// A strict Discord gateway in your process. It greets, identifies, streams guilds, acknowledges, replays, and enforces Discord's rules: a breach is
/// answered as Discord answers it and listed in <see cref="Violations"/>. It can also be told to misbehave, here and on each <see cref="SimulatedConnection"/>.
/// </summary>
/// <remarks>
/// In memory, with <see cref="CreateSocket"/> (or <see cref="CreateShardOptions"/>), what a call causes has happened when it returns, so tests need neither
/// sleeps nor luck. <see cref="GatewaySimulatorServer"/> serves the same over loopback with real WebSockets.
/// </remarks>
public sealed partial class GatewaySimulator : IDisposable
{
    private static int _simulators;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<SimulatedConnection> _connections = [];
    private readonly Dictionary<string, SimulatedSession> _sessions = [];
    private readonly List<Violation> _violations = [];
    private readonly Dictionary<int, DateTimeOffset> _lastIdentify = [];
    private readonly Dictionary<ulong, DateTimeOffset> _lastFullRequest = [];
    private readonly GatewayRules _rules;
    private readonly CommandAnswers _answers;
    private TaskCompletionSource _connectionAdded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connectionsSeen;
    private int _sessionNumber;
    private int _sessionStartsRemaining;

    /// <summary>Creates a simulator.</summary>
    public GatewaySimulator(GatewaySimulatorOptions? options = null)
    {
        Options = options ?? new GatewaySimulatorOptions();
        Guilds = [.. Options.Guilds];
        _sessionStartsRemaining = Options.SessionStartsRemaining;
        _rules = new GatewayRules(Options);
        _answers = new CommandAnswers(this);

        // Its own, so that the bots of two simulators in a process are two bots, which do not wait for each other's identifies.
        int number = Interlocked.Increment(ref _simulators);
        GatewayUri = new Uri($"ws://gateway-{number}.simulator/");
        ResumeUri = new Uri($"ws://resume-{number}.simulator/");
    }

    /// <summary>How it was set up.</summary>
    public GatewaySimulatorOptions Options { get; }

    /// <summary>The address to connect to.</summary>
    public Uri GatewayUri { get; internal set; }

    /// <summary>The address it gives for resuming.</summary>
    public Uri ResumeUri { get; internal set; }

    /// <summary>The guilds the bot is in now. Adding one here shows it to sessions that start later.</summary>
    public IList<SimulatedGuild> Guilds { get; }

    /// <summary>Whether connections are greeted with Hello. Default true.</summary>
    public bool SayHello { get; set; } = true;

    /// <summary>Whether identifies are answered with READY and the guilds. Default true.</summary>
    public bool AnswerIdentify { get; set; } = true;

    /// <summary>Whether resumes are answered with the replay and RESUMED. Default true.</summary>
    public bool AnswerResume { get; set; } = true;

    /// <summary>Whether new connections acknowledge heartbeats. Default true.</summary>
    public bool AcknowledgeHeartbeats { get; set; } = true;

    /// <summary>Whether connections are accepted. False: they are refused. Default true.</summary>
    public bool AcceptConnections { get; set; } = true;

    /// <summary>Whether connections are accepted at the resume address. False: the resume host is dead. Default true.</summary>
    public bool AcceptResumeConnections { get; set; } = true;

    /// <summary>Whether connecting hangs, as with packets that are lost. Only in memory. Default false.</summary>
    public bool HangConnections { get; set; }

    /// <summary>How many connection attempts came, refused ones too.</summary>
    public int ConnectAttempts { get; private set; }

    /// <summary>Session starts left.</summary>
    public int SessionStartsRemaining
    {
        get
        {
            lock (SyncRoot)
            {
                return _sessionStartsRemaining;
            }
        }
    }

    /// <summary>Every connection there was, in order.</summary>
    public IReadOnlyList<SimulatedConnection> Connections
    {
        get
        {
            lock (SyncRoot)
            {
                return [.. _connections];
            }
        }
    }

    /// <summary>Every breach of Discord's rules, in order. Empty is what a client wants.</summary>
    public IReadOnlyList<Violation> Violations
    {
        get
        {
            lock (SyncRoot)
            {
                return [.. _violations];
            }
        }
    }

    internal Lock SyncRoot { get; } = new();

    internal DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    /// <summary>A socket whose gateway is this simulator: for <see cref="ShardOptions.SocketFactory"/>.</summary>
    public IGatewaySocket CreateSocket() => new InMemorySocket(this);

    /// <summary>Options for a shard of this simulator, in memory and on its clock. Change what you like with <c>with</c>.</summary>
    public ShardOptions CreateShardOptions(GatewayIntents intents = GatewayIntents.AllUnprivileged) => new()
    {
        Token = Options.Token,
        Intents = intents,
        GatewayUri = GatewayUri,
        SocketFactory = CreateSocket,
        TimeProvider = Options.TimeProvider,
    };

    /// <summary>
    /// Options for a manager of all shards that this simulator recommends, in memory and on its clock, with sessions kept in memory. Change what you like with <c>with</c>.
    /// </summary>
    public ShardManagerOptions CreateManagerOptions(GatewayIntents intents = GatewayIntents.AllUnprivileged) =>
        Redirect(new ShardManagerOptions { Shard = new ShardOptions { Intents = intents }, SessionStore = new MemorySessionStore() });

    /// <summary>
    /// The same options, led to this simulator: its token, its sockets in memory, its clock, its limits. For a bot that makes its options itself, in a host for instance.
    /// Unless the options say how many shards there are, it is as many as this simulator recommends.
    /// </summary>
    public ShardManagerOptions Redirect(ShardManagerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Shard = options.Shard with
            {
                Token = Options.Token,
                GatewayUri = GatewayUri,
                SocketFactory = CreateSocket,
                ConfigureSocket = null,
                TimeProvider = Options.TimeProvider,
            },
            TotalShards = options.TotalShards ?? Options.RecommendedShards,
            SessionStartLimit = GetSessionStartLimit(),
        };
    }

    /// <summary>The next connection that was not returned yet; waits for it.</summary>
    /// <exception cref="SimulatorExpectationException">None came in 20 real seconds.</exception>
    public async Task<SimulatedConnection> NextConnectionAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task added;
            lock (SyncRoot)
            {
                if (_connectionsSeen < _connections.Count)
                {
                    return _connections[_connectionsSeen++];
                }

                added = _connectionAdded.Task;
            }

            try
            {
                // Real time, whatever the simulator's clock: only a failing test waits so long.
                await added.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new SimulatorExpectationException($"Expected a connection; there were {ConnectAttempts} attempts so far.");
            }
        }
    }

    /// <summary>
    /// Dispatches an event: to every session whose shard serves its guild (without one, shard 0) and whose intents include it.
    /// Sessions without a connection get it when they resume.
    /// </summary>
    /// <param name="name">Discord's name, such as <c>MESSAGE_CREATE</c>.</param>
    /// <param name="data">JSON of the event's data.</param>
    /// <returns>How many sessions it went to. The task completes when it was handed to the wires.</returns>
    public Task<int> DispatchAsync(string name, string data)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var document = JsonDocument.Parse(data);
        ulong? guildId = SimulatorJson.GetId(document.RootElement, "guild_id")
            ?? (name is "GUILD_CREATE" or "GUILD_UPDATE" or "GUILD_DELETE" ? SimulatorJson.GetId(document.RootElement, "id") : null);
        GatewayIntents needed = GatewayEventTypeExtensions.ParseEventName(name).GetIntents();
        int count = 0;
        var connections = new List<SimulatedConnection>();
        lock (SyncRoot)
        {
            foreach (SimulatedSession session in _sessions.Values)
            {
                bool isServed = guildId is { } id ? session.ShardId.Serves(id) : session.ShardId.Index == 0;
                if (isServed && (needed == 0 || (session.Intents & needed) != 0))
                {
                    byte[] payload = session.Add(name, data, Options.ReplayLimit);
                    count++;
                    if (session.Connection is { } connection)
                    {
                        connection.Post(payload);
                        connections.Add(connection);
                    }
                }
            }
        }

        connections.ForEach(connection => connection.Flush());
        return Task.FromResult(count);
    }

    /// <summary>Dispatches an event, as <see cref="DispatchAsync(string, string)"/> does: <c>DispatchAsync(new MessageCreateEvent { … })</c>.</summary>
    /// <param name="gatewayEvent">The event; what it leaves open is sent as Discord sends it where there is nothing to tell.</param>
    /// <returns>How many sessions it went to. The task completes when it was handed to the wires.</returns>
    public Task<int> DispatchAsync(GatewayEvent gatewayEvent)
    {
        ArgumentNullException.ThrowIfNull(gatewayEvent);
        return DispatchAsync(gatewayEvent.Name, SimulatorJson.Write(gatewayEvent.WriteTo));
    }

    /// <summary>Dispatches a message in a guild's channel, as <see cref="DispatchAsync(string, string)"/> does.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="content">The text.</param>
    /// <param name="author">Which member wrote it.</param>
    public Task<int> DispatchMessageAsync(SimulatedGuild guild, string content, int author = 0)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return DispatchAsync(SimulatorEvents.Message(guild, content, author, Now));
    }

    /// <summary>Forgets every session that has no connection, as after a few minutes.</summary>
    public void ExpireSessions()
    {
        lock (SyncRoot)
        {
            foreach (SimulatedSession session in _sessions.Values.Where(session => session.Connection is null).ToList())
            {
                _sessions.Remove(session.Id);
            }
        }
    }

    /// <summary>Cuts every open connection.</summary>
    public void Dispose()
    {
        foreach (SimulatedConnection connection in Connections.Where(connection => connection.IsOpen))
        {
            connection.Cut();
        }
    }

    /// <summary>What <c>GET /gateway/bot</c> answers.</summary>
    public string GetGatewayBotJson() => SimulatorJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("url", GatewayUri.AbsoluteUri);
        writer.WriteNumber("shards", Options.RecommendedShards);
        SessionStartLimit limit = GetSessionStartLimit();
        writer.WriteStartObject("session_start_limit");
        writer.WriteNumber("total", limit.Total);
        writer.WriteNumber("remaining", limit.Remaining);
        writer.WriteNumber("reset_after", (long)limit.ResetAfter.TotalMilliseconds);
        writer.WriteNumber("max_concurrency", limit.MaxConcurrency);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private SessionStartLimit GetSessionStartLimit() => new(1000, SessionStartsRemaining, TimeSpan.FromHours(24), Options.MaxConcurrency);

    /// <summary>Whether a connection to an address would be accepted now; counts the attempt.</summary>
    internal bool MayConnect(bool isResumeUrl)
    {
        lock (SyncRoot)
        {
            ConnectAttempts++;
            return !TryRefuseAsRecorded() && AcceptConnections && (!isResumeUrl || AcceptResumeConnections);
        }
    }

    /// <summary>A client connects. Null: it is refused.</summary>
    internal SimulatedConnection? Accept(IWire wire, Uri uri)
    {
        bool isResumeUrl = uri.Authority == ResumeUri.Authority;
        return MayConnect(isResumeUrl) ? Add(wire, uri, isResumeUrl) : null;
    }

    internal SimulatedConnection Add(IWire wire, Uri uri, bool isResumeUrl)
    {
        string[] query = uri.Query.TrimStart('?').Split('&');
        string? compression = query.FirstOrDefault(part => part is "compress=zlib-stream" or "compress=zstd-stream")?["compress=".Length..];
        SimulatedConnection connection;
        TaskCompletionSource added;
        lock (SyncRoot)
        {
            connection = new SimulatedConnection(this, wire, _connections.Count + 1, uri, isResumeUrl, compression)
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

        if (!query.Contains("v=10") || !query.Contains("encoding=json"))
        {
            Violate(connection, GatewayCloseCode.InvalidApiVersion, $"connected with the query \"{uri.Query}\"");
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
        }

        added.TrySetResult();
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

        if (GatewayRules.CheckPayload(connection, payload, Now) is { } breach)
        {
            Violate(connection, breach.Code, breach.Description);
            return;
        }

        // Cloned, since tests look at it later.
        using var document = JsonDocument.Parse(payload);
        var opcode = (GatewayOpcode)document.RootElement.GetProperty("op").GetInt32();
        JsonElement data = document.RootElement.TryGetProperty("d", out JsonElement d) ? d.Clone() : default;
        lock (SyncRoot)
        {
            connection.Record(new ReceivedPayload(opcode, data, Now));
        }

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
    }

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
                _sessions.Remove(session.Id);
                connection.Session = null;
            }
        }
    }

    internal void Violate(SimulatedConnection connection, GatewayCloseCode? code, string description)
    {
        lock (SyncRoot)
        {
            _violations.Add(new Violation(connection.Number, (int?)code, description, Now));
        }

        if (code is { } closeCode)
        {
            connection.Close((int)closeCode, closeCode.ToString());
        }
    }

    /// <summary>Whether all members of a guild may be asked for now; if not, when.</summary>
    internal bool TryTakeFullRequest(ulong guildId, out TimeSpan retryAfter)
    {
        lock (SyncRoot)
        {
            TimeSpan limit = TimeSpan.FromSeconds(30);
            retryAfter = _lastFullRequest.TryGetValue(guildId, out DateTimeOffset last) ? last + limit - Now : TimeSpan.Zero;
            if (retryAfter > TimeSpan.Zero)
            {
                return false;
            }

            _lastFullRequest[guildId] = Now;
            return true;
        }
    }

    /// <summary>Dispatches an event to one session alone: the answer to its command.</summary>
    internal void DispatchTo(SimulatedConnection connection, GatewayEvent gatewayEvent) =>
        DispatchTo(connection, gatewayEvent.Name, SimulatorJson.Write(gatewayEvent.WriteTo));

    internal void DispatchTo(SimulatedConnection connection, string name, string data)
    {
        lock (SyncRoot)
        {
            if (connection.Session is { } session)
            {
                connection.Post(session.Add(name, data, Options.ReplayLimit));
            }
        }

        connection.Flush();
    }
}
