namespace Discord.Gateway.Models;

/// <content>Members with their users, which Discord sends apart.</content>
public sealed partial record ResolvedData
{
    /// <summary>The member with a user id, with <see cref="GuildMember.User"/> from <see cref="Users"/>; null if the user is not in the guild.</summary>
    /// <param name="userId">The member's user.</param>
    public GuildMember? GetMember(Id<User> userId)
    {
        GuildMember? member = Members.GetValueOrDefault(userId);
        return member is null or { User: not null } ? member : member with { User = Users.GetValueOrDefault(userId) ?? new User { Id = userId } };
    }

    // Null for ids that Discord sent no data for: they are left out.
    internal static IReadOnlyList<T> Find<TId, T>(IEnumerable<Id<TId>> ids, Func<Id<TId>, T?> find)
        where T : class => [.. ids.Select(find).OfType<T>()];
}
