using System.Text.Json;
using System.Text.RegularExpressions;
using Discord.Gateway.Simulator;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests.Simulator;

/// <summary>The program's worlds and scenarios.</summary>
public sealed class ToolFileTests : IDisposable
{
    private const string World = """
        {
          "guilds": [
            {
              "id": "81384788765712384",
              "name": "First",
              "roles": [ { "id": "41771983423143936", "name": "Moderators", "permissions": "8192" }, { "name": "Guests" } ],
              "channels": [
                { "name": "Rooms", "type": "category" },
                { "id": "41771983423143937", "name": "lounge", "type": "voice", "parent": "Rooms" },
              ],
              "members": [ { "name": "ada", "nick": "Ada", "roles": ["Moderators"], "status": "idle" }, { "name": "bob" } ],
            },
            { "id": 81384788765712385, "name": "Second", "members": 7 }, // by their number alone
          ]
        }
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-files-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_world_is_what_the_bot_sees()
    {
        await using RunningTool tool = await RunningTool.StartAsync("--world", Write(World));
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.IdentifyAsync(GatewayIntents.All);
        await bot.ReceiveAsync(GatewayOpcode.Dispatch);
        JsonElement first = (await bot.ReceiveAsync(GatewayOpcode.Dispatch)).GetProperty("d");
        JsonElement second = (await bot.ReceiveAsync(GatewayOpcode.Dispatch)).GetProperty("d");

        Assert.Equal("First", first.GetProperty("name").GetString());
        Assert.Equal(3, first.GetProperty("member_count").GetInt32());
        JsonElement moderators = first.GetProperty("roles").EnumerateArray().Single(role => role.GetProperty("name").GetString() == "Moderators");
        Assert.Equal("41771983423143936", moderators.GetProperty("id").GetString());
        Assert.Equal("8192", moderators.GetProperty("permissions").GetString());
        JsonElement rooms = first.GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "Rooms");
        JsonElement lounge = first.GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "lounge");
        Assert.Equal("41771983423143937", lounge.GetProperty("id").GetString());
        Assert.Equal(2, lounge.GetProperty("type").GetInt32());
        Assert.Equal(rooms.GetProperty("id").GetString(), lounge.GetProperty("parent_id").GetString());
        JsonElement ada = first.GetProperty("members").EnumerateArray().Single(member => member.GetProperty("user").GetProperty("username").GetString() == "ada");
        Assert.Equal("Ada", ada.GetProperty("nick").GetString());
        Assert.Equal("41771983423143936", Assert.Single(ada.GetProperty("roles").EnumerateArray()).GetString());
        Assert.Equal("idle", Assert.Single(first.GetProperty("presences").EnumerateArray()).GetProperty("status").GetString());
        Assert.Equal(8, second.GetProperty("member_count").GetInt32());
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "the world")]
    [InlineData("""{"guild": []}""", "\"guild\" is unknown")]
    [InlineData("""{"guilds": {}}""", "must be a list")]
    [InlineData("""{"guilds": [{"name": "x"}]}""", "guilds[0]: \"id\" is missing")]
    [InlineData("""{"guilds": [{"id": "x", "name": "x"}]}""", "guilds[0]: \"id\" must be an id")]
    [InlineData("""{"guilds": [{"id": "1", "name": "x"}, {"id": "1", "name": "y"}]}""", "guilds[1]: another guild has the id 1")]
    [InlineData("""{"guilds": [{"id": "1", "name": "x", "roles": [{"name": "a"}, {"name": "a"}]}]}""", "guilds[0].roles[1]: there is already a role a")]
    [InlineData("""{"guilds": [{"id": "1", "name": "x", "roles": [{"name": "a", "permissions": "admin"}]}]}""", "guilds[0].roles[0]: \"permissions\" must be a number of bits")]
    [InlineData("""{"guilds": [{"id": "1", "name": "x", "channels": [{"name": "a", "type": "chat"}]}]}""", "guilds[0].channels[0]: \"type\" must be one of text, voice, category, announcement, stage, forum, not chat")]
    [InlineData("""{"guilds": [{"id": "1", "name": "x", "members": [{"name": "a", "roles": ["b"]}]}]}""", "guilds[0].members[0]: the guild has no role b")]
    public async Task A_mistake_in_a_world_is_found_at_start(string content, string explanation)
    {
        (int exitCode, _, string errors) = await RunningTool.RunAsync("--world", Write(content));

        Assert.Equal(2, exitCode);
        Assert.Contains(explanation, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_does_its_steps_at_events()
    {
        // READY and GUILD_CREATE are the first two events, the cut is at the third message. Not sooner: the bot may not have received READY when it is cut.
        await using RunningTool tool = await RunningTool.StartAsync("--scenario", Write("""
            [
              { "at": { "event": 5 }, "do": "cut" },
              { "at": { "event": 7 }, "do": "message", "content": "at the seventh" },
              { "at": { "event": 1000 }, "do": "close", "code": 4004 }
            ]
            """));
        await using var shard = new Shard(tool.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);
        await tool.PostAsync("message", """{"content": "number {n}", "times": 5}""");

        for (int number = 1; number <= 5; number++)
        {
            Assert.Equal($"number {number}", await tool.NextMessageAsync(shard));
        }

        Assert.Equal("at the seventh", await tool.NextMessageAsync(shard));
        await tool.Output.WaitForAsync("scenario: step 1, cut");
        await tool.Output.WaitForAsync("#2 has the session of shard 0/1");
        Assert.Equal(0, await tool.StopAsync());
        Assert.Contains("scenario: 1 steps did not come due", tool.Output.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_does_its_steps_at_times()
    {
        await using RunningTool tool = await RunningTool.StartAsync("--quiet", "--scenario", Write("""
            [ { "at": { "seconds": 0.1 }, "do": "stop-acks" }, { "at": { "seconds": 0 }, "do": "message", "content": "hello" } ]
            """));

        await tool.Output.WaitForAsync("scenario: step 2, message");
        await tool.Output.WaitForAsync("scenario: step 1, stop-acks, did nothing: no connection is open");
        Assert.Equal(0, await tool.StopAsync());
    }

    [Theory]
    [InlineData("[\n  {]\n]", "line 2:")]
    [InlineData("{}", "line 1: a scenario is a list")]
    [InlineData("[\n  {\"at\": {\"event\": 1}, \"do\": \"cut\"},\n\n  7\n]", "line 4, step 2: an object is expected")]
    [InlineData("[\n  {\"at\": {\"event\": 1}, \"do\": \"cut\"},\n  {\"do\": \"cut\"}\n]", "line 3, step 2: \"at\" is missing")]
    [InlineData("""[{"at": {"event": 1, "seconds": 1}, "do": "cut"}]""", "step 1: \"at\" must have either")]
    [InlineData("""[{"at": {}, "do": "cut"}]""", "step 1: \"at\" must have either")]
    [InlineData("""[{"at": {"event": 0}, "do": "cut"}]""", "step 1: \"event\" must be a number from 1")]
    [InlineData("""[{"at": {"minutes": 1}, "do": "cut"}]""", "step 1: \"minutes\" is unknown")]
    [InlineData("""[{"at": {"event": 1}}]""", "step 1: \"do\" is missing")]
    [InlineData("""[{"at": {"event": 1}, "do": "dance"}]""", "step 1: \"do\" must be one of cut,")]
    [InlineData("""[{"at": {"event": 1}, "do": "close"}]""", "step 1: \"code\" is missing")]
    [InlineData("""[{"at": {"event": 1}, "do": "close", "code": 4000, "reason": "x"}]""", "step 1: \"reason\" is unknown")]
    [InlineData("""[{"at": {"event": 1}, "do": "message", "content": "x", "guild": "1"}]""", "step 1: there is no guild")]
    public async Task A_mistake_in_a_scenario_is_found_at_start(string content, string explanation)
    {
        (int exitCode, _, string errors) = await RunningTool.RunAsync("--scenario", Write(content));

        Assert.Equal(2, exitCode);
        Assert.Contains(explanation, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_names_the_token_every_command_and_every_option()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Simulator.README.md"), Cancellation);
        (_, string help, _) = await RunningTool.RunAsync("--help");

        Assert.Contains($"`{new GatewaySimulatorOptions().Token}`", page, StringComparison.Ordinal);
        Assert.All(ControlCommand.Names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
        string[] options = [.. Regex.Matches(help, "^ *(--[a-z-]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Where(option => option != "--version")];
        Assert.True(options.Length > 10, help);
        Assert.All(options, option => Assert.Contains($"`{option}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_files_of_the_page_are_valid()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Simulator.README.md"), Cancellation);
        string[] files = [.. Regex.Matches(page, "```json\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

        Assert.Equal(2, files.Length);
        (int exitCode, _, string errors) = await RunningTool.RunAsync("--for", "0.1", "--scenario", Write(files[0]));
        Assert.True(exitCode == 0, errors);
        (exitCode, _, errors) = await RunningTool.RunAsync("--for", "0.1", "--world", Write(files[1]));
        Assert.True(exitCode == 0, errors);
    }

    private string Write(string content)
    {
        string file = Path.Combine(_directory.FullName, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(file, content);
        return file;
    }
}
