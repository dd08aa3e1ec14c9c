namespace Discord.Gateway.Models;

/// <content>The choices made in a menu of users, roles or channels.</content>
public sealed partial record MessageComponentData
{
    /// <summary>The chosen ids, in the order of <see cref="Values"/>; empty for buttons. Values that are not ids are omitted.</summary>
    /// <typeparam name="T">The kind of the choices; <see cref="EntityTag"/> in a <see cref="MentionableSelect"/>, where users and roles are mixed.</typeparam>
    public IReadOnlyList<Id<T>> GetIds<T>() => [.. Values.Select(value => Id<T>.TryParse(value, null, out Id<T> id) ? id : default(Id<T>?)).OfType<Id<T>>()];

    /// <summary>The users chosen in a <see cref="UserSelect"/> or <see cref="MentionableSelect"/>; chosen roles are omitted.</summary>
    /// <exception cref="InvalidOperationException">The component has another type.</exception>
    public IReadOnlyList<User> GetUsers()
    {
        Require("users", ComponentType.UserSelect);
        return Resolved is { } resolved ? ResolvedData.Find(GetIds<User>(), id => resolved.Users.GetValueOrDefault(id)) : [];
    }

    /// <summary>The same users as members of the guild, with <see cref="GuildMember.User"/>; users who are not in the guild are omitted.</summary>
    /// <inheritdoc cref="GetUsers"/>
    public IReadOnlyList<GuildMember> GetMembers()
    {
        Require("members", ComponentType.UserSelect);
        return Resolved is { } resolved ? ResolvedData.Find(GetIds<User>(), resolved.GetMember) : [];
    }

    /// <summary>The roles chosen in a <see cref="RoleSelect"/> or <see cref="MentionableSelect"/>; chosen users are omitted.</summary>
    /// <inheritdoc cref="GetUsers"/>
    public IReadOnlyList<Role> GetRoles()
    {
        Require("roles", ComponentType.RoleSelect);
        return Resolved is { } resolved ? ResolvedData.Find(GetIds<Role>(), id => resolved.Roles.GetValueOrDefault(id)) : [];
    }

    /// <summary>The channels chosen in a <see cref="ChannelSelect"/>, with some of their properties.</summary>
    /// <inheritdoc cref="GetUsers"/>
    public IReadOnlyList<Channel> GetChannels()
    {
        if (ComponentType != ComponentType.ChannelSelect)
        {
            throw Mismatch("channels");
        }

        return Resolved is { } resolved ? ResolvedData.Find(GetIds<Channel>(), id => resolved.Channels.GetValueOrDefault(id)) : [];
    }

    private void Require(string wanted, ComponentType type)
    {
        if (ComponentType != type && ComponentType != ComponentType.MentionableSelect)
        {
            throw Mismatch(wanted);
        }
    }

    private InvalidOperationException Mismatch(string wanted) =>
        new($"Component '{CustomId}' has type {ComponentType}, in which no {wanted} are chosen: call the getter of that type, or read Values.");
}
