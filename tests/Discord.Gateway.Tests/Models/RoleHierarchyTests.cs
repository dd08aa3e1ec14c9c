using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Ranks of roles and members.</summary>
public sealed class RoleHierarchyTests
{
    private static readonly Role _everyone = new() { Id = 100, Position = 0 };
    private static readonly Role _low = new() { Id = 205, Position = 1 };
    private static readonly Role _lowYounger = new() { Id = 206, Position = 1 };
    private static readonly Role _high = new() { Id = 210, Position = 7 };
    private static readonly Role _atTheBottom = new() { Id = 220, Position = 0 };
    private static readonly Guild _guild = new() { Id = 100, OwnerId = 1, Roles = [_everyone, _low, _lowYounger, _high, _atTheBottom] };

    [Fact]
    public void The_higher_position_is_above_and_the_older_role_of_two_with_one_position()
    {
        Assert.True(RoleHierarchy.Compare(_high, _low) > 0);
        Assert.True(RoleHierarchy.Compare(_low, _high) < 0);
        Assert.True(RoleHierarchy.Compare(_low, _lowYounger) > 0);
        Assert.Equal(0, RoleHierarchy.Compare(_low, _low));
    }

    [Fact]
    public void The_highest_role_is_everyone_for_members_without_roles()
    {
        Assert.Equal(_high, _guild.GetHighestRole(Member(5, 205, 210, 206)));
        Assert.Equal(_low, _guild.GetHighestRole(Member(5, 206, 205)));
        Assert.Equal(_atTheBottom, _guild.GetHighestRole(Member(5, 220)));
        Assert.Equal(_everyone, _guild.GetHighestRole(Member(5)));
        Assert.Null(new Guild { Id = 100 }.GetHighestRole(Member(5, 205)));
    }

    [Fact]
    public void A_member_is_above_those_whose_highest_role_is_lower()
    {
        Assert.True(_guild.IsAbove(Member(5, 210), Member(6, 205)));
        Assert.False(_guild.IsAbove(Member(6, 205), Member(5, 210)));
        Assert.False(_guild.IsAbove(Member(5, 210), Member(6, 210)));
        Assert.True(_guild.IsAbove(Member(5, 220), Member(6)));
        Assert.False(_guild.IsAbove(Member(5), Member(6)));
    }

    [Fact]
    public void The_owner_is_above_all_and_nobody_is_above_the_owner()
    {
        Assert.True(_guild.IsAbove(Member(1), Member(5, 210)));
        Assert.False(_guild.IsAbove(Member(5, 210), Member(1)));
        Assert.False(_guild.IsAbove(Member(1), Member(1)));
        Assert.True(_guild.IsAbove(Member(1), _high));
    }

    [Fact]
    public void A_member_is_above_roles_below_its_highest_one()
    {
        Assert.True(_guild.IsAbove(Member(5, 205), _lowYounger));
        Assert.True(_guild.IsAbove(Member(5, 205), _everyone));
        Assert.False(_guild.IsAbove(Member(5, 205), _low));
        Assert.False(_guild.IsAbove(Member(5), _everyone));
        Assert.False(_guild.IsAbove(Member(5), _atTheBottom));
    }

    private static GuildMember Member(ulong user, params ulong[] roles) => new() { User = new User { Id = user }, Roles = [.. roles.Select(role => new Id<Role>(role))] };
}
