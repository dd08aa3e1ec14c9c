using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Ranks of roles and members.</summary>
public sealed class RoleHierarchyTests
{
    private static readonly Role Everyone = new() { Id = 100, Position = 0 };
    private static readonly Role Low = new() { Id = 205, Position = 1 };
    private static readonly Role LowYounger = new() { Id = 206, Position = 1 };
    private static readonly Role High = new() { Id = 210, Position = 7 };
    private static readonly Role AtTheBottom = new() { Id = 220, Position = 0 };
    private static readonly Guild Guild = new() { Id = 100, OwnerId = 1, Roles = [Everyone, Low, LowYounger, High, AtTheBottom] };

    [Fact]
    public void The_higher_position_is_above_and_the_older_role_of_two_with_one_position()
    {
        Assert.True(RoleHierarchy.Compare(High, Low) > 0);
        Assert.True(RoleHierarchy.Compare(Low, High) < 0);
        Assert.True(RoleHierarchy.Compare(Low, LowYounger) > 0);
        Assert.Equal(0, RoleHierarchy.Compare(Low, Low));
    }

    [Fact]
    public void The_highest_role_is_everyone_for_members_without_roles()
    {
        Assert.Equal(High, Guild.GetHighestRole(Member(5, 205, 210, 206)));
        Assert.Equal(Low, Guild.GetHighestRole(Member(5, 206, 205)));
        Assert.Equal(AtTheBottom, Guild.GetHighestRole(Member(5, 220)));
        Assert.Equal(Everyone, Guild.GetHighestRole(Member(5)));
        Assert.Null(new Guild { Id = 100 }.GetHighestRole(Member(5, 205)));
    }

    [Fact]
    public void A_member_is_above_those_whose_highest_role_is_lower()
    {
        Assert.True(Guild.IsAbove(Member(5, 210), Member(6, 205)));
        Assert.False(Guild.IsAbove(Member(6, 205), Member(5, 210)));
        Assert.False(Guild.IsAbove(Member(5, 210), Member(6, 210)));
        Assert.True(Guild.IsAbove(Member(5, 220), Member(6)));
        Assert.False(Guild.IsAbove(Member(5), Member(6)));
    }

    [Fact]
    public void The_owner_is_above_all_and_nobody_is_above_the_owner()
    {
        Assert.True(Guild.IsAbove(Member(1), Member(5, 210)));
        Assert.False(Guild.IsAbove(Member(5, 210), Member(1)));
        Assert.False(Guild.IsAbove(Member(1), Member(1)));
        Assert.True(Guild.IsAbove(Member(1), High));
    }

    [Fact]
    public void A_member_is_above_roles_below_its_highest_one()
    {
        Assert.True(Guild.IsAbove(Member(5, 205), LowYounger));
        Assert.True(Guild.IsAbove(Member(5, 205), Everyone));
        Assert.False(Guild.IsAbove(Member(5, 205), Low));
        Assert.False(Guild.IsAbove(Member(5), Everyone));
        Assert.False(Guild.IsAbove(Member(5), AtTheBottom));
    }

    private static GuildMember Member(ulong user, params ulong[] roles) => new() { User = new User { Id = user }, Roles = [.. roles.Select(role => new Id<Role>(role))] };
}
