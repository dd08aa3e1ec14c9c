using System.Net;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Simulator;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests.Simulator;

/// <summary>The program in this process, with real sockets.</summary>
internal sealed class RunningTool : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan });
    private readonly Task<int> _exitCode;

    private RunningTool(string[] args) => _exitCode = SimulatorProgram.RunAsync(args, Output, Errors, TimeProvider.System, _stop.Token);

    internal LineWriter Output { get; } = new();

    internal LineWriter Errors { get; } = new();

    internal Uri GatewayUri { get; private set; } = null!;

    internal Uri ApiUri { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task<RunningTool> StartAsync(params string[] args)
    {
        var tool = new RunningTool(args);
        await Task.WhenAny(tool.Output.WaitForAsync("Control: "), tool._exitCode);
        Assert.False(tool._exitCode.IsCompleted, tool.Errors.All);
        tool.GatewayUri = ReadUri(await tool.Output.WaitForAsync("Gateway: "));
        tool.ApiUri = ReadUri(await tool.Output.WaitForAsync("API: "));
        return tool;
    }

    /// <summary>A run that ends by itself.</summary>
    internal static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args)
    {
        await using var tool = new RunningTool(args);
        int exitCode = await tool._exitCode.WaitAsync(Patience, Cancellation);
        return (exitCode, tool.Output.All, tool.Errors.All);
    }

    internal ShardOptions CreateShardOptions(GatewayIntents intents = GatewayIntents.All) =>
        new() { Token = new GatewaySimulatorOptions().Token, Intents = intents, GatewayUri = GatewayUri };

    internal Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string command, string? body = null) => SendAsync(HttpMethod.Post, command, body);

    internal Task<(HttpStatusCode Status, JsonElement Answer)> GetAsync(string query) => SendAsync(HttpMethod.Get, query, body: null);

    internal async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(ApiUri, $"/_control/{path}"));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

            // A server that refuses it by its size may close before all was sent, and its answer be lost.
            request.Headers.ExpectContinue = body.Length > 64 * 1024;
        }

        using HttpResponseMessage response = await _http.SendAsync(request, Cancellation);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation)));
    }

    /// <summary>The text of the next message that a bot receives.</summary>
    internal async Task<string> NextMessageAsync(Shard shard)
    {
        try
        {
            return (await RealSocketTests.NextMessageAsync(shard).WaitAsync(Patience, Cancellation)).Message.Content;
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"No message came:\n{Output.All}");
        }
    }

    internal Task<int> StopAsync()
    {
        _stop.Cancel();
        return _exitCode.WaitAsync(Patience, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _exitCode.WaitAsync(Patience);
        _http.Dispose();
        _stop.Dispose();
    }

    private static Uri ReadUri(string line) => new(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
}
