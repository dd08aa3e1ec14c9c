using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>The REST calls that bots make when they start and in their first handlers.</summary>
public sealed class RestTests : IDisposable
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly GatewaySimulator _gateway;
    private readonly HttpClient _http;

    public RestTests()
    {
        _gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, Guilds = [Home] });
        _http = new HttpClient(_gateway.CreateHttpHandler()) { BaseAddress = new Uri("https://discord.com/api/v10/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", _gateway.Options.Token);
    }

    private string Bot => _gateway.Options.BotId.ToString();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _gateway.Dispose();
    }

    [Fact]
    public async Task A_bot_learns_who_it_is()
    {
        Assert.Equal(Bot, (await GetAsync("users/@me")).GetProperty("id").GetString());
        Assert.Equal(Bot, (await GetAsync("applications/@me")).GetProperty("id").GetString());
        Assert.Equal(Bot, (await GetAsync("oauth2/applications/@me")).GetProperty("bot").GetProperty("id").GetString());
        Assert.Equal(1, (await GetAsync("voice/regions")).GetArrayLength());
        Assert.Equal(1000, (await GetAsync("gateway/bot")).GetProperty("session_start_limit").GetProperty("total").GetInt32());
        Assert.Equal(_gateway.GatewayUri.AbsoluteUri, (await GetAsync("gateway")).GetProperty("url").GetString());
    }

    [Fact]
    public async Task Requests_are_kept_for_assertions()
    {
        await GetAsync("users/@me?x=1");
        await SendAsync(HttpMethod.Post, $"channels/{Home.ChannelId}/typing", "{}");

        Assert.Equal(["GET /users/@me 200", $"POST /channels/{Home.ChannelId}/typing 204"], _gateway.Requests.Select(request => request.ToString()));
    }

    [Theory]
    [InlineData("users/@me", "Bot wrong", HttpStatusCode.Unauthorized, 0)]
    [InlineData("users/@me", null, HttpStatusCode.Unauthorized, 0)]
    [InlineData("guilds/1/bans", "", HttpStatusCode.NotFound, 0)]
    [InlineData("channels/77/messages", "", HttpStatusCode.NotFound, 0)]
    public async Task What_is_not_there_is_told_in_Discords_form(string path, string? authorization, HttpStatusCode status, int code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var other = new HttpClient(_gateway.CreateHttpHandler()) { BaseAddress = _http.BaseAddress };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization.Length == 0 ? $"Bot {_gateway.Options.Token}" : authorization);
        }

        using HttpResponseMessage response = await other.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
        JsonElement error = await ReadAsync(response);
        Assert.Equal(code, error.GetProperty("code").GetInt32());
        Assert.NotEqual("", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Commands_are_put_and_got()
    {
        JsonElement put = await SendAsync(HttpMethod.Put, $"applications/{Bot}/commands", """[{"name":"ping","description":"Answers."}]""");
        JsonElement added = await SendAsync(HttpMethod.Post, $"applications/{Bot}/guilds/{Home.Id}/commands", """{"name":"lamp","description":"Lights it."}""");

        Assert.Equal(("ping", Bot, 1), (put[0].GetProperty("name").GetString(), put[0].GetProperty("application_id").GetString(), put[0].GetProperty("type").GetInt32()));
        Assert.Equal(Home.Id.ToString(), added.GetProperty("guild_id").GetString());
        Assert.Equal(put[0].GetProperty("id").GetString(), (await GetAsync($"applications/{Bot}/commands"))[0].GetProperty("id").GetString());
        Assert.Equal("lamp", (await GetAsync($"applications/{Bot}/guilds/{Home.Id}/commands"))[0].GetProperty("name").GetString());
        Assert.Equal(50035, (await SendAsync(HttpMethod.Put, $"applications/{Bot}/commands", """[{"description":"no name"}]""")).GetProperty("code").GetInt32());
        Assert.Equal(10002, (await GetAsync("applications/5/commands")).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_message_is_created_and_told_to_the_bot()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);

        JsonElement message = await SendAsync(HttpMethod.Post, $"channels/{Home.ChannelId}/messages", """{"content":"pong","nonce":"n"}""");

        Assert.Equal(("pong", "n", Bot), (message.GetProperty("content").GetString(), message.GetProperty("nonce").GetString(), message.GetProperty("author").GetProperty("id").GetString()));
        MessageCreateEvent told = await NextAsync<MessageCreateEvent>(shard);
        Assert.Equal(("pong", Home.Id, message.GetProperty("id").GetString()), (told.Message.Content, told.Message.GuildId, told.Message.Id.ToString()));
    }

    [Fact]
    public async Task A_message_is_deleted_and_the_bot_is_told()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);

        using HttpResponseMessage response = await _http.DeleteAsync($"channels/{Home.ChannelId}/messages/4711", Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        MessageDeleteEvent told = await NextAsync<MessageDeleteEvent>(shard);
        Assert.Equal((4711UL, Home.ChannelId, Home.Id), (told.Id.Value, told.ChannelId, told.GuildId));
        Assert.Equal(10003, (await SendAsync(HttpMethod.Delete, "channels/5/messages/4711", "")).GetProperty("code").GetInt32());
        Assert.Equal(50035, (await SendAsync(HttpMethod.Delete, $"channels/{Home.ChannelId}/messages/last", "")).GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("channels/5/messages", """{"content":"x"}""", 10003)]
    [InlineData("channels/4194304/messages", """{"content":""}""", 50006)]
    [InlineData("channels/4194304/messages", "no json", 50109)]
    [InlineData("channels/5/typing", "{}", 10003)]
    public async Task What_cannot_be_created_says_why(string path, string body, int code) =>
        Assert.Equal(code, (await SendAsync(HttpMethod.Post, path, body)).GetProperty("code").GetInt32());

    [Fact]
    public async Task A_slash_command_is_answered_once_and_in_time()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.None));
        await shard.ConnectAsync(Cancellation);
        await _gateway.DispatchCommandAsync(Home, "ping", [new CommandOption { Name = "loud", Type = ApplicationCommandOptionType.Boolean }]);
        Interaction interaction = (await NextAsync<InteractionCreateEvent>(shard)).Interaction;
        string callback = $"interactions/{interaction.Id}/{interaction.Token}/callback";

        Assert.Equal(50006, (await SendAsync(HttpMethod.Post, callback, """{"type":4,"data":{}}""")).GetProperty("code").GetInt32());
        Assert.Equal(50035, (await SendAsync(HttpMethod.Post, callback, """{"type":99}""")).GetProperty("code").GetInt32());
        Assert.Equal(JsonValueKind.Undefined, (await SendAsync(HttpMethod.Post, callback, """{"type":4,"data":{"content":"pong"}}""")).ValueKind);
        Assert.Equal(40060, (await SendAsync(HttpMethod.Post, callback, """{"type":4,"data":{"content":"again"}}""")).GetProperty("code").GetInt32());

        JsonElement edited = await SendAsync(HttpMethod.Patch, $"webhooks/{Bot}/{interaction.Token}/messages/@original", """{"content":"pong!"}""");
        Assert.Equal("pong!", edited.GetProperty("content").GetString());
        Assert.Equal("more", (await SendAsync(HttpMethod.Post, $"webhooks/{Bot}/{interaction.Token}", """{"content":"more"}""")).GetProperty("content").GetString());
        RecordedRequest answer = _gateway.Requests.First(request => request.Status == 204);
        Assert.Equal("pong", answer.Body.GetProperty("data").GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_answer_tells_what_became_of_it_if_asked()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.None));
        await shard.ConnectAsync(Cancellation);
        await _gateway.DispatchCommandAsync(Home, "ping");
        Interaction interaction = (await NextAsync<InteractionCreateEvent>(shard)).Interaction;

        JsonElement answer = await SendAsync(
            HttpMethod.Post, $"interactions/{interaction.Id}/{interaction.Token}/callback?with_response=true", """{"type":4,"data":{"content":"pong","flags":64}}""");

        Assert.Equal((interaction.Id.ToString(), true), (answer.GetProperty("interaction").GetProperty("id").GetString(), answer.GetProperty("interaction").GetProperty("response_message_ephemeral").GetBoolean()));
        Assert.Equal("pong", answer.GetProperty("resource").GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_answer_that_comes_late_or_to_nothing_is_refused()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.None));
        await shard.ConnectAsync(Cancellation);
        await _gateway.DispatchCommandAsync(Home, "ping");
        Interaction interaction = (await NextAsync<InteractionCreateEvent>(shard)).Interaction;
        _clock.Advance(TimeSpan.FromSeconds(3.1));

        Assert.Equal(10062, (await SendAsync(HttpMethod.Post, $"interactions/{interaction.Id}/{interaction.Token}/callback", """{"type":5}""")).GetProperty("code").GetInt32());
        Assert.Equal(10062, (await SendAsync(HttpMethod.Post, "interactions/1/unknown/callback", """{"type":5}""")).GetProperty("code").GetInt32());
        Assert.Equal(10015, (await SendAsync(HttpMethod.Post, $"webhooks/{Bot}/{interaction.Token}", """{"content":"x"}""")).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task An_answer_must_have_the_id_and_the_token_of_one_interaction()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.None));
        await shard.ConnectAsync(Cancellation);
        await _gateway.DispatchCommandAsync(Home, "ping");
        Interaction first = (await NextAsync<InteractionCreateEvent>(shard)).Interaction;
        await _gateway.DispatchCommandAsync(Home, "ping");
        Interaction second = (await NextAsync<InteractionCreateEvent>(shard)).Interaction;

        JsonElement answer = await SendAsync(HttpMethod.Post, $"interactions/{first.Id}/{second.Token}/callback", """{"type":5}""");

        Assert.Equal(10062, answer.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task The_token_of_an_interaction_is_good_for_15_minutes()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.None));
        await shard.ConnectAsync(Cancellation);
        await _gateway.DispatchCommandAsync(Home, "ping");
        Interaction interaction = (await NextAsync<InteractionCreateEvent>(shard)).Interaction;
        string webhook = $"webhooks/{Bot}/{interaction.Token}";
        await SendAsync(HttpMethod.Post, $"interactions/{interaction.Id}/{interaction.Token}/callback", """{"type":5}""");

        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("in time", (await SendAsync(HttpMethod.Post, webhook, """{"content":"in time"}""")).GetProperty("content").GetString());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10015, (await SendAsync(HttpMethod.Post, webhook, """{"content":"late"}""")).GetProperty("code").GetInt32());
        Assert.Equal(10015, (await SendAsync(HttpMethod.Patch, $"{webhook}/messages/@original", """{"content":"late"}""")).GetProperty("code").GetInt32());
    }

    private Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, body: null);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request, Cancellation);
        return await ReadAsync(response);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        if (text.Length == 0)
        {
            return default;
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static async Task<T> NextAsync<T>(Shard shard) where T : GatewayEvent
    {
        while (true)
        {
            if (await shard.ReceiveAsync(Cancellation) is T wanted)
            {
                return wanted;
            }
        }
    }
}
