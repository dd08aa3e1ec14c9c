using System.Globalization;

namespace Discord.Gateway.Models;

/// <summary>
/// Writes mentions, emojis, times and links for the text of messages. Discord's documentation: <see href="https://discord.com/developers/docs/reference#message-formatting">Reference › Message Formatting</see>.
/// </summary>
/// <remarks>
/// <see cref="User"/>, <see cref="GuildMember"/>, <see cref="Role"/>, <see cref="Channel"/> and <see cref="Emoji"/> return this text from <c>ToString</c>:
/// <c>$"{user}"</c> is a mention.
/// </remarks>
/// <example>
/// <code>
/// string text = $"{user} ends at {Markup.Timestamp(end, TimestampStyle.Relative)}; see {channelId.Mention()}. They said: {Markup.Escape(said)}";
/// </code>
/// </example>
public static class Markup
{
    /// <summary>Mentions everyone who can see the channel. Needs <see cref="Permissions.MentionEveryone"/>.</summary>
    public const string Everyone = "@everyone";

    /// <summary>Mentions everyone online who can see the channel. Needs <see cref="Permissions.MentionEveryone"/>.</summary>
    public const string Here = "@here";

    /// <summary>Links to the guild's tab <i>Channels &amp; Roles</i>, with the onboarding prompts.</summary>
    public const string CustomizeCommunity = "<id:customize>";

    /// <summary>Links to the guild's tab <i>Browse Channels</i>.</summary>
    public const string BrowseChannels = "<id:browse>";

    /// <summary>Links to the guild's Server Guide.</summary>
    public const string ServerGuide = "<id:guide>";

    /// <summary>Links to the guild's linked roles.</summary>
    public const string LinkedRoles = "<id:linked-roles>";

    /// <summary>Links to one linked role. A click on it opens the role's connections.</summary>
    /// <param name="role">The linked role.</param>
    /// <exception cref="ArgumentException">The id is 0.</exception>
    public static string LinkedRole(Id<Role> role)
    {
        role.ThrowIfZero(nameof(role));
        return $"<id:linked-roles:{role}>";
    }

    /// <summary>Mentions a user.</summary>
    /// <param name="user">The user's id.</param>
    /// <exception cref="ArgumentException">The id is 0.</exception>
    public static string Mention(this Id<User> user)
    {
        user.ThrowIfZero(nameof(user));
        return $"<@{user}>";
    }

    /// <summary>Mentions a user; the same text as <see cref="User.ToString"/>.</summary>
    /// <param name="user">The user.</param>
    /// <exception cref="ArgumentException">The user's id is 0.</exception>
    public static string Mention(this User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.Id.Mention();
    }

    /// <summary>Mentions a member; the same text as <see cref="GuildMember.ToString"/>.</summary>
    /// <param name="member">The member, with its user.</param>
    /// <exception cref="ArgumentException">The member's user is not known.</exception>
    public static string Mention(this GuildMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return (member.User?.Id ?? default).Mention();
    }

    /// <summary>Mentions a channel or thread; the same text as <see cref="Channel.ToString"/>.</summary>
    /// <param name="channel">The channel.</param>
    /// <exception cref="ArgumentException">The channel's id is 0.</exception>
    public static string Mention(this Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.Id.Mention();
    }

    /// <summary>Mentions a role. To mention @everyone, use <see cref="Everyone"/>, or <see cref="Mention(Role, Id{Guild})"/>.</summary>
    /// <param name="role">The role's id.</param>
    /// <exception cref="ArgumentException">The id is 0.</exception>
    public static string Mention(this Id<Role> role)
    {
        role.ThrowIfZero(nameof(role));
        return $"<@&{role}>";
    }

    /// <summary>Mentions a role that may be the guild's @everyone, which Discord mentions as <see cref="Everyone"/>.</summary>
    /// <param name="role">The role.</param>
    /// <param name="guildId">The role's guild.</param>
    /// <exception cref="ArgumentException">The role's id is 0.</exception>
    public static string Mention(this Role role, Id<Guild> guildId)
    {
        ArgumentNullException.ThrowIfNull(role);
        return role.Id.Value == guildId.Value ? Everyone : role.Id.Mention();
    }

    /// <summary>Mentions a channel or thread.</summary>
    /// <param name="channel">The channel's id.</param>
    /// <exception cref="ArgumentException">The id is 0.</exception>
    public static string Mention(this Id<Channel> channel)
    {
        channel.ThrowIfZero(nameof(channel));
        return $"<#{channel}>";
    }

    /// <summary>Mentions a slash command. A click on it enters the command.</summary>
    /// <param name="name">The command's full name: <c>name</c>, <c>name subcommand</c> or <c>name group subcommand</c>.</param>
    /// <param name="command">The command's id.</param>
    /// <exception cref="ArgumentException">The name is empty, or the id is 0.</exception>
    public static string Command(string name, Id<ApplicationCommandTag> command)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        command.ThrowIfZero(nameof(command));
        return $"</{name}:{command}>";
    }

    /// <summary>Writes a custom emoji.</summary>
    /// <param name="name">The emoji's name.</param>
    /// <param name="emoji">The emoji's id.</param>
    /// <param name="isAnimated">Whether the emoji is animated.</param>
    /// <exception cref="ArgumentException">The name is empty, or the id is 0.</exception>
    public static string CustomEmoji(string name, Id<Emoji> emoji, bool isAnimated = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        emoji.ThrowIfZero(nameof(emoji));
        return $"<{(isAnimated ? "a" : "")}:{name}:{emoji}>";
    }

    /// <summary>Writes a time that Discord shows in the reader's time zone and language.</summary>
    /// <param name="time">The time; fractions of a second are dropped.</param>
    /// <param name="style">How the time is shown.</param>
    /// <exception cref="ArgumentOutOfRangeException">The style is not a known one.</exception>
    public static string Timestamp(DateTimeOffset time, TimestampStyle style = TimestampStyle.LongDateShortTime) =>
        string.Create(CultureInfo.InvariantCulture, $"<t:{time.ToUnixTimeSeconds()}:{GetLetter(style)}>");

    /// <summary>The address of a message, which opens it in Discord. Readers need access to its channel.</summary>
    /// <param name="channelId">The message's channel.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="guildId">The message's guild; 0 for a direct message.</param>
    /// <exception cref="ArgumentException">The id of the channel or message is 0.</exception>
    public static Uri GetMessageUrl(Id<Channel> channelId, Id<Message> messageId, Id<Guild> guildId = default)
    {
        channelId.ThrowIfZero(nameof(channelId));
        messageId.ThrowIfZero(nameof(messageId));
        return new Uri($"https://discord.com/channels/{(guildId == default ? "@me" : guildId.ToString())}/{channelId}/{messageId}");
    }

    /// <summary>
    /// The address of a message, which opens it in Discord. If <see cref="Message.GuildId"/> is null, the address is that of a direct message; if you know the guild,
    /// use <see cref="GetMessageUrl(Id{Channel}, Id{Message}, Id{Guild})"/>.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <exception cref="ArgumentException">The message has no id, or its channel is not known.</exception>
    public static Uri GetUrl(this Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return GetMessageUrl(message.ChannelId, message.Id, message.GuildId ?? default);
    }

    /// <summary>
    /// Escapes text so that Discord shows it as written: without formatting, masked links, mentions, emojis or times. Web addresses keep working. The
    /// result is longer, and may exceed the limit of a message.
    /// </summary>
    /// <remarks>
    /// Special characters get a backslash. A backslash does not prevent mentions: their @ is followed by an invisible U+200B, and is written as %40 in web
    /// addresses. To decide who is notified, set <c>allowed_mentions</c> when sending the message.
    /// </remarks>
    /// <param name="text">The text.</param>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return MarkupEscape.Escape(text);
    }

    private static char GetLetter(TimestampStyle style) => style switch
    {
        TimestampStyle.LongDateShortTime => 'f',
        TimestampStyle.ShortTime => 't',
        TimestampStyle.MediumTime => 'T',
        TimestampStyle.ShortDate => 'd',
        TimestampStyle.LongDate => 'D',
        TimestampStyle.FullDateShortTime => 'F',
        TimestampStyle.ShortDateShortTime => 's',
        TimestampStyle.ShortDateMediumTime => 'S',
        TimestampStyle.Relative => 'R',
        _ => throw new ArgumentOutOfRangeException(nameof(style), style, "Not a timestamp style that Discord supports."),
    };
}
