using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>A guild of a <see cref="GatewaySimulator"/>.</summary>
/// <param name="Id">The guild's id.</param>
/// <param name="Name">The guild's name.</param>
/// <param name="MemberCount">How many members it has, beside the bot; they have the ids <c>Id + 1</c>, <c>Id + 2</c> and so on.</param>
public sealed record SimulatedGuild(Id<Guild> Id, string Name, int MemberCount = 3)
{
    private static readonly DateTimeOffset Founded = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The id of the guild's only text channel.</summary>
    public Id<Channel> ChannelId => Id.As<Channel>();

    /// <summary>The guild, with @everyone as its only role.</summary>
    public Guild ToGuild() => new()
    {
        Id = Id,
        Name = Name,
        OwnerId = GetMemberId(0),
        Roles = [new Role { Id = Id.As<Role>(), Name = "@everyone", Permissions = Permissions.ViewChannel }],
    };

    /// <summary>The event that brings the guild.</summary>
    public GuildCreateEvent ToGuildCreate() => new()
    {
        Guild = ToGuild(),
        JoinedAt = Founded,
        Large = MemberCount > 50,
        MemberCount = MemberCount + 1,
        Channels = [new Channel { Id = ChannelId, Type = ChannelType.GuildText, Name = "general" }],
    };

    /// <summary>The user id of a member.</summary>
    /// <param name="number">From 0, below <see cref="MemberCount"/>.</param>
    public Id<User> GetMemberId(int number) => Id.Value + 1 + (ulong)number;

    /// <summary>A member.</summary>
    /// <param name="number">From 0, below <see cref="MemberCount"/>.</param>
    public GuildMember GetMember(int number) => new() { User = GetUser(number), JoinedAt = Founded };

    internal static string GetMemberName(int number) => $"member{number}";

    internal User GetUser(int number) => new() { Id = GetMemberId(number), Username = GetMemberName(number) };
}
