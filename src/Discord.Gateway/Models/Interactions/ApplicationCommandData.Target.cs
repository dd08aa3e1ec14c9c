namespace Discord.Gateway.Models;

/// <content>The target of user and message commands.</content>
public sealed partial record ApplicationCommandData
{
    /// <summary>The user that a user command was used on; null for other commands.</summary>
    public User? GetTargetUser() => GetTargetUserId() is { } id ? Resolved?.Users.GetValueOrDefault(id) : null;

    /// <summary>
    /// The user that a user command was used on, as a member of the guild with <see cref="GuildMember.User"/>; null for other commands, and if the user is not in the
    /// guild.
    /// </summary>
    public GuildMember? GetTargetMember() => GetTargetUserId() is { } id ? Resolved?.GetMember(id) : null;

    /// <summary>The message that a message command was used on, with some of its properties; null for other commands.</summary>
    public Message? GetTargetMessage() => Type == ApplicationCommandType.Message && TargetId is { } id ? Resolved?.Messages.GetValueOrDefault(id.As<Message>()) : null;

    private Id<User>? GetTargetUserId() => Type == ApplicationCommandType.User ? TargetId?.As<User>() : null;
}
