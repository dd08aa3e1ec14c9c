using Discord.Gateway.Models;
using Discord.Gateway.Testing;

namespace MyBot.Tests;

public class CommandTests
{
    [Fact]
    public async Task Registers_its_commands()
    {
        await using TestBot bot = await TestBot.StartAsync();

        RecordedRequest registration = Assert.Single(bot.Discord.Requests, request => request.Method == "PUT");

        Assert.Equal(["ping", "roll"], registration.Body.EnumerateArray().Select(command => command.GetProperty("name").GetString()));
        Assert.Equal(200, registration.Status);
    }

    [Fact]
    public async Task Answers_a_ping()
    {
        await using TestBot bot = await TestBot.StartAsync();

        Assert.StartsWith("Pong!", await AskAsync(bot, "ping"));
        Assert.Empty(bot.Discord.Violations);
    }

    [Fact]
    public async Task Rolls_as_many_sides_as_it_is_told()
    {
        await using TestBot bot = await TestBot.StartAsync();

        Assert.Matches("^[12] of 2$", await AskAsync(bot, "roll", new CommandOption { Name = "sides", Type = ApplicationCommandOptionType.Integer, Value = 2 }));
        Assert.Matches("^[1-6] of 6$", await AskAsync(bot, "roll"));
    }

    [Fact]
    public async Task Answers_a_command_that_was_given_while_its_connection_was_lost()
    {
        await using TestBot bot = await TestBot.StartAsync();

        bot.Discord.Connections[0].Cut();

        Assert.StartsWith("Pong!", await AskAsync(bot, "ping"));
        Assert.Equal(2, bot.Discord.Connections.Count);
    }

    private static async Task<string?> AskAsync(TestBot bot, string command, params CommandOption[] options)
    {
        await bot.Discord.DispatchCommandAsync(bot.Guild, command, options);
        RecordedRequest request;
        do
        {
            request = await bot.Discord.NextRequestAsync();
        }
        while (request.Method != "POST");

        Assert.Equal(204, request.Status);
        return request.Body.GetProperty("data").GetProperty("content").GetString();
    }
}
