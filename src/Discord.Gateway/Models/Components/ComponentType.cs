namespace Discord.Gateway.Models;

/// <summary>The kind of a component. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#component-object-component-types">Components › Component Types</see>.</summary>
public enum ComponentType : long
{
    /// <summary>ACTION_ROW: a row of buttons, or one select menu; see <see cref="Models.ActionRow"/>.</summary>
    ActionRow = 1,

    /// <summary>BUTTON: a button; see <see cref="Models.Button"/>.</summary>
    Button = 2,

    /// <summary>STRING_SELECT: a select menu of texts; see <see cref="Models.StringSelect"/>.</summary>
    StringSelect = 3,

    /// <summary>TEXT_INPUT: a text field, in modals only; see <see cref="Models.TextInput"/>.</summary>
    TextInput = 4,

    /// <summary>USER_SELECT: a select menu of users; see <see cref="Models.UserSelect"/>.</summary>
    UserSelect = 5,

    /// <summary>ROLE_SELECT: a select menu of roles; see <see cref="Models.RoleSelect"/>.</summary>
    RoleSelect = 6,

    /// <summary>MENTIONABLE_SELECT: a select menu of users and roles; see <see cref="Models.MentionableSelect"/>.</summary>
    MentionableSelect = 7,

    /// <summary>CHANNEL_SELECT: a select menu of channels; see <see cref="Models.ChannelSelect"/>.</summary>
    ChannelSelect = 8,

    /// <summary>SECTION: texts with a button or image beside them, in messages only; see <see cref="Models.Section"/>.</summary>
    Section = 9,

    /// <summary>TEXT_DISPLAY: Markdown text; see <see cref="Models.TextDisplay"/>.</summary>
    TextDisplay = 10,

    /// <summary>THUMBNAIL: a small image, in messages only; see <see cref="Models.Thumbnail"/>.</summary>
    Thumbnail = 11,

    /// <summary>MEDIA_GALLERY: images and videos, in messages only; see <see cref="Models.MediaGallery"/>.</summary>
    MediaGallery = 12,

    /// <summary>FILE: an attached file, in messages only; see <see cref="FileComponent"/>.</summary>
    File = 13,

    /// <summary>SEPARATOR: vertical space between components, in messages only; see <see cref="Models.Separator"/>.</summary>
    Separator = 14,

    /// <summary>CONTENT_INVENTORY_ENTRY: undocumented.</summary>
    ContentInventoryEntry = 16,

    /// <summary>CONTAINER: a box around components, in messages only; see <see cref="Models.Container"/>.</summary>
    Container = 17,

    /// <summary>LABEL: a label around an input, in modals only; see <see cref="Models.Label"/>.</summary>
    Label = 18,

    /// <summary>FILE_UPLOAD: a field for files, in modals only; see <see cref="Models.FileUpload"/>.</summary>
    FileUpload = 19,

    /// <summary>RADIO_GROUP: a choice of one option, in modals only; see <see cref="Models.RadioGroup"/>.</summary>
    RadioGroup = 21,

    /// <summary>CHECKBOX_GROUP: a choice of several options, in modals only; see <see cref="Models.CheckboxGroup"/>.</summary>
    CheckboxGroup = 22,

    /// <summary>CHECKBOX: a yes or no, in modals only; see <see cref="Models.Checkbox"/>.</summary>
    Checkbox = 23,
}
