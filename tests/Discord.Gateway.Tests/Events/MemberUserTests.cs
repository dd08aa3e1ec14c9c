using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Events;

/// <summary>Members whose user stands beside them in JSON know it.</summary>
public sealed class MemberUserTests
{
    [Theory]
    [InlineData("""{"id":"1","author":{"id":"2","username":"a"},"member":{"roles":[]}}""")]
    [InlineData("""{"member":{"roles":[]},"author":{"id":"2","username":"a"},"id":"1"}""")]
    public void The_member_of_a_message_is_its_author(string json)
    {
        var message = JsonSerializer.Deserialize<Message>(json)!;

        Assert.Equal("a", message.Member!.GetDisplayName());
        Assert.Equal(2UL, message.Member.User!.Id.Value);
        using JsonDocument expected = JsonDocument.Parse(json);
        using JsonDocument written = JsonDocument.Parse(JsonSerializer.Serialize(message));
        Assert.True(JsonElement.DeepEquals(expected.RootElement, written.RootElement), written.RootElement.GetRawText());
    }

    [Fact]
    public void The_member_of_a_mention_is_the_user_around_it()
    {
        var message = JsonSerializer.Deserialize<Message>("""{"id":"1","mentions":[{"id":"3","username":"c","member":{"nick":null}}]}""")!;

        Assert.Equal("c", message.Mentions[0].Member!.GetDisplayName());
    }

    [Fact]
    public void A_resolved_member_is_the_user_of_the_same_id()
    {
        var resolved = JsonSerializer.Deserialize<ResolvedData>("""{"members":{"5":{"roles":[]},"6":{"nick":"n"}},"users":{"5":{"id":"5","username":"e"}}}""")!;

        Assert.Equal("e", resolved.Members[5].GetDisplayName());
        Assert.Null(resolved.Members[6].User);
        Assert.Equal("n", resolved.Members[6].GetDisplayName());
    }

    [Fact]
    public void A_user_of_the_members_own_comes_first_and_is_written()
    {
        var member = new GuildMember { User = new User { Id = 7 } };

        Assert.Equal(7UL, (member with { Nick = "x" }).User!.Id.Value);
        Assert.Contains("\"user\":{\"id\":\"7\"", JsonSerializer.Serialize(member), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_different_users_are_not_equal()
    {
        static Message Read(int author) => JsonSerializer.Deserialize<Message>($$$"""{"id":"1","author":{"id":"{{{author}}}"},"member":{"roles":[]}}""")!;

        Assert.NotEqual(Read(1).Member, Read(2).Member);
        Assert.Equal(Read(1).Member, Read(1).Member);
    }

    [Theory]
    [InlineData("MESSAGE_CREATE", """{"id":"1","channel_id":"2","guild_id":"3","referenced_message":{"id":"4","channel_id":"2","referenced_message":{"id":"5","channel_id":"2"}}}""")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","type":3,"guild_id":"3","channel_id":"2","data":{"custom_id":"x"},"message":{"id":"4","channel_id":"2"}}""")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","type":2,"guild_id":"3","data":{"id":"8","type":3,"target_id":"4","resolved":{"messages":{"4":{"id":"4","channel_id":"2"}}}}}""")]
    public void Messages_within_know_their_guild_and_are_written_without_it(string name, string json)
    {
        var decoded = GatewayEvent.Decode(name, System.Text.Encoding.UTF8.GetBytes(json));
        Message message = decoded switch
        {
            MessageCreateEvent created => created.Message.ReferencedMessage.Value!,
            InteractionCreateEvent { Interaction.Message: { } beside } => beside,
            _ => ((ApplicationCommandData)((InteractionCreateEvent)decoded).Interaction.Data!).GetTargetMessage()!,
        };

        Assert.Equal("https://discord.com/channels/3/2/4", message.GetUrl().ToString());
        using JsonDocument expected = JsonDocument.Parse(json);
        using JsonDocument written = JsonDocument.Parse(EventJsonText.Write(decoded));
        Assert.True(JsonElement.DeepEquals(expected.RootElement, written.RootElement), written.RootElement.GetRawText());
    }
}
