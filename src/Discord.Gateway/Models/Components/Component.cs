using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A part of a message or modal, such as a button: match on its type, as in <c>case Button { CustomId: "buy" }</c>. In a submitted modal, inputs have the values that
/// the user gave. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference">Components › Component Reference</see>.
/// </summary>
[Variant<ActionRow>(ComponentType.ActionRow)]
[Variant<Button>(ComponentType.Button)]
[Variant<StringSelect>(ComponentType.StringSelect)]
[Variant<TextInput>(ComponentType.TextInput)]
[Variant<UserSelect>(ComponentType.UserSelect)]
[Variant<RoleSelect>(ComponentType.RoleSelect)]
[Variant<MentionableSelect>(ComponentType.MentionableSelect)]
[Variant<ChannelSelect>(ComponentType.ChannelSelect)]
[Variant<Section>(ComponentType.Section)]
[Variant<TextDisplay>(ComponentType.TextDisplay)]
[Variant<Thumbnail>(ComponentType.Thumbnail)]
[Variant<MediaGallery>(ComponentType.MediaGallery)]
[Variant<FileComponent>(ComponentType.File)]
[Variant<Separator>(ComponentType.Separator)]
[Variant<Container>(ComponentType.Container)]
[Variant<Label>(ComponentType.Label)]
[Variant<FileUpload>(ComponentType.FileUpload)]
[Variant<RadioGroup>(ComponentType.RadioGroup)]
[Variant<CheckboxGroup>(ComponentType.CheckboxGroup)]
[Variant<Checkbox>(ComponentType.Checkbox)]
[UnknownVariant<UnknownComponent>]
[JsonModel]
public abstract partial record Component
{
    private protected Component()
    {
    }

    /// <summary>The kind of component.</summary>
    [Discriminator]
    public abstract ComponentType Type { get; }

    /// <summary>The component's number, unique in its message; Discord assigns one if the bot does not. 0 in old messages.</summary>
    public long? Id { get; init; }
}
