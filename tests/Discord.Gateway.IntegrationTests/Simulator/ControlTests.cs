using System.Net;
using System.Text.Json;

namespace Discord.Gateway.IntegrationTests.Simulator;

/// <summary>The program's commands over HTTP.</summary>
public sealed class ControlTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cut", "#1 ended")]
    [InlineData("reconnect", "#1 -> op 7 Reconnect")]
    [InlineData("invalidate?resumable=true", "#1 -> op 9 InvalidSession")]
    [InlineData("close?code=4000", "#1 ended")]
    [InlineData("stop-acks", "#1 closed by the bot with")]
    [InlineData("half-open", "#2 opened")]
    public async Task A_session_goes_on_after(string command, string printed)
    {
        await using RunningTool tool = await RunningTool.StartAsync("--heartbeat", "0.5");
        await using var shard = new Shard(tool.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);

        (HttpStatusCode status, JsonElement answer) = await tool.PostAsync(command);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"connections":[1]}""", answer.GetRawText());
        await tool.Output.WaitForAsync(printed);
        await tool.Output.WaitForAsync("#2 has the session of shard 0/1");
        await tool.PostAsync("message", """{"content": "after"}""");
        Assert.Equal("after", await tool.NextMessageAsync(shard));
        Assert.Equal(999, (await tool.GetAsync("state")).Answer.GetProperty("sessionStartsRemaining").GetInt32());
        Assert.Equal(0, await tool.StopAsync());
    }

    [Theory]
    [InlineData("invalidate")]
    [InlineData("invalidate?resumable=false")]
    public async Task A_session_is_declared_invalid(string command)
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.IdentifyAsync();
        await bot.ReceiveAsync(GatewayOpcode.Dispatch);

        await tool.PostAsync(command);

        Assert.False((await bot.ReceiveAsync(GatewayOpcode.InvalidSession)).GetProperty("d").GetBoolean());
    }

    [Fact]
    public async Task Heartbeats_are_requested_and_acknowledged_or_not()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);

        await tool.PostAsync("request-heartbeat");
        await bot.ReceiveAsync(GatewayOpcode.Heartbeat);
        await tool.PostAsync("stop-acks");
        await bot.SendAsync("""{"op":1,"d":null}""");
        await bot.IdentifyAsync();
        await bot.ReceiveAsync(GatewayOpcode.Dispatch);
        await tool.PostAsync("start-acks");
        await bot.SendAsync("""{"op":1,"d":null}""");
        await bot.ReceiveAsync(GatewayOpcode.HeartbeatAck);
        await tool.StopAsync();

        Assert.Equal(2, tool.Output.All.Split("#1 <- op 1 Heartbeat").Length - 1);
        Assert.Equal(1, tool.Output.All.Split("#1 -> op 11 HeartbeatAck").Length - 1);
    }

    [Fact]
    public async Task A_close_has_its_code()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);

        await tool.PostAsync("close", """{"code": 4009, "connection": 1}""");

        Assert.Equal(4009, await bot.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_command_may_be_for_one_connection()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot one = await RawBot.ConnectAsync(tool.GatewayUri);
        using RawBot other = await RawBot.ConnectAsync(tool.GatewayUri);

        (_, JsonElement answer) = await tool.PostAsync("close?code=4009&connection=2");

        Assert.Equal("""{"connections":[2]}""", answer.GetRawText());
        Assert.Equal([true, false], (await tool.GetAsync("state")).Answer.GetProperty("connections").EnumerateArray().Select(connection => connection.GetProperty("open").GetBoolean()));
    }

    [Fact]
    public async Task A_message_is_of_the_member_that_was_said()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        await using var shard = new Shard(tool.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);

        await tool.PostAsync("message", """{"content": "one", "author": 2}""");

        Assert.Equal("member2", (await RealSocketTests.NextMessageAsync(shard)).Message.Author.Username);
    }

    [Fact]
    public async Task The_state_counts_members_as_the_bot_is_told_of_them()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.IdentifyAsync();
        await bot.ReceiveAsync(GatewayOpcode.Dispatch);
        JsonElement guild = (await bot.ReceiveAsync(GatewayOpcode.Dispatch)).GetProperty("d");

        JsonElement state = (await tool.GetAsync("state")).Answer.GetProperty("guilds")[0];

        Assert.Equal(guild.GetProperty("member_count").GetInt32(), state.GetProperty("memberCount").GetInt32());
    }

    [Fact]
    public async Task A_restart_forgets_sessions_and_refuses_connections_for_a_while()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await tool.PostAsync("restart?seconds=3600");

        Assert.Null(await bot.ReceiveCloseAsync());
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => RawBot.ConnectAsync(tool.GatewayUri));
    }

    [Fact]
    public async Task Events_are_dispatched()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        await using var shard = new Shard(tool.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);

        await tool.PostAsync("message", """{"content": "one", "guild": "Home", "author": 2}""");
        await tool.PostAsync("message?content=number+%7Bn%7D&times=2");
        await tool.PostAsync("command", """{"name": "ping"}""");
        (_, JsonElement answer) = await tool.PostAsync("dispatch", """{"t": "CHANNEL_DELETE", "d": {"id": "5", "type": 0, "guild_id": "1200000000000000000"}}""");
        (_, JsonElement state) = await tool.GetAsync("state");

        Assert.Equal("one", await tool.NextMessageAsync(shard));
        Assert.Equal("number 1", await tool.NextMessageAsync(shard));
        Assert.Equal("number 2", await tool.NextMessageAsync(shard));
        Assert.IsType<InteractionCreateEvent>(await shard.ReceiveAsync(Cancellation));
        Assert.IsType<ChannelDeleteEvent>(await shard.ReceiveAsync(Cancellation));
        Assert.Equal("""{"sessions":1}""", answer.GetRawText());
        Assert.Equal(7, state.GetProperty("events").GetInt32());
        Assert.Equal("[0,1]", state.GetProperty("connections")[0].GetProperty("shard").GetRawText());
    }

    [Fact]
    public async Task Violations_are_listed()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.SendAsync("nonsense");
        Assert.Equal(4002, await bot.ReceiveCloseAsync());

        (HttpStatusCode status, JsonElement violations) = await tool.GetAsync("violations");

        Assert.Equal(HttpStatusCode.OK, status);
        JsonElement violation = Assert.Single(violations.EnumerateArray());
        Assert.Equal(1, violation.GetProperty("connection").GetInt32());
        Assert.Equal(4002, violation.GetProperty("code").GetInt32());
        Assert.NotEqual("", violation.GetProperty("description").GetString());
        Assert.Equal(1, await tool.StopAsync());
    }

    [Theory]
    [InlineData("GET", "cut", null, 405, "takes POST")]
    [InlineData("POST", "state", null, 405, "takes GET")]
    [InlineData("POST", "nothing", null, 404, "there is no /_control/nothing")]
    [InlineData("POST", "cut", null, 409, "no connection is open")]
    [InlineData("POST", "cut?connection=7", null, 409, "connection 7 is not open")]
    [InlineData("POST", "cut?conection=7", null, 400, "\\u0022conection\\u0022 is unknown")]
    [InlineData("POST", "cut?connection=x", null, 400, "must be a number")]
    [InlineData("POST", "close", null, 400, "is missing")]
    [InlineData("POST", "close?code=1006", null, 400, "1006 is not a close code")]
    [InlineData("POST", "close?code=4000", """{"code": 4000}""", 400, "is given twice")]
    [InlineData("POST", "close", """{"code": 4000.5}""", 400, "a whole number")]
    [InlineData("POST", "invalidate?resumable=maybe", null, 400, "true or false")]
    [InlineData("POST", "message", "{", 400, "not JSON")]
    [InlineData("POST", "message", "[]", 400, "an object is expected")]
    [InlineData("POST", "message", """{"content": ""}""", 400, "is empty")]
    [InlineData("POST", "message", """{"content": "x", "guild": "Nowhere"}""", 400, "no guild with the id or name Nowhere")]
    [InlineData("POST", "message", """{"content": "x", "author": 99}""", 400, "from 0 to 2")]
    [InlineData("POST", "dispatch", """{"t": "TYPING_START"}""", 400, "is missing")]
    [InlineData("POST", "dispatch", """{"t": "TYPING_START", "d": 1}""", 400, "must be an object")]
    public async Task A_mistake_is_explained(string method, string path, string? body, int status, string explanation)
    {
        await using RunningTool tool = await RunningTool.StartAsync();

        (HttpStatusCode seen, JsonElement answer) = await tool.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal(status, (int)seen);
        Assert.Contains(explanation, answer.GetProperty("error").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, await tool.StopAsync());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using RunningTool tool = await RunningTool.StartAsync();

        (HttpStatusCode status, _) = await tool.PostAsync("message", $$"""{"content": "{{new string('x', 1024 * 1024)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task The_root_lists_the_commands()
    {
        await using RunningTool tool = await RunningTool.StartAsync();

        (_, JsonElement list) = await tool.GetAsync("");

        Assert.Contains(list.GetProperty("post").EnumerateArray(), command => command.GetString() == "half-open");
    }
}
