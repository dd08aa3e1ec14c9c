using System.Text.Json;
using Discord.Gateway.Models;

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
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
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

    /// <summary>How it was set up.</summary>
    public GatewaySimulatorOptions Options { get; }

    /// <summary>The address to connect to.</summary>
    public Uri GatewayUri { get; internal set; }

    /// <summary>The address it gives for resuming.</summary>
    public Uri ResumeUri { get; internal set; }

    /// <summary>
    /// The guilds the bot is in now. Adding one here shows it to sessions that start later; <see cref="JoinGuildAsync"/> and <see cref="LeaveGuildAsync"/> tell those that run.
    /// </summary>
    public IList<SimulatedGuild> Guilds { get; }

    /// <summary>The bot's own user, as READY tells it.</summary>
    public User Bot { get; }

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

    /// <summary>Whether connecting hangs, as with packets that are lost; over the network, the handshake is never answered. Default false.</summary>
    public bool HangConnections { get; set; }

    /// <summary>Whether connections that ask for compression get text all the same. Only those made from now on. Default false.</summary>
    public bool IgnoreCompression { get; set; }

    /// <summary>Whether RESUMED comes with the sequence of the last event before it, instead of its own. Default false.</summary>
    public bool ResumedRepeatsSequence { get; set; }

    /// <summary>What goes wrong in replays. Default nothing.</summary>
    public ReplayFault ReplayFault { get; set; }

    /// <summary>Whether member chunks come without the nonce of their request. Default false.</summary>
    public bool LeaveOutNonces { get; set; }

    /// <summary>Raised when a client's payload has arrived, before it is answered, on the thread that brought it. What handles it must not throw.</summary>
    public event EventHandler<PayloadReceivedEventArgs>? PayloadReceived;

    /// <summary>Raised when a payload is sent to a client, on the thread that sends it. What handles it must not throw.</summary>
    public event EventHandler<PayloadSentEventArgs>? PayloadSent;

    /// <summary>Raised when a connection was opened or has ended, and when a session begins or goes on with it. What handles it must not throw.</summary>
    public event EventHandler<ConnectionChangedEventArgs>? ConnectionChanged;

    /// <summary>Raised when a client has broken a rule. What handles it must not throw.</summary>
    public event EventHandler<ViolationFoundEventArgs>? ViolationFound;

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

    /// <summary>Every request to the REST API, in order.</summary>
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

    /// <summary>A socket whose gateway is this simulator: for <see cref="ShardOptions.SocketFactory"/>.</summary>
    public IGatewaySocket CreateSocket() => new InMemorySocket(this);

    /// <summary>
    /// The REST API without a network: a handler for an <see cref="HttpClient"/>, which answers whatever host is asked. It has what bots call when they start and in their first
    /// handlers: the gateway's address, the bot's user and application, its commands, voice regions, answers to interactions, messages and typing. The rest is not found.
    /// </summary>
    public HttpMessageHandler CreateHttpHandler() => new SimulatorHttpHandler(Rest);

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
        Redirect(new ShardManagerOptions { ShardOptions = new ShardOptions { Intents = intents }, SessionStore = new MemorySessionStore() });

    /// <summary>
    /// The same options, led to this simulator: its token, its sockets in memory, its clock, its limits. For a bot that makes its options itself, in a host for instance.
    /// Unless the options say how many shards there are, it is as many as this simulator recommends.
    /// </summary>
    /// <param name="options">The bot's options.</param>
    /// <param name="sessionStore">
    /// Where sessions are kept. If null, where the options say; but in memory instead of in files, with which a repeated test would resume the last one's sessions.
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

    /// <summary>The next connection that was not returned yet; waits for it.</summary>
    /// <exception cref="SimulatorExpectationException">None came in 20 real seconds.</exception>
    public Task<SimulatedConnection> NextConnectionAsync(CancellationToken cancellationToken = default) => NextAsync(
        () => _connectionsSeen < _connections.Count ? _connections[_connectionsSeen++] : null,
        () => _connectionAdded.Task,
        () => $"Expected a connection; there were {ConnectAttempts} attempts so far.",
        cancellationToken);

    /// <summary>The next request to the REST API that was not returned yet; waits for it.</summary>
    /// <exception cref="SimulatorExpectationException">None came in 20 real seconds.</exception>
    public Task<RecordedRequest> NextRequestAsync(CancellationToken cancellationToken = default) => NextAsync(
        () => _requestsSeen < _requests.Count ? _requests[_requestsSeen++] : null,
        () => _requestAdded.Task,
        () => $"Expected a request; so far came: {(_requests.Count == 0 ? "none" : string.Join(", ", _requests))}.",
        cancellationToken);

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

    /// <summary>
    /// The gateway restarts: every connection is cut, connections are refused for a while, and all sessions are forgotten, so that a resume is answered with op 9.
    /// </summary>
    /// <param name="refuseFor">For how long connections are refused, on the simulator's clock.</param>
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

    /// <summary>Cuts every open connection, and refuses all others.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (SimulatedConnection connection in Connections.Where(connection => connection.IsOpen))
        {
            connection.Cut();
        }

        Guilds.Clear();
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
