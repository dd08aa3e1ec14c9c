using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Options and targets of commands, with the data that their ids refer to.</summary>
public sealed class CommandReadingTests
{
    private const string Command = """
        {
            "type": 2,
            "data": {
                "id": "1", "name": "config", "type": 1,
                "options": [{ "type": 2, "name": "role", "options": [{ "type": 1, "name": "add", "options": [
                    { "name": "text", "type": 3, "value": "hello" },
                    { "name": "count", "type": 4, "value": 5 },
                    { "name": "yes", "type": 5, "value": true },
                    { "name": "user", "type": 6, "value": "10" },
                    { "name": "stranger", "type": 6, "value": "11" },
                    { "name": "channel", "type": 7, "value": "20" },
                    { "name": "role", "type": 8, "value": "30" },
                    { "name": "someone", "type": 9, "value": "10" },
                    { "name": "some role", "type": 9, "value": "30" },
                    { "name": "ratio", "type": 10, "value": 0.5 },
                    { "name": "file", "type": 11, "value": "40" },
                    { "name": "lost", "type": 6, "value": "12" }
                ] }] }],
                "resolved": {
                    "users": { "10": { "id": "10", "username": "ann" }, "11": { "id": "11", "username": "bob" } },
                    "members": { "10": { "nick": "Annie", "roles": [], "permissions": "8" } },
                    "channels": { "20": { "id": "20", "type": 0, "name": "general" } },
                    "roles": { "30": { "id": "30", "name": "mods" } },
                    "attachments": { "40": { "id": "40", "filename": "cat.png" } }
                }
            }
        }
        """;

    private static readonly ApplicationCommandData Data = DataOf(Command);

    [Fact]
    public void The_path_of_a_command_joins_name_group_and_subcommand()
    {
        Assert.Equal("config role add", Data.CommandPath);
        Assert.Equal("ping", new ApplicationCommandData { Name = "ping", Options = [new CommandOption { Name = "to", Type = ApplicationCommandOptionType.String }] }.CommandPath);
        Assert.Equal("tag get", new ApplicationCommandData { Name = "tag", Options = [new CommandOption { Name = "get", Type = ApplicationCommandOptionType.SubCommand }] }.CommandPath);
    }

    [Fact]
    public void Options_of_a_subcommand_are_read_by_name_with_their_resolved_data()
    {
        Assert.Equal("hello", Data.GetString("text"));
        Assert.Equal(5, Data.GetInteger("count"));
        Assert.True(Data.GetBoolean("yes"));
        Assert.Equal(0.5, Data.GetNumber("ratio"));
        Assert.Equal(5.0, Data.GetNumber("count"));
        Assert.Equal("ann", Data.GetUser("user")?.Username);
        Assert.Equal("general", Data.GetChannel("channel")?.Name);
        Assert.Equal("mods", Data.GetRole("role")?.Name);
        Assert.Equal("cat.png", Data.GetAttachment("file")?.Filename);
    }

    [Fact]
    public void A_member_comes_with_the_user_that_discord_sends_apart()
    {
        GuildMember member = Assert.IsType<GuildMember>(Data.GetMember("user"));

        Assert.Equal(("Annie", "ann", Permissions.Administrator), (member.Nick, member.User?.Username, member.Permissions));
    }

    [Fact]
    public void A_member_whose_user_is_missing_has_one_with_the_id()
    {
        var resolved = JsonAssert.Read<ResolvedData>("""{ "members": { "10": { "nick": "Annie" } } }""");

        Assert.Equal(10UL, resolved.GetMember(10)?.User?.Id.Value);
    }

    [Fact]
    public void A_user_who_is_not_in_the_guild_has_no_member()
    {
        Assert.Equal("bob", Data.GetUser("stranger")?.Username);
        Assert.Null(Data.GetMember("stranger"));
    }

    [Fact]
    public void A_mentionable_option_is_a_user_or_a_role()
    {
        Assert.Equal(("ann", "Annie", null), (Data.GetUser("someone")?.Username, Data.GetMember("someone")?.Nick, Data.GetRole("someone")?.Name));
        Assert.Equal((null, null, "mods"), (Data.GetUser("some role")?.Username, Data.GetMember("some role")?.Nick, Data.GetRole("some role")?.Name));
    }

    [Fact]
    public void An_option_that_was_not_given_is_null_in_every_getter()
    {
        Assert.All(Getters(), getter => Assert.Null(getter.Value("absent")));
    }

    [Fact]
    public void An_option_that_discord_sent_no_data_for_is_null()
    {
        Assert.Null(Data.GetUser("lost"));
        Assert.Null(Data.GetMember("lost"));
        Assert.Null((Data with { Resolved = null }).GetUser("user"));
    }

    [Fact]
    public void A_getter_of_another_type_throws_and_names_option_command_and_type()
    {
        Assert.All(Getters(), getter =>
        {
            string other = getter.Key is "GetString" ? "user" : "text";
            var thrown = Assert.Throws<InvalidOperationException>(() => getter.Value(other));
            Assert.Contains($"'{other}'", thrown.Message, StringComparison.Ordinal);
            Assert.Contains("'config role add'", thrown.Message, StringComparison.Ordinal);
            Assert.Contains(other == "user" ? "type User" : "type String", thrown.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_name_is_required_by_every_getter()
    {
        Assert.All(Getters(), getter => Assert.Throws<ArgumentNullException>(() => getter.Value(null!)));
    }

    [Fact]
    public void The_focused_option_is_found_in_a_subcommand()
    {
        ApplicationCommandData typing = DataOf("""
            { "type": 4, "data": { "id": "1", "name": "tag", "type": 1, "options": [{ "type": 1, "name": "get", "options": [
                { "name": "first", "type": 3, "value": "a" }, { "name": "second", "type": 3, "value": "b", "focused": true }] }] } }
            """);

        Assert.Equal("second", typing.FocusedOption?.Name);
        Assert.Null(Data.FocusedOption);
    }

    [Theory]
    [InlineData(4, "\"12\"", 12L, null)]
    [InlineData(4, "\"-3\"", -3L, null)]
    [InlineData(4, "\"1x\"", null, null)]
    [InlineData(4, "\"\"", null, null)]
    [InlineData(10, "\"1.5\"", null, 1.5)]
    [InlineData(10, "\"1.5.\"", null, null)]
    public void Text_that_is_being_typed_for_a_number_is_null_until_it_is_one(int type, string value, long? integer, double? number)
    {
        ApplicationCommandData typing = DataOf($$"""
            { "type": 4, "data": { "id": "1", "name": "add", "type": 1, "options": [{ "name": "x", "type": {{type}}, "value": {{value}}, "focused": true }] } }
            """);

        if (type == 4)
        {
            Assert.Equal(integer, typing.GetInteger("x"));
        }
        else
        {
            Assert.Equal(number, typing.GetNumber("x"));
        }
    }

    [Fact]
    public void A_user_command_has_a_target_user_and_member()
    {
        ApplicationCommandData command = DataOf("""
            { "type": 2, "data": { "id": "1", "name": "Report", "type": 2, "target_id": "10", "resolved": {
                "users": { "10": { "id": "10", "username": "ann" } }, "members": { "10": { "nick": "Annie" } } } } }
            """);

        Assert.Equal("ann", command.GetTargetUser()?.Username);
        Assert.Equal(("Annie", "ann"), (command.GetTargetMember()?.Nick, command.GetTargetMember()?.User?.Username));
        Assert.Null(command.GetTargetMessage());
    }

    [Fact]
    public void A_message_command_has_a_target_message()
    {
        ApplicationCommandData command = DataOf("""
            { "type": 2, "data": { "id": "1", "name": "Quote", "type": 3, "target_id": "50", "resolved": {
                "messages": { "50": { "id": "50", "content": "hi" } }, "users": { "50": { "id": "50" } } } } }
            """);

        Assert.Equal("hi", command.GetTargetMessage()?.Content);
        Assert.Null(command.GetTargetUser());
        Assert.Null(command.GetTargetMember());
        Assert.Null(Data.GetTargetMessage());
    }

    [Fact]
    public void Computed_properties_do_not_appear_in_json()
    {
        string json = System.Text.Json.JsonSerializer.Serialize(Data);

        Assert.DoesNotContain("focused", json, StringComparison.Ordinal);
        Assert.DoesNotContain("command_path", json, StringComparison.Ordinal);
    }

    private static ApplicationCommandData DataOf(string interaction) => Assert.IsType<ApplicationCommandData>(JsonAssert.Read<Interaction>(interaction).Data);

    private static Dictionary<string, Func<string, object?>> Getters() => new()
    {
        ["GetString"] = Data.GetString,
        ["GetInteger"] = name => Data.GetInteger(name),
        ["GetNumber"] = name => Data.GetNumber(name),
        ["GetBoolean"] = name => Data.GetBoolean(name),
        ["GetUser"] = Data.GetUser,
        ["GetMember"] = Data.GetMember,
        ["GetRole"] = Data.GetRole,
        ["GetChannel"] = Data.GetChannel,
        ["GetAttachment"] = Data.GetAttachment,
    };
}
