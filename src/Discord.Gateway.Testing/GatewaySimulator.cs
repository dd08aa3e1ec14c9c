using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>
/// A strict Discord gateway in the process of a test. It sends Hello, answers identifies and resumes, sends guilds and events, acknowledges heartbeats and enforces Discord's rules: it
/// answers a breach as Discord does and lists it in <see cref="Violations"/>. It can also misbehave, here and on each <see cref="SimulatedConnection"/>.
/// </summary>
/// <remarks>
/// In memory, with <see cref="CreateSocket"/> (or <see cref="CreateShardOptions"/>), the effects of a call are complete when it returns, so that tests need no delays.
/// <c>GatewaySimulatorServer</c>, in the package Discord.Gateway.Testing.Server, serves the same over loopback with real WebSockets.
/// </remarks>
/// <example>
/// <code>
/// var guild = new SimulatedGuild(id: 4194304, "Home");
/// using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [guild] });
/// await using var shard = new Shard(gateway.CreateShardOptions(GatewayIntents.GuildMessages | GatewayIntents.MessageContent));
/// await shard.ConnectAsync();
/// await gateway.DispatchMessageAsync(guild, "!ping");
/// </code>
/// </example>
public sealed partial class GatewaySimulator : IDisposable
{
    private static int _simulators;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<SimulatedConnection> _connections = [];
    private readonly Dictionary<string, SimulatedSession> _sessions = [];
    private readonly List<Violation> _violations = [];
    private readonly List<RecordedRequest> _requests = [];
    private readonly Dictionary<int, DateTimeOffset> _lastIdentify = [];
    private readonly Dictionary<ulong, DateTimeOffset> _lastFullRequest = [];
    private readonly GatewayRules _rules;
    private readonly CommandAnswers _answers;
    private TaskCompletionSource _connectionAdded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _requestAdded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connectionsSeen;
    private int _requestsSeen;
    private int _sessionNumber;
    private int _sessionStartsRemaining;
    private DateTimeOffset _refusesUntil;
    private bool _isDisposed;

    /// <summary>Creates a simulator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public GatewaySimulator(GatewaySimulatorOptions? options = null)
    {
        Options = options ?? new GatewaySimulatorOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.MaxConcurrency, 1, nameof(GatewaySimulatorOptions.MaxConcurrency));
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.RecommendedShards, 1, nameof(GatewaySimulatorOptions.RecommendedShards));
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.HeartbeatInterval, TimeSpan.FromMilliseconds(1), nameof(GatewaySimulatorOptions.HeartbeatInterval));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.ReplayLimit, nameof(GatewaySimulatorOptions.ReplayLimit));
        Bot = new User
        {
            Id = Options.BotId,
            Username = "simulated-bot",
            Discriminator = "0000",
            Bot = true,
            Verified = true,
            MfaEnabled = true,
            Flags = UserFlags.None,
            PublicFlags = UserFlags.None,
        };
        Guilds = new GuildList(this);
        foreach (SimulatedGuild guild in Options.Guilds)
        {
            Guilds.Add(guild);
        }

        _sessionStartsRemaining = Options.SessionStartsRemaining;
        _rules = new GatewayRules(Options);
        _answers = new CommandAnswers(this);
        Rest = new RestApi(this);

        // Its own, so that the bots of two simulators in a process are two bots, which do not wait for each other's identifies.
        int number = Interlocked.Increment(ref _simulators);
        GatewayUri = new Uri($"ws://gateway-{number}.simulator/");
        ResumeUri = new Uri($"ws://resume-{number}.simulator/");
    }

    /// <summary>The options of the simulator.</summary>
    public GatewaySimulatorOptions Options { get; }

    /// <summary>The address that clients connect to.</summary>
    public Uri GatewayUri { get; internal set; }

    /// <summary>The address for resumes, which READY contains.</summary>
    public Uri ResumeUri { get; internal set; }

    /// <summary>
    /// The bot's current guilds. Sessions that start later receive a guild added here; <see cref="JoinGuildAsync"/> and <see cref="LeaveGuildAsync"/> also dispatch the change to current
    /// sessions.
    /// </summary>
    public IList<SimulatedGuild> Guilds { get; }

    /// <summary>The bot's own user, as READY contains it.</summary>
    public User Bot { get; }

    /// <summary>Whether the simulator sends Hello on new connections. Default true.</summary>
    public bool SayHello { get; set; } = true;

    /// <summary>Whether the simulator answers identifies with READY and the guilds. Default true.</summary>
    public bool AnswerIdentify { get; set; } = true;

    /// <summary>Whether the simulator answers resumes with the replay and RESUMED. Default true.</summary>
    public bool AnswerResume { get; set; } = true;

    /// <summary>Whether new connections acknowledge heartbeats. Default true.</summary>
    public bool AcknowledgeHeartbeats { get; set; } = true;

    /// <summary>Whether the simulator accepts connections; if false, it refuses them. Default true.</summary>
    public bool AcceptConnections { get; set; } = true;

    /// <summary>Whether the simulator accepts connections at the resume address; if false, the resume host is down. Default true.</summary>
    public bool AcceptResumeConnections { get; set; } = true;

    /// <summary>Whether connecting hangs, as when packets are lost; over the network, the handshake is never answered. Default false.</summary>
    public bool HangConnections { get; set; }

    /// <summary>Whether new connections receive uncompressed text even if they request compression. Default false.</summary>
    public bool IgnoreCompression { get; set; }

    /// <summary>Whether RESUMED has the sequence of the event before it instead of its own. Default false.</summary>
    public bool ResumedRepeatsSequence { get; set; }

    /// <summary>The fault in replays. Default <see cref="ReplayFault.None"/>.</summary>
    public ReplayFault ReplayFault { get; set; }

    /// <summary>Whether member chunks omit the nonce of their request. Default false.</summary>
    public bool LeaveOutNonces { get; set; }

    /// <summary>Raised when a client's payload is received, before it is answered, on the receiving thread. Handlers must not throw.</summary>
    public event EventHandler<PayloadReceivedEventArgs>? PayloadReceived;

    /// <summary>Raised when a payload is sent to a client, on the sending thread. Handlers must not throw.</summary>
    public event EventHandler<PayloadSentEventArgs>? PayloadSent;

    /// <summary>Raised when a connection opens or ends, and when a session starts or resumes on it. Handlers must not throw.</summary>
    public event EventHandler<ConnectionChangedEventArgs>? ConnectionChanged;

    /// <summary>Raised when a client breaks a rule. Handlers must not throw.</summary>
    public event EventHandler<ViolationFoundEventArgs>? ViolationFound;

    /// <summary>The number of connection attempts, including refused ones.</summary>
    public int ConnectAttempts { get; private set; }

    /// <summary>The number of session starts left.</summary>
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

    /// <summary>All connections so far, including ended ones, in order.</summary>
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

    /// <summary>All breaches of Discord's rules, in order; empty for a correct client.</summary>
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

    /// <summary>All requests to the REST API, in order.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (SyncRoot)
            {
                return [.. _requests];
            }
        }
    }

    internal Lock SyncRoot { get; } = new();

    internal RestApi Rest { get; }

    internal DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    /// <summary>Creates a socket that connects to this simulator, for <see cref="ShardOptions.SocketFactory"/>.</summary>
    public IGatewaySocket CreateSocket() => new InMemorySocket(this);

    /// <summary>
    /// Creates a handler for an <see cref="HttpClient"/> that serves the REST API without a network, for any host name. It has the endpoints that bots call when they start and in their
    /// first handlers: the gateway's address, the bot's user and application, its commands, voice regions, responses to interactions, messages and typing. Other endpoints return 404.
    /// </summary>
    public HttpMessageHandler CreateHttpHandler() => new SimulatorHttpHandler(Rest);

    /// <summary>Creates options for a shard that connects to this simulator, in memory and on its clock. Change them using <c>with</c>.</summary>
    public ShardOptions CreateShardOptions(GatewayIntents intents = GatewayIntents.AllUnprivileged) => new()
    {
        Token = Options.Token,
        Intents = intents,
        GatewayUri = GatewayUri,
        SocketFactory = CreateSocket,
        TimeProvider = Options.TimeProvider,
    };

    /// <summary>Creates options for a manager of all shards that this simulator recommends, in memory and on its clock, with sessions in memory. Change them using <c>with</c>.</summary>
    public ShardManagerOptions CreateManagerOptions(GatewayIntents intents = GatewayIntents.AllUnprivileged) =>
        Redirect(new ShardManagerOptions { ShardOptions = new ShardOptions { Intents = intents }, SessionStore = new MemorySessionStore() });

    /// <summary>
    /// Copies options with this simulator's token, in-memory sockets, clock and limits, for a bot that creates its own options, for instance in a host. Unless the options set the number of
    /// shards, it is the number that this simulator recommends.
    /// </summary>
    /// <param name="options">The bot's options.</param>
    /// <param name="sessionStore">
    /// The store of sessions. Null for the store in the options, or a memory store instead of files, from which a repeated test would resume the sessions of the previous run.
    /// </param>
    public ShardManagerOptions Redirect(ShardManagerOptions options, ISessionStore? sessionStore = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            ShardOptions = options.ShardOptions with
            {
                Token = Options.Token,
                GatewayUri = GatewayUri,
                SocketFactory = CreateSocket,
                ConfigureSocket = null,
                TimeProvider = Options.TimeProvider,
            },
            TotalShards = options.TotalShards ?? Options.RecommendedShards,
            SessionStartLimit = GetSessionStartLimit(),
            SessionStore = StoreOf(options, sessionStore),
        };
    }

    /// <summary>A manager that is given no store keeps its sessions in files.</summary>
    internal static ISessionStore StoreOf(ShardManagerOptions options, ISessionStore? given) =>
        given ?? (options.SessionStore is null or FileSessionStore ? new MemorySessionStore() : options.SessionStore);

    /// <summary>Waits for the next connection that this method has not returned yet.</summary>
    /// <exception cref="SimulatorExpectationException">No client connected within 20 s of real time.</exception>
    public Task<SimulatedConnection> NextConnectionAsync(CancellationToken cancellationToken = default) => NextAsync(
        () => _connectionsSeen < _connections.Count ? _connections[_connectionsSeen++] : null,
        () => _connectionAdded.Task,
        () => $"Expected a connection; there were {ConnectAttempts} attempts so far.",
        cancellationToken);

    /// <summary>Waits for the next request to the REST API that this method has not returned yet.</summary>
    /// <exception cref="SimulatorExpectationException">No request was received within 20 s of real time.</exception>
    public Task<RecordedRequest> NextRequestAsync(CancellationToken cancellationToken = default) => NextAsync(
        () => _requestsSeen < _requests.Count ? _requests[_requestsSeen++] : null,
        () => _requestAdded.Task,
        () => $"Expected a request; received so far: {(_requests.Count == 0 ? "none" : string.Join(", ", _requests))}.",
        cancellationToken);

    /// <summary>Discards every session that has no connection, as Discord does after a few minutes.</summary>
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

    /// <summary>Simulates a restart of the gateway: cuts every connection, refuses connections for a while, and discards all sessions, so that resumes are answered with op 9.</summary>
    /// <param name="refuseFor">The time for which connections are refused, on the simulator's clock; 0 or more.</param>
    public void Restart(TimeSpan refuseFor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(refuseFor, TimeSpan.Zero);
        lock (SyncRoot)
        {
            _refusesUntil = Now + refuseFor;
            _sessions.Clear();
        }

        foreach (SimulatedConnection connection in Connections.Where(connection => connection.IsOpen))
        {
            connection.Cut();
        }
    }

    /// <summary>Cuts all connections, and refuses further ones.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (SimulatedConnection connection in Connections.Where(connection => connection.IsOpen))
        {
            connection.Cut();
        }

        Guilds.Clear();
    }

    /// <summary>Gets the response to <c>GET /gateway/bot</c>.</summary>
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

    internal void Record(RecordedRequest request)
    {
        Stir();
        TaskCompletionSource added;
        lock (SyncRoot)
        {
            _requests.Add(request);
            added = _requestAdded;
            _requestAdded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        added.TrySetResult();
    }

    internal void Sent(SimulatedConnection connection, ReadOnlyMemory<byte> payload) => PayloadSent?.Invoke(this, new PayloadSentEventArgs(connection, payload));

    internal SimulatedGuild? FindGuild(string id) => Guilds.FirstOrDefault(guild => guild.Id.ToString() == id);

    private async Task<T> NextAsync<T>(Func<T?> takeNext, Func<Task> added, Func<string> unmet, CancellationToken cancellationToken) where T : class
    {
        while (true)
        {
            Task another;
            lock (SyncRoot)
            {
                if (takeNext() is { } next)
                {
                    return next;
                }

                another = added();
            }

            try
            {
                // Real time, whatever the simulator's clock: only a failing test waits so long.
                await another.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new SimulatorExpectationException(unmet());
            }
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

}
