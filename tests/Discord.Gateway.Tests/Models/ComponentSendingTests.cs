using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Components made by hand are written with the properties that were set and no others, as Discord's documentation has them.</summary>
public sealed class ComponentSendingTests
{
    public static TheoryData<string, Component> Documented => new()
    {
        {
            """{ "type": 1, "components": [{ "type": 2, "custom_id": "click_yes", "label": "Accept", "style": 1 }, { "type": 2, "label": "Learn More", "style": 5, "url": "http://watchanimeattheoffice.com/" }] }""",
            new ActionRow
            {
                Components =
                [
                    new Button { CustomId = "click_yes", Label = "Accept", Style = ButtonStyle.Primary },
                    new Button { Label = "Learn More", Style = ButtonStyle.Link, Url = "http://watchanimeattheoffice.com/" },
                ],
            }
        },
        { """{ "type": 2, "style": 6, "sku_id": "5" }""", new Button { Style = ButtonStyle.Premium, SkuId = 5 } },
        {
            """{ "type": 2, "style": 2, "custom_id": "a", "emoji": { "id": "7", "name": "x", "animated": true }, "disabled": true }""",
            new Button { Style = ButtonStyle.Secondary, CustomId = "a", Emoji = new Emoji { Id = 7, Name = "x", Animated = true }, Disabled = true }
        },
        {
            """{ "type": 3, "id": 2, "custom_id": "favorite_bug", "placeholder": "Favorite bug?", "options": [{ "label": "Ant", "value": "ant", "description": "(best option)", "emoji": { "name": "🐜" } }] }""",
            new StringSelect
            {
                Id = 2,
                CustomId = "favorite_bug",
                Placeholder = "Favorite bug?",
                Options = [new SelectOption { Label = "Ant", Value = "ant", Description = "(best option)", Emoji = new Emoji { Name = "🐜" } }],
            }
        },
        { """{ "type": 4, "custom_id": "a", "style": 1 }""", new TextInput { CustomId = "a", Style = TextInputStyle.Short } },
        { """{ "type": 5, "custom_id": "user_select", "placeholder": "Select a user" }""", new UserSelect { CustomId = "user_select", Placeholder = "Select a user" } },
        {
            """{ "type": 6, "custom_id": "role_ids", "min_values": 1, "max_values": 3, "default_values": [{ "id": "9", "type": "role" }] }""",
            new RoleSelect { CustomId = "role_ids", MinValues = 1, MaxValues = 3, DefaultValues = [new SelectDefaultValue { Id = 9, Type = "role" }] }
        },
        { """{ "type": 7, "custom_id": "who" }""", new MentionableSelect { CustomId = "who" } },
        { """{ "type": 8, "custom_id": "where", "channel_types": [0], "required": false }""", new ChannelSelect { CustomId = "where", ChannelTypes = [ChannelType.GuildText], Required = false } },
        {
            """{ "type": 9, "components": [{ "type": 10, "content": "# Real Game v7.3" }], "accessory": { "type": 11, "media": { "url": "https://websitewithopensourceimages/gamepreview.webp" } } }""",
            new Section
            {
                Components = [new TextDisplay { Content = "# Real Game v7.3" }],
                Accessory = new Thumbnail { Media = new UnfurledMediaItem { Url = "https://websitewithopensourceimages/gamepreview.webp" } },
            }
        },
        {
            """{ "type": 12, "items": [{ "media": { "url": "https://livevideofeedconvertedtoimage/webcam1.webp" }, "description": "An aerial view" }] }""",
            new MediaGallery
            {
                Items = [new MediaGalleryItem { Media = new UnfurledMediaItem { Url = "https://livevideofeedconvertedtoimage/webcam1.webp" }, Description = "An aerial view" }],
            }
        },
        { """{ "type": 13, "file": { "url": "attachment://game.zip" } }""", new FileComponent { File = new UnfurledMediaItem { Url = "attachment://game.zip" } } },
        { """{ "type": 14 }""", new Separator() },
        { """{ "type": 14, "divider": true, "spacing": 1 }""", new Separator { Divider = true, Spacing = SeparatorSpacing.Small } },
        {
            """{ "type": 17, "accent_color": 703487, "components": [{ "type": 10, "content": "# You have encountered a wild coyote!" }] }""",
            new Container { AccentColor = new Color(703487), Components = [new TextDisplay { Content = "# You have encountered a wild coyote!" }] }
        },
        {
            """{ "type": 18, "label": "File Upload", "component": { "type": 19, "custom_id": "file_upload", "min_values": 1, "max_values": 10, "required": true, "file_types": [".pdf"] } }""",
            new Label { Text = "File Upload", Component = new FileUpload { CustomId = "file_upload", MinValues = 1, MaxValues = 10, Required = true, FileTypes = [".pdf"] } }
        },
        {
            """{ "type": 21, "custom_id": "class_radio", "options": [{ "value": "warrior", "label": "Warrior", "description": "Strong and brave" }] }""",
            new RadioGroup { CustomId = "class_radio", Options = [new ChoiceOption { Value = "warrior", Label = "Warrior", Description = "Strong and brave" }] }
        },
        {
            """{ "type": 22, "custom_id": "event_checkbox", "options": [{ "value": "march-4", "label": "March 4th", "default": true }] }""",
            new CheckboxGroup { CustomId = "event_checkbox", Options = [new ChoiceOption { Value = "march-4", Label = "March 4th", Default = true }] }
        },
        { """{ "type": 23, "custom_id": "fight_checkbox" }""", new Checkbox { CustomId = "fight_checkbox" } },
    };

    [Theory]
    [MemberData(nameof(Documented), DisableDiscoveryEnumeration = true)]
    public void A_component_made_by_hand_is_written_without_absent_properties(string expected, Component component)
    {
        JsonAssert.Equal(expected, JsonSerializer.Serialize(component));
    }
}
