using System.Net;
using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests.Simulator;

/// <summary>The program meets bots, commands and files that mean no good.</summary>
public sealed class HostileToolTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-hostile-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_payload_that_kills_the_loop_is_a_violation_and_exit_code_1()
    {
        await using RunningTool tool = await RunningTool.StartAsync("--quiet");
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.IdentifyAsync();
        await bot.ReceiveAsync(GatewayOpcode.Dispatch);
        await bot.SendAsync("""{"op":1,"d":1.5}""");
        while (await bot.ReceiveAsync() is not null)
        {
        }

        Assert.Equal(1, await tool.StopAsync());
    }

    [Fact]
    public async Task A_bot_cannot_write_lines_of_its_own_into_the_output()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.SendAsync("""{"op":1,"d":null,"t":"x\n    0.001 s  #7 VIOLATION: made up"}""");
        await bot.ReceiveAsync();
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri(tool.ApiUri, "a%0A#8%20VIOLATION"), Cancellation);
        await tool.StopAsync();

        Assert.DoesNotContain(tool.Output.All.Split('\n'), line => line.Contains("#7 VIOLATION", StringComparison.Ordinal) && !line.Contains("<-", StringComparison.Ordinal));
        Assert.DoesNotContain(tool.Output.All.Split('\n'), line => line.StartsWith("#8", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("message", """{"content":"\ud800"}""")]
    [InlineData("message", """{"\ud800":"x"}""")]
    [InlineData("dispatch", """{"t":"\ud800","d":{}}""")]
    [InlineData("dispatch", """{"t":"MESSAGE_CREATE","d":{"guild_id":"1200000000000000000","content":"a","content":"b"}}""")]
    public async Task A_hostile_command_is_answered(string command, string body)
    {
        await using RunningTool tool = await RunningTool.StartAsync("--quiet");
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.IdentifyAsync(GatewayIntents.GuildMessages);
        await bot.ReceiveAsync(GatewayOpcode.Dispatch);

        (HttpStatusCode status, JsonElement answer) = await tool.PostAsync(command, body);

        Assert.True(status == HttpStatusCode.OK || (status == HttpStatusCode.BadRequest && answer.TryGetProperty("error", out _)), $"{status}");
    }

    [Theory]
    [InlineData("--world", """{"guilds":[{"id":5,"name":"\ud800"}]}""")]
    [InlineData("--world", """{"guilds":[{"id":"18446744073709551615","name":"x","roles":[{"name":"a"}]},{"id":"\ud800","name":"y"}]}""")]
    [InlineData("--scenario", """[{"at":{"event":1},"do":"\ud800"}]""")]
    public async Task A_hostile_file_is_a_mistake_in_its_use(string option, string content)
    {
        string path = Path.Combine(_directory.FullName, "file.json");
        await File.WriteAllTextAsync(path, content, Cancellation);

        (int exitCode, _, string errors) = await RunningTool.RunAsync(option, path, "--for", "0.1");

        Assert.Equal(2, exitCode);
        Assert.NotEqual("", errors);
    }

    [Fact]
    public async Task A_cut_at_an_event_comes_before_the_next_event()
    {
        string path = Path.Combine(_directory.FullName, "scenario.json");
        await File.WriteAllTextAsync(path, """[{"at":{"event":1},"do":"cut"}]""", Cancellation);
        await using RunningTool tool = await RunningTool.StartAsync("--scenario", path);
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.IdentifyAsync();
        while (await bot.ReceiveAsync() is not null)
        {
        }

        await tool.StopAsync();
        Assert.DoesNotContain("GUILD_CREATE", tool.Output.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_open_connection_can_be_cut()
    {
        await using RunningTool tool = await RunningTool.StartAsync("--quiet");
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await tool.PostAsync("half-open");
        await tool.PostAsync("cut");

        Assert.Null(await bot.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
    }
}
