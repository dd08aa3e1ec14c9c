namespace Discord.Gateway.Models;

public sealed partial record AuditLogEntry
{
    /// <summary>
    /// The id of the affected object if the type of action affects a <typeparamref name="T"/>; null if it affects another kind of object, or if Discord did not send an
    /// id. For <see cref="EntityTag"/>, the id is returned for every action.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Actions on permission overwrites affect a <see cref="Channel"/>; <see cref="AuditLogOptions.Id"/> is the role or member. Actions on messages affect
    /// the author, a <see cref="User"/>, and <see cref="AuditLogEvent.MessageBulkDelete"/> affects the channel. Actions on threads affect a <see
    /// cref="Channel"/>, those on onboarding and the server guide the <see cref="Guild"/>. <see
    /// cref="AuditLogEvent.ApplicationCommandPermissionUpdate"/> affects an <see cref="Application"/> if the id is that in <see
    /// cref="AuditLogOptions.ApplicationId"/>, and an <see cref="ApplicationCommandTag"/> otherwise.
    /// </para>
    /// <para>Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object-audit-log-events">Audit Log › Audit Log Events</see>.</para>
    /// </remarks>
    /// <typeparam name="T">The kind of the affected object.</typeparam>
    public Id<T>? GetTargetId<T>() =>
        Id<T>.TryParse(TargetId, null, out Id<T> id) && id != default && (typeof(T) == typeof(EntityTag) || typeof(T) == GetTargetType(id.Value)) ? id : null;

    private Type? GetTargetType(ulong id) => ActionType switch
    {
        AuditLogEvent.GuildUpdate
            or AuditLogEvent.OnboardingCreate or AuditLogEvent.OnboardingUpdate
            or AuditLogEvent.HomeSettingsCreate or AuditLogEvent.HomeSettingsUpdate => typeof(Guild),
        AuditLogEvent.ChannelCreate or AuditLogEvent.ChannelUpdate or AuditLogEvent.ChannelDelete
            or AuditLogEvent.ChannelOverwriteCreate or AuditLogEvent.ChannelOverwriteUpdate or AuditLogEvent.ChannelOverwriteDelete
            or AuditLogEvent.MessageBulkDelete
            or AuditLogEvent.ThreadCreate or AuditLogEvent.ThreadUpdate or AuditLogEvent.ThreadDelete
            or AuditLogEvent.VoiceChannelStatusCreate or AuditLogEvent.VoiceChannelStatusDelete => typeof(Channel),
        AuditLogEvent.MemberKick or AuditLogEvent.MemberPrune or AuditLogEvent.MemberBanAdd or AuditLogEvent.MemberBanRemove
            or AuditLogEvent.MemberUpdate or AuditLogEvent.MemberRoleUpdate or AuditLogEvent.MemberMove or AuditLogEvent.MemberDisconnect
            or AuditLogEvent.BotAdd
            or AuditLogEvent.MessageDelete or AuditLogEvent.MessagePin or AuditLogEvent.MessageUnpin
            or AuditLogEvent.AutoModerationBlockMessage or AuditLogEvent.AutoModerationFlagToChannel
            or AuditLogEvent.AutoModerationUserCommunicationDisabled or AuditLogEvent.AutoModerationQuarantineUser => typeof(User),
        AuditLogEvent.RoleCreate or AuditLogEvent.RoleUpdate or AuditLogEvent.RoleDelete => typeof(Role),
        AuditLogEvent.WebhookCreate or AuditLogEvent.WebhookUpdate or AuditLogEvent.WebhookDelete => typeof(WebhookTag),
        AuditLogEvent.EmojiCreate or AuditLogEvent.EmojiUpdate or AuditLogEvent.EmojiDelete => typeof(Emoji),
        AuditLogEvent.IntegrationCreate or AuditLogEvent.IntegrationUpdate or AuditLogEvent.IntegrationDelete => typeof(Integration),
        AuditLogEvent.StageInstanceCreate or AuditLogEvent.StageInstanceUpdate or AuditLogEvent.StageInstanceDelete => typeof(StageInstance),
        AuditLogEvent.StickerCreate or AuditLogEvent.StickerUpdate or AuditLogEvent.StickerDelete => typeof(Sticker),
        AuditLogEvent.GuildScheduledEventCreate or AuditLogEvent.GuildScheduledEventUpdate
            or AuditLogEvent.GuildScheduledEventDelete => typeof(GuildScheduledEvent),
        AuditLogEvent.ApplicationCommandPermissionUpdate => Options?.ApplicationId?.Value == id ? typeof(Application) : typeof(ApplicationCommandTag),
        AuditLogEvent.SoundboardSoundCreate or AuditLogEvent.SoundboardSoundUpdate or AuditLogEvent.SoundboardSoundDelete => typeof(SoundboardSound),
        AuditLogEvent.AutoModerationRuleCreate or AuditLogEvent.AutoModerationRuleUpdate
            or AuditLogEvent.AutoModerationRuleDelete => typeof(AutoModerationRule),
        _ => null,
    };
}
