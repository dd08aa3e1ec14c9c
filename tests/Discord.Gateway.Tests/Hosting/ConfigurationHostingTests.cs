using System.Text;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Tests.Hosting;

/// <summary>A configuration that is read as it was meant, or not at all.</summary>
public sealed class ConfigurationHostingTests
{
    private const GatewayIntents GuildsAndMessages = GatewayIntents.Guilds | GatewayIntents.GuildMessages;

    [Theory]
    [InlineData("""["Guilds", "GuildMessages"]""")]
    [InlineData("""["guilds", "guildmessages"]""")]
    [InlineData("""["Guilds, GuildMessages"]""")]
    [InlineData("""[1, 512]""")]
    [InlineData("""["Guilds", 512]""")]
    [InlineData("\"Guilds, GuildMessages\"")]
    [InlineData("\"Guilds,GuildMessages\"")]
    [InlineData("\"513\"")]
    [InlineData("513")]
    public void Intents_are_a_list_a_text_or_a_number(string json)
    {
        using IHost host = Build($$"""{ "Discord": { "Token": "a.token.x", "Intents": {{json}} } }""");

        Assert.Equal(GuildsAndMessages, host.Services.GetRequiredService<IOptions<DiscordGatewayOptions>>().Value.Intents);
    }

    [Theory]
    [InlineData("""["Guilds", "GuildMesages"]""", "GuildMesages")]
    [InlineData("\"Guilds, Mesages\"", "Guilds, Mesages")]
    [InlineData("\"Guilds GuildMessages\"", "Guilds GuildMessages")]
    [InlineData("\"Guilds | GuildMessages\"", "Guilds | GuildMessages")]
    [InlineData("-1", "-1")]
    [InlineData("99999999999", "99999999999")]
    [InlineData("1.5", "1.5")]
    [InlineData("true", "True")]
    [InlineData("\"\"", "")]
    [InlineData("""{ "Guilds": true }""", "Guilds")]
    [InlineData("""[["Guilds"]]""", "")]
    public async Task Anything_else_fails_at_the_start_and_says_what_was_written(string json, string written)
    {
        using IHost host = Build($$"""{ "Discord": { "Token": "a.token.x", "Intents": {{json}} } }""");

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(HostWorld.Cancellation));

        Assert.StartsWith($"Discord:Intents has \"{written}\", which is not an intent.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Intents_of_a_bot_with_a_key_are_read_from_its_own_section()
    {
        using IHost host = Build("""{ "Discord": { "second": { "Token": "a.token.x", "Intents": ["Guilds", "GuildMessages"] } } }""", key: "second");

        Assert.Equal(GuildsAndMessages, host.Services.GetRequiredService<IOptionsMonitor<DiscordGatewayOptions>>().Get("second").Intents);
    }

    [Fact]
    public void Code_has_the_last_word()
    {
        using IHost host = Build("""{ "Discord": { "Token": "a.token.x", "Intents": ["Guilds"] } }""", options => options.Intents |= GatewayIntents.GuildMessages);

        Assert.Equal(GuildsAndMessages, host.Services.GetRequiredService<IOptions<DiscordGatewayOptions>>().Value.Intents);
    }

    [Fact]
    public async Task Keys_that_no_option_has_are_warned_of_once()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:TotalShard"] = "2";
        world.Configuration["Discord:Presence:Status"] = "idle";
        await world.StartAsync(static discord => discord.On<MessageCreateEvent>(static (_, _, _) => Task.CompletedTask));

        string warning = Assert.Single(world.Logs.Lines, line => line.StartsWith("Warning 84:", StringComparison.Ordinal));
        Assert.Contains("The configuration has Discord:Presence, Discord:TotalShard, which is not an option", warning, StringComparison.Ordinal);
        Assert.Contains("TotalShards", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_options_in_any_case_and_sections_of_other_bots_are_not_warned_of()
    {
        await using var world = new HostWorld();
        world.Configuration["discord:totalshards"] = "1";
        world.Configuration["Discord:second:Token"] = "b.token.x";
        await world.StartAsync(static discord =>
        {
            discord.On<MessageCreateEvent>(static (_, _, _) => Task.CompletedTask);
            discord.Services.AddSingleton(new KnownSection("Discord:second"));
        });

        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Warning 84:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TotalShards", "0", "Discord:TotalShards must be at least 1, not 0.")]
    [InlineData("FirstShard", "7", "Discord:FirstShard is 7..^0, which is not a range of the 4 shards.")]
    [InlineData("ShutdownTimeout", "-00:00:01", "Discord:ShutdownTimeout must be above zero and at most 1 h, not -00:00:01.")]
    [InlineData("GatewayUri", "ws://example.org", "Discord:GatewayUri would send the token unencrypted to example.org")]
    [InlineData("Token", "Bot abc", "Discord:Token has a \"Bot \" prefix: pass the token without it.")]
    [InlineData("ShardCount", "0", "Discord:ShardCount must be at least 1, not 0.")]
    public async Task Errors_name_options_as_the_configuration_does(string option, string value, string expected)
    {
        string total = option == "FirstShard" ? """, "TotalShards": 4""" : "";
        string token = option == "Token" ? "" : """, "Token": "a.token.x" """;
        using IHost host = Build($$"""{ "Discord": { "Intents": "Guilds", "{{option}}": "{{value}}"{{total}}{{token}} } }""");

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(HostWorld.Cancellation));

        Assert.DoesNotContain("ShardOptions", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ShardManagerOptions", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_name_options_that_were_set_in_code_as_code_does()
    {
        using IHost host = Build("""{ "Discord": { "Token": "a.token.x" } }""", options => options.TotalShards = 0);

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(HostWorld.Cancellation));

        Assert.StartsWith("DiscordGatewayOptions.TotalShards must be at least 1, not 0.", error.Message, StringComparison.Ordinal);
    }

    private static IHost Build(string json, Action<DiscordGatewayOptions>? configure = null, string? key = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        _ = key is null ? builder.Services.AddDiscordGateway(configure) : builder.Services.AddDiscordGateway(key, configure);
        return builder.Build();
    }
}
