using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Numbers and ids of the audit log, which Discord sends as strings.</summary>
public sealed class AuditLogTests
{
    [Fact]
    public void Numbers_in_strings_are_numbers_and_are_written_back_as_strings()
    {
        const string Json = """{"auto_moderation_rule_trigger_type":"4","count":"12","delete_member_days":"7","members_removed":"345","type":"1"}""";

        AuditLogOptions options = JsonSerializer.Deserialize<AuditLogOptions>(Json)!;

        Assert.Equal((12, TimeSpan.FromDays(7), 345), (options.Count, options.DeleteMemberDays, options.MembersRemoved));
        Assert.Equal((AutoModerationTriggerType.KeywordPreset, OverwriteType.Member), (options.AutoModerationRuleTriggerType, options.Type));
        AssertSame(Json, JsonSerializer.Serialize(options));
    }

    [Fact]
    public void Numbers_that_are_absent_are_null_and_stay_absent()
    {
        AuditLogOptions options = JsonSerializer.Deserialize<AuditLogOptions>("""{"channel_id":"5"}""")!;

        Assert.Equal((null, null, null, null, null), (options.Count, options.DeleteMemberDays, options.MembersRemoved, options.AutoModerationRuleTriggerType, options.Type));
        Assert.Equal("""{"channel_id":"5"}""", JsonSerializer.Serialize(options));
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("")]
    public void Text_that_is_no_number_is_null_and_is_written_back(string text)
    {
        string json = $$"""{"count":"{{text}}","delete_member_days":"{{text}}","members_removed":"{{text}}"}""";

        AuditLogOptions options = JsonSerializer.Deserialize<AuditLogOptions>(json)!;

        Assert.Equal((null, null, null), (options.Count, options.DeleteMemberDays, options.MembersRemoved));
        AssertSame(json, JsonSerializer.Serialize(options));
    }

    [Fact]
    public void More_days_than_a_time_can_have_are_null()
    {
        Assert.Null(JsonSerializer.Deserialize<AuditLogOptions>("""{"delete_member_days":"2000000000"}""")!.DeleteMemberDays);
    }

    [Fact]
    public void Options_made_by_hand_are_written_as_discord_does_and_equal_those_read()
    {
        var made = new AuditLogOptions { Count = 3, DeleteMemberDays = TimeSpan.FromDays(30), MembersRemoved = 4, Type = OverwriteType.Role, RoleName = "r" };

        string json = JsonSerializer.Serialize(made);

        AssertSame("""{"count":"3","delete_member_days":"30","members_removed":"4","role_name":"r","type":"0"}""", json);
        Assert.Equal(made, JsonSerializer.Deserialize<AuditLogOptions>(json));
        Assert.NotEqual(made, made with { Count = 5 });
        Assert.Equal(made, made with { Count = 5 } with { Count = 3 });
    }

    [Theory]
    [InlineData(AuditLogEvent.GuildUpdate, typeof(Guild))]
    [InlineData(AuditLogEvent.ChannelDelete, typeof(Channel))]
    [InlineData(AuditLogEvent.ChannelOverwriteUpdate, typeof(Channel))]
    [InlineData(AuditLogEvent.ThreadCreate, typeof(Channel))]
    [InlineData(AuditLogEvent.VoiceChannelStatusCreate, typeof(Channel))]
    [InlineData(AuditLogEvent.MessageBulkDelete, typeof(Channel))]
    [InlineData(AuditLogEvent.MemberBanAdd, typeof(User))]
    [InlineData(AuditLogEvent.MemberRoleUpdate, typeof(User))]
    [InlineData(AuditLogEvent.MessageDelete, typeof(User))]
    [InlineData(AuditLogEvent.MessagePin, typeof(User))]
    [InlineData(AuditLogEvent.AutoModerationBlockMessage, typeof(User))]
    [InlineData(AuditLogEvent.RoleUpdate, typeof(Role))]
    [InlineData(AuditLogEvent.WebhookCreate, typeof(WebhookTag))]
    [InlineData(AuditLogEvent.EmojiDelete, typeof(Emoji))]
    [InlineData(AuditLogEvent.IntegrationCreate, typeof(Integration))]
    [InlineData(AuditLogEvent.StageInstanceCreate, typeof(StageInstance))]
    [InlineData(AuditLogEvent.StickerUpdate, typeof(Sticker))]
    [InlineData(AuditLogEvent.GuildScheduledEventCreate, typeof(GuildScheduledEvent))]
    [InlineData(AuditLogEvent.SoundboardSoundDelete, typeof(SoundboardSound))]
    [InlineData(AuditLogEvent.AutoModerationRuleUpdate, typeof(AutoModerationRule))]
    [InlineData(AuditLogEvent.ApplicationCommandPermissionUpdate, typeof(ApplicationCommandTag))]
    [InlineData(AuditLogEvent.OnboardingUpdate, typeof(Guild))]
    [InlineData(AuditLogEvent.InviteCreate, null)]
    [InlineData(AuditLogEvent.OnboardingPromptCreate, null)]
    [InlineData((AuditLogEvent)4711, null)]
    public void A_target_has_an_id_of_the_kind_that_the_action_affects(AuditLogEvent action, Type? kind)
    {
        var entry = new AuditLogEntry { ActionType = action, TargetId = "42" };

        Type[] kinds = [.. TargetsOf(entry).Where(target => target.Id == 42).Select(target => target.Kind)];

        Assert.Equal(kind is null ? [] : [kind], kinds);
        Assert.Equal(42UL, entry.GetTargetId<EntityTag>()?.Value);
    }

    [Fact]
    public void Permissions_of_all_commands_affect_the_application()
    {
        var entry = new AuditLogEntry { ActionType = AuditLogEvent.ApplicationCommandPermissionUpdate, TargetId = "42", Options = new AuditLogOptions { ApplicationId = 42 } };

        Assert.Equal(42UL, entry.GetTargetId<Application>()?.Value);
        Assert.Null(entry.GetTargetId<ApplicationCommandTag>());
        Assert.Equal(42UL, (entry with { Options = new AuditLogOptions { ApplicationId = 7 } }).GetTargetId<ApplicationCommandTag>()?.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("abc")]
    public void A_target_without_an_id_is_null(string? target)
    {
        var entry = new AuditLogEntry { ActionType = AuditLogEvent.MemberKick, TargetId = target };

        Assert.Null(entry.GetTargetId<User>());
        Assert.Null(entry.GetTargetId<EntityTag>());
    }

    private static IEnumerable<(Type Kind, ulong? Id)> TargetsOf(AuditLogEntry entry) =>
    [
        (typeof(Guild), entry.GetTargetId<Guild>()?.Value), (typeof(Channel), entry.GetTargetId<Channel>()?.Value), (typeof(User), entry.GetTargetId<User>()?.Value),
        (typeof(Role), entry.GetTargetId<Role>()?.Value), (typeof(WebhookTag), entry.GetTargetId<WebhookTag>()?.Value), (typeof(Emoji), entry.GetTargetId<Emoji>()?.Value),
        (typeof(Message), entry.GetTargetId<Message>()?.Value), (typeof(Integration), entry.GetTargetId<Integration>()?.Value),
        (typeof(StageInstance), entry.GetTargetId<StageInstance>()?.Value), (typeof(Sticker), entry.GetTargetId<Sticker>()?.Value),
        (typeof(GuildScheduledEvent), entry.GetTargetId<GuildScheduledEvent>()?.Value), (typeof(SoundboardSound), entry.GetTargetId<SoundboardSound>()?.Value),
        (typeof(AutoModerationRule), entry.GetTargetId<AutoModerationRule>()?.Value), (typeof(Application), entry.GetTargetId<Application>()?.Value),
        (typeof(ApplicationCommandTag), entry.GetTargetId<ApplicationCommandTag>()?.Value),
    ];

    private static void AssertSame(string expected, string actual)
    {
        Assert.Equal(Properties(expected), Properties(actual));

        static IEnumerable<string> Properties(string json) => JsonDocument.Parse(json).RootElement.EnumerateObject().Select(property => property.ToString()).Order();
    }
}
