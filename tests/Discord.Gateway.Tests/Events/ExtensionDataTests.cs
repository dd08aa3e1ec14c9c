using System.Text;
using System.Text.Json;
using Discord.Gateway.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Events;

/// <summary>What this version has no property for is kept, can be read, and is written back.</summary>
public sealed class ExtensionDataTests
{
    [Fact]
    public void A_field_that_is_new_can_be_read_by_its_name()
    {
        var user = JsonSerializer.Deserialize<User>("""{"id":"1","shoe_size":44,"username":"a","tags":["x",{"y":null}]}""")!;

        Assert.Equal(["shoe_size", "tags"], user.ExtensionData!.Keys);
        Assert.Equal(44, user.ExtensionData["shoe_size"].GetInt32());
        Assert.Equal("""["x",{"y":null}]""", user.ExtensionData["tags"].GetRawText());
    }

    [Fact]
    public void Where_nothing_is_new_there_is_nothing()
    {
        Assert.Null(JsonSerializer.Deserialize<User>("""{"id":"1","username":"a"}""")!.ExtensionData);
        Assert.Null(new User().ExtensionData);
    }

    [Theory]
    [InlineData("""{"guild_id":"1","id":"2","user":{"id":"3","a":1,"member":{"b":[{"c":2}]}},"d":"e"}""")]
    [InlineData("""{"new":1,"guild_id":"1","between":{"deep":[[[1]]]},"id":"2","new":2}""")]
    public void Fields_at_every_depth_are_written_back_each_where_it_was(string json)
    {
        var decoded = GatewayEvent.Decode("GUILD_MEMBER_ADD", Encoding.UTF8.GetBytes(json));

        using JsonDocument expected = JsonDocument.Parse(json);
        using JsonDocument actual = JsonDocument.Parse(EventJsonText.Write(decoded));
        Assert.Empty(decoded.Problems);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), actual.RootElement.GetRawText());
    }

    [Fact]
    public void An_item_that_is_left_out_takes_its_own_fields_with_it()
    {
        var role = (GuildRoleCreateEvent)GatewayEvent.Decode("GUILD_ROLE_CREATE", """{"guild_id":"1","before":1,"role":{"id":"2","in":1},"after":1}"""u8);
        var guild = JsonSerializer.Deserialize<Guild>("""{"id":"1","first":1,"roles":[{"id":"x","lost":1},{"id":"5","kept":1}],"last":1}""")!;

        Assert.Equal(["before", "after"], role.ExtensionData!.Keys);
        Assert.Equal(["in"], role.Role.ExtensionData!.Keys);
        Assert.Equal(["first", "last"], guild.ExtensionData!.Keys);
        Assert.Equal(["kept"], Assert.Single(guild.Roles).ExtensionData!.Keys);
    }

    [Fact]
    public void A_copy_keeps_them_and_they_are_not_compared()
    {
        var user = JsonSerializer.Deserialize<User>("""{"id":"1","new":1}""")!;

        User copy = user with { Username = "b" };

        Assert.Contains("\"new\":1", JsonSerializer.Serialize(copy), StringComparison.Ordinal);
        Assert.Equal(JsonSerializer.Deserialize<User>("""{"id":"1"}"""), user);
    }

    [Fact]
    public void What_is_no_text_in_them_becomes_text_before_it_is_kept()
    {
        byte[] json = [.. "{\"id\":\"1\",\"a\":\"\\ud83d\",\"b\\ud800\":\""u8, 0xff, .. "\"}"u8];

        var user = JsonSerializer.Deserialize<GatewayEvent>(Encoding.UTF8.GetString(Payload(json))) as UserUpdateEvent;

        Assert.Equal(["a", "b\ufffd"], user!.User.ExtensionData!.Keys);
        Assert.All(user.User.ExtensionData.Values, value => Assert.Equal("\ufffd", value.GetString()));
        using JsonDocument written = JsonDocument.Parse(EventJsonText.Write(user));
        Assert.Equal("\ufffd", written.RootElement.GetProperty("a").GetString());
    }

    [Fact]
    public void After_data_that_could_not_be_decoded_no_field_is_left_for_the_next()
    {
        Assert.IsType<UndecodableEvent>(GatewayEvent.Decode("USER_UPDATE", """{"new":1,"id":"1","x":}"""u8));

        var next = (GuildRoleDeleteEvent)GatewayEvent.Decode("GUILD_ROLE_DELETE", """{"guild_id":"1","role_id":"2","own":3}"""u8);

        Assert.Equal(["own"], next.ExtensionData!.Keys);
        Assert.Equal(0, UnknownProperties.Count);
    }

    [Fact]
    public void The_trace_of_RESUMED_is_kept()
    {
        const string Data = """{"_trace":["gateway-1"]}""";

        Assert.Equal(Data, EventJsonText.Write(GatewayEvent.Decode("RESUMED", Encoding.UTF8.GetBytes(Data))));
        Assert.IsType<ResumedEvent>(GatewayEvent.Decode("RESUMED", "null"u8));
    }

    [Fact]
    public void An_option_of_a_new_kind_keeps_its_value_as_JSON()
    {
        const string Json = """{"name":"when","type":12,"value":{"from":"now","steps":[1,2]}}""";

        var option = JsonSerializer.Deserialize<CommandOption>(Json)!;

        Assert.Equal(JsonValueKind.Object, option.Value!.Value.AsElement()!.Value.ValueKind);
        Assert.Null(option.Value.Value.AsString());
        Assert.Equal(Json, JsonSerializer.Serialize(option));
        Assert.Equal(option, JsonSerializer.Deserialize<CommandOption>(Json));
    }

    [Fact]
    public void Events_without_a_type_serialize_as_their_data()
    {
        var unknown = (UnknownEvent)GatewayEvent.Decode("SOMETHING_NEW", """{"a":[1]}"""u8);
        var undecodable = (UndecodableEvent)GatewayEvent.Decode("MESSAGE_CREATE", """["no object"]"""u8);

        Assert.Equal("""{"a":[1]}""", JsonSerializer.Serialize(unknown));
        Assert.Equal("""["no object"]""", JsonSerializer.Serialize(undecodable));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<UnknownEvent>("{}"));
        Assert.Equal(unknown, JsonSerializer.Deserialize<GatewayEvent>(JsonSerializer.Serialize<GatewayEvent>(unknown)));
    }

    [Theory]
    [InlineData("SOMETHING_NEW", """{"x":{"guild_id":"9"},"guild_id":"1","channel_id":2,"user_id":"3"}""")]
    [InlineData("MESSAGE_CREATE", """{"guild_id":"1","channel_id":"2","user_id":"3","id":{}}""")]
    public void Events_without_a_type_say_where_they_belong_and_what_they_are(string name, string data)
    {
        var decoded = GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data));

        Assert.Equal((1UL, 2UL, 3UL), (decoded.GuildId!.Value.Value, decoded.ChannelId!.Value.Value, decoded.UserId!.Value.Value));
        Assert.Contains($"Name = {name}, Data = {data.Length} bytes", decoded.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"guild_id":{}}""")]
    [InlineData("""{"guild_id":"x"}""")]
    public void Data_without_an_id_belongs_nowhere(string data) => Assert.Null(GatewayEvent.Decode("SOMETHING_NEW", Encoding.UTF8.GetBytes(data)).GuildId);

    [Fact]
    public void Nothing_of_an_interaction_of_a_new_kind_is_printed_that_is_secret()
    {
        var decoded = GatewayEvent.Decode("INTERACTION_CREATE", """{"id":"1","type":99,"token":"the secret one"}"""u8);

        Assert.DoesNotContain("the secret one", decoded.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shard_keeps_them_if_it_is_told_to(bool isKept)
    {
        await using var world = new World(options: options => options with { KeepExtensionData = isKept });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.SendDispatch("GUILD_ROLE_CREATE", """{"guild_id":"1","new":1,"role":{"id":"2","new":2}}""", 10);

        var created = Assert.IsType<GuildRoleCreateEvent>(await world.ReceiveAsync());

        Assert.Equal((isKept, isKept), (created.ExtensionData is not null, created.Role.ExtensionData is not null));
    }

    private static byte[] Payload(byte[] data) => [.. "{\"t\":\"USER_UPDATE\",\"d\":"u8, .. data, .. "}"u8];
}
