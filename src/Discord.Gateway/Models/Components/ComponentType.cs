namespace Discord.Gateway.Models;

/// <summary>The kind of a component. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#component-object-component-types">Components › Component Types</see>.</summary>
public enum ComponentType : long
{
    /// <summary>ACTION_ROW.</summary>
    ActionRow = 1,

    /// <summary>BUTTON.</summary>
    Button = 2,

    /// <summary>STRING_SELECT.</summary>
    StringSelect = 3,

    /// <summary>TEXT_INPUT.</summary>
    TextInput = 4,

    /// <summary>USER_SELECT.</summary>
    UserSelect = 5,

    /// <summary>ROLE_SELECT.</summary>
    RoleSelect = 6,

    /// <summary>MENTIONABLE_SELECT.</summary>
    MentionableSelect = 7,

    /// <summary>CHANNEL_SELECT.</summary>
    ChannelSelect = 8,

    /// <summary>SECTION.</summary>
    Section = 9,

    /// <summary>TEXT_DISPLAY.</summary>
    TextDisplay = 10,

    /// <summary>THUMBNAIL.</summary>
    Thumbnail = 11,

    /// <summary>MEDIA_GALLERY.</summary>
    MediaGallery = 12,

    /// <summary>FILE.</summary>
    File = 13,

    /// <summary>SEPARATOR.</summary>
    Separator = 14,

    /// <summary>CONTENT_INVENTORY_ENTRY: undocumented.</summary>
    ContentInventoryEntry = 16,

    /// <summary>CONTAINER.</summary>
    Container = 17,

    /// <summary>LABEL.</summary>
    Label = 18,

    /// <summary>FILE_UPLOAD.</summary>
    FileUpload = 19,

    /// <summary>RADIO_GROUP.</summary>
    RadioGroup = 21,

    /// <summary>CHECKBOX_GROUP.</summary>
    CheckboxGroup = 22,

    /// <summary>CHECKBOX.</summary>
    Checkbox = 23,
}
