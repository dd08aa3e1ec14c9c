using System.Text;
using System.Text.Json;
using Discord.Gateway.Events;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Events;

/// <summary>Records are equal if what is in them is, lists and maps included.</summary>
public sealed class EqualityTests
{
    public static TheoryData<string> Names => [.. EventTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_that_is_decoded_twice_is_equal_to_itself(string name)
    {
        foreach (JsonElement form in EventCases.Of(name).Values)
        {
            byte[] data = Encoding.UTF8.GetBytes(form.GetRawText());

            var first = GatewayEvent.Decode(name, data);
            var second = GatewayEvent.Decode(name, data);

            Assert.NotSame(first, second);
            Assert.Equal(first, second);
            Assert.Equal(first.GetHashCode(), second.GetHashCode());
        }
    }

    [Fact]
    public void Another_item_another_order_and_another_length_make_lists_unequal()
    {
        var member = new GuildMember { Roles = [1, 2] };

        Assert.Equal(member, new GuildMember { Roles = new List<Id<Role>> { 1, 2 } });
        Assert.NotEqual(member, new GuildMember { Roles = [1, 3] });
        Assert.NotEqual(member, new GuildMember { Roles = [2, 1] });
        Assert.NotEqual(member, new GuildMember { Roles = [1] });
    }

    [Fact]
    public void Maps_are_compared_whatever_their_order()
    {
        ResolvedData Resolve(params (ulong Id, string Name)[] users) => new() { Users = users.ToDictionary(user => new Id<User>(user.Id), user => new User { Id = user.Id, Username = user.Name }) };

        Assert.Equal(Resolve((1, "a"), (2, "b")), Resolve((2, "b"), (1, "a")));
        Assert.NotEqual(Resolve((1, "a")), Resolve((1, "b")));
        Assert.NotEqual(Resolve((1, "a")), Resolve((2, "a")));
        Assert.NotEqual(Resolve((1, "a")), Resolve());
    }

    [Fact]
    public void The_place_in_the_session_is_compared_too()
    {
        var first = new ResumedEvent { Sequence = 1 };

        Assert.Equal(first, new ResumedEvent { Sequence = 1 });
        Assert.NotEqual(first, new ResumedEvent { Sequence = 2 });
        Assert.NotEqual<GatewayEvent>(first, new GuildDeleteEvent { Sequence = 1 });
    }

    [Fact]
    public void A_user_and_its_member_that_knows_it_are_compared_without_end()
    {
        const string Json = """{"id":"1","username":"a","member":{"nick":"b","roles":[]}}""";
        User first = JsonSerializer.Deserialize<User>(Json)!, second = JsonSerializer.Deserialize<User>(Json)!;

        Assert.Equal(first, second);
        Assert.NotEqual(first, JsonSerializer.Deserialize<User>(Json.Replace("\"b\"", "\"c\"", StringComparison.Ordinal)));
        Assert.DoesNotContain("Member = User", first.ToString(), StringComparison.Ordinal);
    }
}
