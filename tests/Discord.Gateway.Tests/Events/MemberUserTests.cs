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
}
