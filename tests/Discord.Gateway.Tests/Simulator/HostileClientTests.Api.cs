using System.Net;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;

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
    public async Task A_message_of_2000_characters_is_taken()
    {
        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Post, $"channels/{_guild.ChannelId}/messages", $$"""{"content":"{{new string('x', 2000)}}"}""");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_message_of_more_than_2000_characters_is_refused()
    {
        (HttpStatusCode status, JsonElement answer) = await SendAsync(HttpMethod.Post, $"channels/{_guild.ChannelId}/messages", $$"""{"content":"{{new string('x', 2001)}}"}""");

        Assert.Equal((HttpStatusCode.BadRequest, 50035), (status, answer.GetProperty("code").GetInt32()));
    }

    [Theory]
    [InlineData(2000, HttpStatusCode.OK)]
    [InlineData(2001, HttpStatusCode.BadRequest)]
    public async Task An_answer_that_is_edited_has_2000_characters_at_most(int length, HttpStatusCode expected)
    {
        (string callback, string token) = await OpenInteractionAsync();
        await SendAsync(HttpMethod.Post, callback, """{"type":5}""");

        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Patch, $"webhooks/{Bot}/{token}/messages/@original", $$"""{"content":"{{new string('x', length)}}"}""");

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task An_answer_that_was_deleted_is_not_found()
    {
        (string callback, string token) = await OpenInteractionAsync();
        await SendAsync(HttpMethod.Post, callback, """{"type":4,"data":{"content":"pong"}}""");
        string original = $"webhooks/{Bot}/{token}/messages/@original";

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, original, null)).Status);

        Assert.Equal(10008, (await SendAsync(HttpMethod.Get, original, null)).Answer.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_message_of_a_poll_alone_is_not_empty()
    {
        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Post, $"channels/{_guild.ChannelId}/messages", """{"poll":{"question":{"text":"?"},"answers":[]}}""");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_direct_channel_that_was_created_takes_messages()
    {
        (_, JsonElement channel) = await SendAsync(HttpMethod.Post, "users/@me/channels", $$"""{"recipient_id":"{{_guild.GetMemberId(0)}}"}""");

        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Post, $"channels/{channel.GetProperty("id").GetString()}/messages", """{"content":"hello"}""");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task In_a_guild_that_the_bot_is_not_in_it_has_no_commands()
    {
        (HttpStatusCode status, JsonElement answer) = await SendAsync(HttpMethod.Get, $"applications/{Bot}/guilds/77/commands", null);

        Assert.Equal((HttpStatusCode.Forbidden, 50001), (status, answer.GetProperty("code").GetInt32()));
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task A_description_has_100_characters_at_most(int length, HttpStatusCode expected)
    {
        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Put, $"applications/{Bot}/commands", $$"""[{"name":"ping","description":"{{new string('x', length)}}"}]""");

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task A_direct_message_can_be_answered_in_its_channel()
    {
        await _gateway.DispatchDirectMessageAsync(new User { Id = 9, Username = "ann" }, "hello");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "channels/9/messages", """{"content":"hello, ann"}""")).Status);
    }

    [Fact]
    public async Task A_thread_takes_messages()
    {
        Channel thread = _guild.AddThread("night shift");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, $"channels/{thread.Id}/messages", """{"content":"hello"}""")).Status);
    }

    [Fact]
    public async Task The_next_request_is_each_time_another()
    {
        await SendAsync(HttpMethod.Get, "users/@me", null);
        await SendAsync(HttpMethod.Get, "voice/regions", null);

        Assert.Equal(["/users/@me", "/voice/regions"], [(await _gateway.NextRequestAsync(Cancellation)).Path, (await _gateway.NextRequestAsync(Cancellation)).Path]);
    }

    [Theory]
    [InlineData(ApplicationCommandOptionType.User)]
    [InlineData(ApplicationCommandOptionType.Mentionable)]
    public async Task A_command_comes_with_the_member_that_an_option_names(ApplicationCommandOptionType type)
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.None));
        await shard.ConnectAsync(Cancellation);
        await shard.ReceiveAsync(Cancellation);
        Id<User> wanted = _guild.GetMemberId(1);

        await _gateway.DispatchCommandAsync(_guild, "greet", [new CommandOption { Name = "whom", Type = type, Value = wanted.ToString() }]);

        Interaction told = Assert.IsType<InteractionCreateEvent>(await shard.ReceiveAsync(Cancellation)).Interaction;
        Assert.Equal([wanted], Assert.IsType<ApplicationCommandData>(told.Data).Resolved?.Users.Keys ?? []);
    }

    [Fact]
    public async Task Commands_of_two_kinds_may_have_one_name()
    {
        (_, JsonElement commands) = await SendAsync(HttpMethod.Put, $"applications/{Bot}/commands", """[{"name":"ping","description":"x"},{"name":"ping","type":2}]""");

        Assert.Equal((JsonValueKind.Array, 2), (commands.ValueKind, commands.ValueKind == JsonValueKind.Array ? commands.GetArrayLength() : 0));
    }

    [Fact]
    public async Task A_command_tells_what_its_giver_may_do_and_what_the_bot_may()
    {
        Role role = _guild.AddRole("keeper", Permissions.ManageMessages);
        _guild.UpdateBot(bot => bot with { Roles = [role.Id] });
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.None));
        await shard.ConnectAsync(Cancellation);
        await shard.ReceiveAsync(Cancellation);

        await _gateway.DispatchCommandAsync(_guild, "ping");

        Interaction told = Assert.IsType<InteractionCreateEvent>(await shard.ReceiveAsync(Cancellation)).Interaction;
        Assert.Equal(SimulatedGuild.Everyone | Permissions.ManageMessages, told.AppPermissions);
        Assert.Equal(SimulatedGuild.Everyone, told.Member!.Permissions);
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
