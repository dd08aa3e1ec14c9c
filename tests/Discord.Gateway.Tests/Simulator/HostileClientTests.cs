using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>Clients, tests and threads that mean no good: the simulator withstands them.</summary>
public sealed partial class HostileClientTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SimulatedGuild _guild = new(4_194_304, "Home");
    private readonly GatewaySimulator _gateway;
    private readonly HttpClient _http;

    public HostileClientTests()
    {
        _gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, Guilds = [_guild] });
        _http = new HttpClient(_gateway.CreateHttpHandler()) { BaseAddress = new Uri("https://discord.com/api/v10/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", _gateway.Options.Token);
    }

    private string Bot => _gateway.Options.BotId.ToString();

    private string Token => _gateway.Options.Token;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _gateway.Dispose();
    }

    private static bool Wait(Task task) => task.Wait(Limit, Cancellation);

    private async Task<(string Callback, string Token)> OpenInteractionAsync()
    {
        await _gateway.DispatchAsync("INTERACTION_CREATE", """{"id":"55","token":"secret-token-of-it","channel_id":"4194304","guild_id":"4194304","type":2}""");
        return ("interactions/55/secret-token-of-it/callback", "secret-token-of-it");
    }

    private string Resume(string session, long sequence) => $$"""{"op":6,"d":{"token":"{{Token}}","session_id":"{{session}}","seq":{{sequence}} } }""";

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request, Cancellation);
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>The context of a thread that is waiting and takes no work.</summary>
    private sealed class BusyContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }

    private sealed class CountingClock : TimeProvider
    {
        private int _timers;

        internal int Timers => _timers;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return new Timer(this);
        }

        private sealed class Timer(CountingClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => Interlocked.Decrement(ref clock._timers);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
