namespace Discord.Gateway.Models;

/// <content>The user's answers by custom id.</content>
public sealed partial record ModalSubmitData
{
    /// <summary>The component with the custom id, at any depth of <see cref="Components"/>, as in <c>modal.Find&lt;TextInput&gt;("name")</c>; null if there is none.</summary>
    /// <typeparam name="T">The component's type; <see cref="Component"/> for any.</typeparam>
    /// <param name="customId">The custom id.</param>
    /// <exception cref="ArgumentNullException"><paramref name="customId"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The component has another type.</exception>
    public T? Find<T>(string customId)
        where T : Component => ComponentSearch.Find<T>(Components, customId);

    /// <summary>The text of a <see cref="TextInput"/>; empty if the user left it empty, null if the modal has no such component.</summary>
    /// <param name="customId">The component's custom id.</param>
    /// <exception cref="ArgumentNullException"><paramref name="customId"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The component has another type.</exception>
    public string? GetText(string customId) => Find<TextInput>(customId) is { } input ? input.Value ?? "" : null;

    /// <summary>The value chosen in a <see cref="RadioGroup"/>; null if none is chosen, or the modal has no such component.</summary>
    /// <inheritdoc cref="GetText"/>
    public string? GetChoice(string customId) => Find<RadioGroup>(customId)?.Value;

    /// <summary>The values chosen in a <see cref="StringSelect"/> or <see cref="CheckboxGroup"/>; empty if none are chosen, or the modal has no such component.</summary>
    /// <inheritdoc cref="GetText"/>
    public IReadOnlyList<string> GetChoices(string customId) => Find<Component>(customId) is CheckboxGroup group ? group.Values : Find<StringSelect>(customId)?.Values ?? [];

    /// <summary>Whether a <see cref="Checkbox"/> is checked; null if the modal has no such component.</summary>
    /// <inheritdoc cref="GetText"/>
    public bool? GetChecked(string customId) => Find<Checkbox>(customId) is { } checkbox ? checkbox.Value ?? false : null;

    /// <summary>
    /// The users chosen in a <see cref="UserSelect"/> or <see cref="MentionableSelect"/>; chosen roles are omitted. Empty if none are chosen, or the modal has no such
    /// component.
    /// </summary>
    /// <inheritdoc cref="GetText"/>
    public IReadOnlyList<User> GetUsers(string customId) => ResolvedData.Find(IdsOf<User, UserSelect>(customId), id => Resolved?.Users.GetValueOrDefault(id));

    /// <summary>The same users as members of the guild, with <see cref="GuildMember.User"/>; users who are not in the guild are omitted.</summary>
    /// <inheritdoc cref="GetText"/>
    public IReadOnlyList<GuildMember> GetMembers(string customId) => ResolvedData.Find(IdsOf<User, UserSelect>(customId), id => Resolved?.GetMember(id));

    /// <summary>
    /// The roles chosen in a <see cref="RoleSelect"/> or <see cref="MentionableSelect"/>; chosen users are omitted. Empty if none are chosen, or the modal has no such
    /// component.
    /// </summary>
    /// <inheritdoc cref="GetText"/>
    public IReadOnlyList<Role> GetRoles(string customId) => ResolvedData.Find(IdsOf<Role, RoleSelect>(customId), id => Resolved?.Roles.GetValueOrDefault(id));

    /// <summary>
    /// The channels chosen in a <see cref="ChannelSelect"/>, with some of their properties; empty if none are chosen, or the modal has no such component.
    /// </summary>
    /// <inheritdoc cref="GetText"/>
    public IReadOnlyList<Channel> GetChannels(string customId) =>
        ResolvedData.Find((Find<ChannelSelect>(customId)?.Values ?? []).Select(id => id.As<Channel>()), id => Resolved?.Channels.GetValueOrDefault(id));

    /// <summary>The files uploaded in a <see cref="FileUpload"/>; empty if there are none, or the modal has no such component.</summary>
    /// <inheritdoc cref="GetText"/>
    public IReadOnlyList<Attachment> GetAttachments(string customId) =>
        ResolvedData.Find(Find<FileUpload>(customId)?.Values ?? [], id => Resolved?.Attachments.GetValueOrDefault(id));

    private IEnumerable<Id<T>> IdsOf<T, TSelect>(string customId)
        where TSelect : EntitySelect
    {
        EntitySelect? select = Find<Component>(customId) as MentionableSelect;
        return (select ?? Find<TSelect>(customId))?.Values.Select(id => id.As<T>()) ?? [];
    }
}
