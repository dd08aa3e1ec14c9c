using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Models that hostile data, or a careless caller, made: nothing throws, nothing secret is printed, equal things are equal.</summary>
public sealed class HostileModelTests
{
    private static GatewayEvent Decode(string name, string json) => GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(json));

    private static string Write(GatewayEvent e)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            e.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Exception? Thrown(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    [Theory]
    [InlineData("""{"t":"RESUMED","d":{},"shard":[5,2]}""")]
    [InlineData("""{"t":"RESUMED","d":{},"shard":[0,0]}""")]
    [InlineData("""{"t":"RESUMED","d":{},"shard":[-1,1]}""")]
    [InlineData("""{"t":"RESUMED","d":{},"shard":["a",1]}""")]
    [InlineData("""{"t":"RESUMED","d":{},"shard":[1.5,1]}""")]
    [InlineData("""{"t":"RESUMED","d":{},"s":1.5}""")]
    [InlineData("""{"t":"RESUMED","d":{},"s":1e99}""")]
    [InlineData("""{"t":"\ud800","d":{}}""")]
    [InlineData("""{"t":"","d":{}}""")]
    [InlineData("""{"t":"RESUMED"}""")]
    [InlineData("""{"t":"NEW"}""")]
    [InlineData("""{"t":"NEW","d":"\ud800"}""")]
    public void Reading_a_payload_throws_nothing_but_JsonException(string json)
    {
        Exception? e = Thrown(() => JsonSerializer.Deserialize<GatewayEvent>(json));
        Assert.True(e is null or JsonException, e?.ToString());
    }

    [Fact]
    public void Reading_a_response_that_is_over_a_limit_throws_JsonException()
    {
        string json = $$$"""{"type":4,"data":{"content":"{{{new string('x', 2001)}}}"}}""";
        Exception? e = Thrown(() => JsonSerializer.Deserialize<InteractionResponse>(json));
        Assert.True(e is null or JsonException, e?.ToString());
    }

    [Fact]
    public void Reading_a_modal_response_without_content_throws_JsonException()
    {
        Exception? e = Thrown(() => JsonSerializer.Deserialize<InteractionResponse>("""{"type":9,"data":{}}"""));
        Assert.True(e is null or JsonException, e?.ToString());
    }

    [Fact]
    public void An_unknown_interaction_does_not_print_its_token()
    {
        var e = Decode("INTERACTION_CREATE", """{"id":"1","application_id":"2","type":99,"token":"SECRET","version":1,"data":{"x":1}}""");
        Assert.DoesNotContain("SECRET", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", ((Discord.Gateway.InteractionCreateEvent)e).Interaction.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_two_users_are_not_equal()
    {
        var resolved = JsonSerializer.Deserialize<ResolvedData>("""
            {"users":{"1":{"id":"1","username":"a"},"2":{"id":"2","username":"b"}},
             "members":{"1":{"roles":[],"joined_at":"2020-01-01T00:00:00+00:00"},"2":{"roles":[],"joined_at":"2020-01-01T00:00:00+00:00"}}}
            """)!;
        GuildMember[] members = [resolved.GetMember(1)!, resolved.GetMember(2)!];
        Assert.NotEqual(members[0].User, members[1].User);
        Assert.Equal(2, members.Distinct().Count());
    }

    [Fact]
    public void A_member_whose_user_is_taken_away_has_none()
    {
        var created = (MessageCreateEvent)Decode("MESSAGE_CREATE", """{"id":"1","channel_id":"2","author":{"id":"3","username":"a"},"member":{"roles":[]}}""");
        Assert.NotNull(created.Message.Member!.User);
        Assert.Null((created.Message.Member with { User = null }).User);
    }

    [Fact]
    public void Equality_of_numbers_with_great_exponents_does_not_throw()
    {
        const string Json = """{"changes":[{"key":"x","new_value":1e99999999999999999999}],"id":"1","action_type":1,"guild_id":"1"}""";
        GatewayEvent first = Decode("GUILD_AUDIT_LOG_ENTRY_CREATE", Json), second = Decode("GUILD_AUDIT_LOG_ENTRY_CREATE", Json);
        Assert.True(first.Equals(second));
    }

    [Fact]
    public void Equality_of_unknown_components_with_great_exponents_does_not_throw()
    {
        const string Json = """{"id":"1","channel_id":"2","components":[{"type":99,"x":1e99999999999}]}""";
        Assert.True(Decode("MESSAGE_CREATE", Json).Equals(Decode("MESSAGE_CREATE", Json)));
    }

    [Fact]
    public void A_response_with_a_list_of_elements_compares_by_content()
    {
        const string Json = """{"op":0,"id":"1","channel_id":"2","nonce":{"a":[1,2]}}""";
        GatewayEvent first = Decode("MESSAGE_CREATE", Json), second = Decode("MESSAGE_CREATE", Json);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("-0.0")]
    [InlineData("1E400")]
    [InlineData("0.12345678901234567890")]
    [InlineData("123456789012345678901234567890")]
    public void A_number_of_an_option_comes_back_the_same(string number)
    {
        string json = $$$"""{"id":"1","channel_id":"2","nonce":{{{number}}}}""";
        GatewayEvent first = Decode("MESSAGE_CREATE", json);
        GatewayEvent second = Decode("MESSAGE_CREATE", Write(first));
        Assert.Equal(first, second);
    }

    [Fact]
    public void An_unknown_event_with_bytes_that_are_no_text_can_be_kept_and_read_again()
    {
        byte[] data = [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8];
        GatewayEvent e = GatewayEvent.Decode("NEW_EVENT", data);
        Assert.IsType<UnknownEvent>(e);
        byte[] kept = JsonSerializer.SerializeToUtf8Bytes(e);
        GatewayEvent? again = JsonSerializer.Deserialize<GatewayEvent>(kept);
        Assert.IsType<UnknownEvent>(again);
        _ = JsonSerializer.Serialize(e);
    }

    [Fact]
    public void Unknown_keys_that_are_no_text_are_kept_as_text()
    {
        byte[] data = [.. "{\"id\":\"1\",\"channel_id\":\"2\",\"n"u8, 0xFF, .. "\":1,\"\\ud800\":2,\"\\u0061\":3}"u8];
        var e = (MessageCreateEvent)GatewayEvent.Decode("MESSAGE_CREATE", data);
        Assert.NotNull(e.Message.ExtensionData);
        string json = Write(e);
        _ = JsonDocument.Parse(json);
        Assert.Contains("\"a\":3", json, StringComparison.Ordinal);
        Assert.Equal(e, Decode("MESSAGE_CREATE", json));
    }

    [Fact]
    public void Emojis_that_could_not_be_read_do_not_remove_those_that_are_known()
    {
        var guild = new Guild { Id = 2, Emojis = [new Emoji { Id = 3, Name = "a" }] };
        var update = (GuildEmojisUpdateEvent)Decode("GUILD_EMOJIS_UPDATE", """{"guild_id":"2","emojis":"x"}""");
        Assert.Single(update.ApplyTo(guild).Emojis);
    }

    [Fact]
    public void Administrator_in_an_overwrite_makes_nobody_an_administrator()
    {
        var guild = new Guild { Id = 1, OwnerId = 99, Roles = [new Role { Id = 1, Permissions = Permissions.ViewChannel | Permissions.SendMessages }] };
        var member = new GuildMember { User = new User { Id = 5 } };
        var channel = new Channel
        {
            Id = 7,
            Type = ChannelType.GuildText,
            PermissionOverwrites = [new Overwrite { Id = 1, Type = OverwriteType.Role, Allow = Permissions.Administrator, Deny = Permissions.ViewChannel }],
        };
        Permissions permissions = guild.GetPermissions(member, channel, DateTimeOffset.UnixEpoch);
        Assert.False(permissions.Has(Permissions.ViewChannel), permissions.ToString());
    }

    [Fact]
    public void Administrator_in_an_overwrite_does_not_end_a_timeout()
    {
        var guild = new Guild { Id = 1, OwnerId = 99, Roles = [new Role { Id = 1, Permissions = Permissions.ViewChannel | Permissions.SendMessages }] };
        var member = new GuildMember { User = new User { Id = 5 }, CommunicationDisabledUntil = DateTimeOffset.MaxValue };
        var channel = new Channel
        {
            Id = 7,
            Type = ChannelType.GuildText,
            PermissionOverwrites = [new Overwrite { Id = 1, Type = OverwriteType.Role, Allow = Permissions.Administrator }],
        };
        Assert.False(guild.GetPermissions(member, channel, DateTimeOffset.UnixEpoch).Has(Permissions.SendMessages));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e999")]
    public void Text_that_is_no_number_gives_none(string typed)
    {
        var data = new ApplicationCommandData { Options = [new CommandOption { Name = "n", Type = ApplicationCommandOptionType.Number, Value = typed, Focused = true }] };
        Assert.Null(data.GetNumber("n"));
    }

    [Fact]
    public void A_choice_whose_value_is_no_number_is_refused_before_it_is_sent()
    {
        Exception? e = Thrown(() => InteractionResponse.Autocomplete(new AutocompleteChoice("x", double.NaN)));
        Assert.IsType<ArgumentException>(e);
    }

    [Fact]
    public void A_choice_whose_value_is_true_is_refused_before_it_is_sent() =>
        Assert.IsType<ArgumentException>(Thrown(() => InteractionResponse.Autocomplete(new AutocompleteChoice("x", true))));

    [Fact]
    public void A_localized_name_of_a_choice_has_the_limits_of_the_name() =>
        Assert.IsType<ArgumentException>(Thrown(() => InteractionResponse.Autocomplete(
            new AutocompleteChoice("x", "y") { NameLocalizations = new Dictionary<string, string> { ["de"] = new string('x', 101) } })));

    [Fact]
    public void A_question_of_a_poll_that_is_too_long_is_refused() =>
        Assert.IsType<ArgumentException>(Thrown(() => InteractionResponse.Message(new MessageCallbackData { Poll = new PollCreateRequest(new string('x', 301), "a") })));

    [Fact]
    public void An_answer_of_a_poll_that_is_too_long_is_refused() =>
        Assert.IsType<ArgumentException>(Thrown(() => InteractionResponse.Message(new MessageCallbackData { Poll = new PollCreateRequest("q", new string('x', 56)) })));

    [Fact]
    public void A_poll_that_is_too_long_open_is_refused() =>
        Assert.IsType<ArgumentException>(Thrown(() => InteractionResponse.Message(new MessageCallbackData { Poll = new PollCreateRequest("q", "a") { DurationHours = 769 } })));

    [Fact]
    public void A_long_hash_does_not_throw() =>
        Assert.Null(Thrown(() => new User { Id = 1, Avatar = new ImageHash(new string('a', 100_000)) }.GetAvatarUrl()));

    [Theory]
    [InlineData("referenced_message")]
    public void Deep_nesting_does_not_end_the_process(string key)
    {
        var json = new StringBuilder();
        for (int i = 0; i < 500; i++)
        {
            json.Append("{\"id\":\"1\",\"channel_id\":\"2\",\"content\":\"x\",\"").Append(key).Append("\":");
        }

        json.Append("null").Append('}', 500);
        string? printed = null;
        var thread = new Thread(() =>
        {
            GatewayEvent e = Decode("MESSAGE_CREATE", json.ToString());
            GatewayEvent f = Decode("MESSAGE_CREATE", Write(e));
            Assert.Equal(e, f);
            Assert.Equal(e.GetHashCode(), f.GetHashCode());
            printed = e.ToString();
        });
        thread.Start();
        thread.Join();
        Assert.NotNull(printed);
    }
}
