using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Components by custom id, and the answers of users in modals and menus.</summary>
public sealed class ComponentReadingTests
{
    private const string Resolved = """
        {
            "users": { "10": { "id": "10", "username": "ann" }, "11": { "id": "11", "username": "bob" } },
            "members": { "10": { "nick": "Annie" } },
            "roles": { "30": { "id": "30", "name": "mods" } },
            "channels": { "20": { "id": "20", "type": 0, "name": "general" } },
            "attachments": { "40": { "id": "40", "filename": "cat.png" } }
        }
        """;

    private static readonly ModalSubmitData Modal = Assert.IsType<ModalSubmitData>(JsonAssert.Read<Interaction>($$"""
        { "type": 5, "data": { "custom_id": "form", "resolved": {{Resolved}}, "components": [
            { "type": 1, "components": [{ "type": 4, "custom_id": "old text", "value": "old" }] },
            { "type": 18, "component": { "type": 4, "custom_id": "text", "value": "new" } },
            { "type": 18, "component": { "type": 4, "custom_id": "empty text" } },
            { "type": 18, "component": { "type": 3, "custom_id": "strings", "values": ["a", "b"] } },
            { "type": 18, "component": { "type": 5, "custom_id": "users", "values": ["10", "11", "12"] } },
            { "type": 18, "component": { "type": 6, "custom_id": "roles", "values": ["30"] } },
            { "type": 18, "component": { "type": 7, "custom_id": "mentionables", "values": ["30", "10"] } },
            { "type": 18, "component": { "type": 8, "custom_id": "channels", "values": ["20"] } },
            { "type": 18, "component": { "type": 19, "custom_id": "files", "values": ["40"] } },
            { "type": 18, "component": { "type": 21, "custom_id": "radio", "value": "warrior" } },
            { "type": 18, "component": { "type": 21, "custom_id": "no radio", "value": null } },
            { "type": 18, "component": { "type": 22, "custom_id": "boxes", "values": ["march-5", "march-10"] } },
            { "type": 18, "component": { "type": 23, "custom_id": "box", "value": true } },
            { "type": 10 }
        ] } }
        """).Data);

    [Theory]
    [InlineData("in a row")]
    [InlineData("in a container")]
    [InlineData("beside a section")]
    [InlineData("deep")]
    public void Buttons_of_a_message_are_found_at_every_depth(string customId)
    {
        var message = new Message
        {
            Components =
            [
                new TextDisplay { Content = "Choose" },
                new ActionRow { Components = [new Button { Label = "link", Url = "https://example.org" }, new Button { CustomId = "in a row" }] },
                new Container
                {
                    Components =
                    [
                        new ActionRow { Components = [new Button { CustomId = "in a container" }] },
                        new Section { Components = [new TextDisplay()], Accessory = new Button { CustomId = "deep" } },
                    ],
                },
                new Section { Accessory = new Button { CustomId = "beside a section" } },
                new Section { Components = [new TextDisplay()] },
            ],
        };

        Assert.Equal(customId, message.Find<Button>(customId)?.CustomId);
        Assert.IsType<Button>(message.Find<Component>(customId));
        Assert.Null(message.Find<Button>("absent"));
    }

    [Theory]
    [InlineData("text", typeof(TextInput))]
    [InlineData("old text", typeof(TextInput))]
    [InlineData("strings", typeof(StringSelect))]
    [InlineData("users", typeof(UserSelect))]
    [InlineData("roles", typeof(RoleSelect))]
    [InlineData("mentionables", typeof(MentionableSelect))]
    [InlineData("channels", typeof(ChannelSelect))]
    [InlineData("files", typeof(FileUpload))]
    [InlineData("radio", typeof(RadioGroup))]
    [InlineData("boxes", typeof(CheckboxGroup))]
    [InlineData("box", typeof(Checkbox))]
    public void Inputs_of_a_modal_are_found_by_custom_id(string customId, Type type)
    {
        Assert.IsType(type, Modal.Find<Component>(customId));
    }

    [Fact]
    public void Looking_for_another_type_of_component_throws_and_names_both()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Modal.Find<StringSelect>("text"));

        Assert.Contains("'text' is a TextInput, not a StringSelect", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Modal.Find<TextInput>(null!));
        Assert.Throws<ArgumentNullException>(() => Message.Empty.Find<Button>(null!));
    }

    [Fact]
    public void A_modals_texts_choices_and_checks_are_read_by_custom_id()
    {
        Assert.Equal(("new", "old", ""), (Modal.GetText("text"), Modal.GetText("old text"), Modal.GetText("empty text")));
        Assert.Equal(["a", "b"], Modal.GetChoices("strings"));
        Assert.Equal(["march-5", "march-10"], Modal.GetChoices("boxes"));
        Assert.Equal(("warrior", null), (Modal.GetChoice("radio"), Modal.GetChoice("no radio")));
        Assert.True(Modal.GetChecked("box"));
    }

    [Fact]
    public void A_modals_users_roles_channels_and_files_are_resolved()
    {
        Assert.Equal(["ann", "bob"], Modal.GetUsers("users").Select(user => user.Username));
        Assert.Equal([("Annie", "ann")], Modal.GetMembers("users").Select(member => (member.Nick, member.User?.Username)));
        Assert.Equal(["mods"], Modal.GetRoles("roles").Select(role => role.Name));
        Assert.Equal(["ann"], Modal.GetUsers("mentionables").Select(user => user.Username));
        Assert.Equal(["mods"], Modal.GetRoles("mentionables").Select(role => role.Name));
        Assert.Equal(["general"], Modal.GetChannels("channels").Select(channel => channel.Name));
        Assert.Equal(["cat.png"], Modal.GetAttachments("files").Select(file => file.Filename));
    }

    [Fact]
    public void A_component_that_the_modal_lacks_has_no_answer()
    {
        Assert.Null(Modal.GetText("absent"));
        Assert.Null(Modal.GetChoice("absent"));
        Assert.Null(Modal.GetChecked("absent"));
        Assert.Empty(Modal.GetChoices("absent"));
        Assert.Empty(Modal.GetUsers("absent"));
        Assert.Empty(Modal.GetMembers("absent"));
        Assert.Empty(Modal.GetRoles("absent"));
        Assert.Empty(Modal.GetChannels("absent"));
        Assert.Empty(Modal.GetAttachments("absent"));
        Assert.Empty((Modal with { Resolved = null }).GetUsers("users"));
    }

    [Fact]
    public void Answers_of_another_type_of_component_throw()
    {
        Action[] reads =
        [
            () => Modal.GetText("users"), () => Modal.GetChoice("text"), () => Modal.GetChoices("text"), () => Modal.GetChecked("text"), () => Modal.GetUsers("roles"),
            () => Modal.GetMembers("text"), () => Modal.GetRoles("users"), () => Modal.GetChannels("users"), () => Modal.GetAttachments("text"),
        ];

        Assert.All(reads, read => Assert.Throws<InvalidOperationException>(read));
    }

    [Fact]
    public void Users_chosen_in_a_menu_of_a_message_are_resolved_in_order()
    {
        MessageComponentData data = Chosen(5, "11", "12", "10");

        Assert.Equal([11, 12, 10], data.GetIds<User>());
        Assert.Equal(["bob", "ann"], data.GetUsers().Select(user => user.Username));
        Assert.Equal([("Annie", "ann")], data.GetMembers().Select(member => (member.Nick, member.User?.Username)));
    }

    [Fact]
    public void A_menu_of_mentionables_gives_users_and_roles_apart()
    {
        MessageComponentData data = Chosen(7, "30", "10");

        Assert.Equal([30, 10], data.GetIds<EntityTag>());
        Assert.Equal(["ann"], data.GetUsers().Select(user => user.Username));
        Assert.Equal(["mods"], data.GetRoles().Select(role => role.Name));
    }

    [Fact]
    public void Roles_and_channels_chosen_in_a_menu_are_resolved()
    {
        Assert.Equal(["mods"], Chosen(6, "30").GetRoles().Select(role => role.Name));
        Assert.Equal(["general"], Chosen(8, "20").GetChannels().Select(channel => channel.Name));
        Assert.Empty(new MessageComponentData { ComponentType = ComponentType.RoleSelect, Values = ["30"] }.GetRoles());
    }

    [Fact]
    public void Choices_that_a_component_cannot_have_throw()
    {
        MessageComponentData strings = Chosen(3, "a");
        Action[] reads = [() => strings.GetUsers(), () => strings.GetMembers(), () => strings.GetRoles(), () => strings.GetChannels()];

        Assert.All(reads, read => Assert.Contains("'menu' has type StringSelect", Assert.Throws<InvalidOperationException>(read).Message, StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => Chosen(7, "10").GetChannels());
        Assert.Empty(strings.GetIds<User>());
    }

    private static MessageComponentData Chosen(int type, params string[] values) => Assert.IsType<MessageComponentData>(JsonAssert.Read<Interaction>($$"""
        { "type": 3, "data": { "custom_id": "menu", "component_type": {{type}}, "values": [{{string.Join(", ", values.Select(value => $"\"{value}\""))}}], "resolved": {{Resolved}} } }
        """).Data);
}
