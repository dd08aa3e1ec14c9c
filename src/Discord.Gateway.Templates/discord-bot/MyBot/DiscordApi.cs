using System.Net.Http.Headers;
using System.Text;
using Discord.Gateway;
using Discord.Gateway.Hosting;
using Discord.Gateway.Models;
using Microsoft.Extensions.Options;

namespace MyBot;

/// <summary>The requests that the bot sends to Discord's HTTP API.</summary>
/// <param name="options">The bot's options, with its token.</param>
/// <param name="handler">Sends the requests. A test puts its own into the container.</param>
internal sealed class DiscordApi(IOptions<DiscordGatewayOptions> options, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(15) })
    {
        BaseAddress = options.Value.ApiUri ?? ShardManagerOptions.DefaultApiUri,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bot", options.Value.Token) },
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Registers the bot's commands, in place of those that Discord knows.</summary>
    internal Task PutCommandsAsync(Id<Application> applicationId, string commands, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"applications/{applicationId}/commands", Encoding.UTF8.GetBytes(commands), cancellationToken);

    /// <summary>Answers an interaction, within three seconds of its event.</summary>
    internal Task RespondAsync(Interaction interaction, InteractionResponse response, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"interactions/{interaction.Id}/{interaction.Token}/callback", response.ToUtf8Json(), cancellationToken);

    private async Task SendAsync(HttpMethod method, string path, byte[] json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"Discord answered {(int)response.StatusCode} to {method} {path.Split('/')[0]}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
