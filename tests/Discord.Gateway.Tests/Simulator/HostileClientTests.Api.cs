using System.Net;
using System.Text;
using System.Text.Json;

namespace Discord.Gateway.Tests.Simulator;

/// <content>The REST API.</content>
public sealed partial class HostileClientTests
{
    [Theory]
    [InlineData("""{"content":"a","content":"b"}""")]
    [InlineData("""{"content":"\ud800"}""")]
    [InlineData("""{"content":{"a":1}}""")]
    [InlineData("""{"content":true}""")]
    public async Task A_hostile_message_is_answered_in_Discords_form(string body)
    {
        (HttpStatusCode status, JsonElement answer) = await SendAsync(HttpMethod.Post, $"channels/{_guild.ChannelId}/messages", body);

        // Of a key that comes twice, a parser takes one.
        Assert.True(body.Contains("\"b\"", StringComparison.Ordinal) || status == HttpStatusCode.BadRequest, $"{status}: {answer}");
    }

    [Fact]
    public async Task A_message_of_more_than_2000_characters_is_refused()
    {
        (HttpStatusCode status, JsonElement answer) = await SendAsync(HttpMethod.Post, $"channels/{_guild.ChannelId}/messages", $$"""{"content":"{{new string('x', 2001)}}"}""");

        Assert.Equal((HttpStatusCode.BadRequest, 50035), (status, answer.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task A_message_with_a_file_is_taken()
    {
        using var file = new ByteArrayContent([1, 2, 3]);
        using var payload = new StringContent("""{"content":"a picture"}""", Encoding.UTF8, "application/json");
        using var form = new MultipartFormDataContent { { payload, "payload_json" }, { file, "files[0]", "a.png" } };

        using HttpResponseMessage response = await _http.PostAsync(new Uri($"channels/{_guild.ChannelId}/messages", UriKind.Relative), form, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_form_that_is_invalid_says_where()
    {
        (_, JsonElement answer) = await SendAsync(HttpMethod.Put, $"applications/{Bot}/commands", """[{"description":"no name"}]""");

        Assert.Equal(JsonValueKind.Object, answer.TryGetProperty("errors", out JsonElement errors) ? errors.ValueKind : default);
    }

    [Theory]
    [InlineData("""[{"name":"ping"}]""", "no description")]
    [InlineData("""[{"name":"Ping Pong","description":"x"}]""", "a name with capitals and a space")]
    [InlineData("""[{"name":"ping","description":"x"},{"name":"ping","description":"y"}]""", "a name twice")]
    [InlineData("""[{"name":5,"description":"x"}]""", "a name that is a number")]
    public async Task A_command_that_Discord_refuses_is_refused(string body, string why)
    {
        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Put, $"applications/{Bot}/commands", body);

        Assert.True(status == HttpStatusCode.BadRequest, why);
    }

    [Fact]
    public async Task A_command_that_is_posted_again_replaces_the_old_one()
    {
        (HttpStatusCode first, JsonElement old) = await SendAsync(HttpMethod.Post, $"applications/{Bot}/commands", """{"name":"ping","description":"x"}""");
        (HttpStatusCode second, _) = await SendAsync(HttpMethod.Post, $"applications/{Bot}/commands", """{"name":"ping","description":"y"}""");

        (_, JsonElement commands) = await SendAsync(HttpMethod.Get, $"applications/{Bot}/commands", null);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first, second));
        Assert.Equal(1, commands.GetArrayLength());
        Assert.Equal("y", commands[0].GetProperty("description").GetString());
        Assert.Equal(old.GetProperty("id").GetString(), commands[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_path_may_be_escaped()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "users/%40me", null)).Status);
    }

    [Fact]
    public async Task An_interactions_answer_is_given_when_it_is_asked_for()
    {
        (string callback, _) = await OpenInteractionAsync();

        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Post, callback + "?with_response=true", """{"type":4,"data":{"content":"pong"}}""");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task The_bot_is_told_of_the_message_that_answers_an_interaction()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        (string callback, _) = await OpenInteractionAsync();
        await client.ReadToEventAsync("INTERACTION_CREATE");
        await SendAsync(HttpMethod.Post, callback, """{"type":4,"data":{"content":"pong"}}""");

        Assert.True(client.ReadToEventAsync("MESSAGE_CREATE").IsCompleted, "nothing came");
    }

    [Fact]
    public async Task The_bot_is_not_told_of_an_answer_that_only_the_user_sees()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        (string callback, _) = await OpenInteractionAsync();
        await client.ReadToEventAsync("INTERACTION_CREATE");
        await SendAsync(HttpMethod.Post, callback, """{"type":4,"data":{"content":"pong","flags":64}}""");

        await _gateway.DispatchMessageAsync(_guild, "the next event");

        Assert.Equal("member0", (await client.ReadToEventAsync("MESSAGE_CREATE")).GetProperty("author").GetProperty("username").GetString());
    }

    [Theory]
    [InlineData("""{"content":"a","content":"b"}""")]
    [InlineData("""{"content":"\ud800"}""")]
    public async Task A_hostile_follow_up_throws_nothing(string body)
    {
        (string callback, string token) = await OpenInteractionAsync();
        await SendAsync(HttpMethod.Post, callback, """{"type":5}""");

        Assert.Null(await Record.ExceptionAsync(() => SendAsync(HttpMethod.Patch, $"webhooks/{Bot}/{token}/messages/@original", body)));
        Assert.Null(await Record.ExceptionAsync(() => SendAsync(HttpMethod.Post, $"webhooks/{Bot}/{token}", body)));
    }

    [Fact]
    public async Task A_recorded_request_prints_no_interaction_token()
    {
        (string callback, string token) = await OpenInteractionAsync();
        await SendAsync(HttpMethod.Post, callback, """{"type":5}""");

        Assert.DoesNotContain(token, _gateway.Requests[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_print_no_token() => Assert.DoesNotContain(Token, _gateway.Options.ToString(), StringComparison.Ordinal);
}
