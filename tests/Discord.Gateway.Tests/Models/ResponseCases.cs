using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Responses of all types, and the JSON that Discord's documentation has for them.</summary>
internal static class ResponseCases
{
    internal const string BugModalJson = """
        { "type": 9, "data": { "custom_id": "bug_modal", "title": "Bug Report", "components": [
            { "type": 18, "label": "What's your favorite bug?", "component": { "type": 3, "custom_id": "bug_string_select", "placeholder": "Choose...", "options": [
                { "label": "Ant", "value": "ant", "description": "(best option)", "emoji": { "name": "🐜" } },
                { "label": "Butterfly", "value": "butterfly", "emoji": { "name": "🦋" } },
                { "label": "Caterpillar", "value": "caterpillar", "emoji": { "name": "🐛" } }] } },
            { "type": 18, "label": "Why is it your favorite?", "description": "Please provide as much detail as possible!", "component": {
                "type": 4, "custom_id": "bug_explanation", "style": 2, "min_length": 1000, "max_length": 4000, "placeholder": "Write your explanation here...", "required": true } }] } }
        """;

    internal static InteractionResponse BugModal => InteractionResponse.Modal(
        "bug_modal",
        "Bug Report",
        new Label
        {
            Text = "What's your favorite bug?",
            Component = new StringSelect
            {
                CustomId = "bug_string_select",
                Placeholder = "Choose...",
                Options =
                [
                    new SelectOption { Label = "Ant", Value = "ant", Description = "(best option)", Emoji = new Emoji { Name = "🐜" } },
                    new SelectOption { Label = "Butterfly", Value = "butterfly", Emoji = new Emoji { Name = "🦋" } },
                    new SelectOption { Label = "Caterpillar", Value = "caterpillar", Emoji = new Emoji { Name = "🐛" } },
                ],
            },
        },
        new Label
        {
            Text = "Why is it your favorite?",
            Description = "Please provide as much detail as possible!",
            Component = new TextInput
            {
                CustomId = "bug_explanation",
                Style = TextInputStyle.Paragraph,
                MinLength = 1000,
                MaxLength = 4000,
                Placeholder = "Write your explanation here...",
                Required = true,
            },
        });

    internal static IReadOnlyList<(string Json, InteractionResponse Response)> All { get; } =
    [
        ("""{ "type": 1 }""", new InteractionResponse { Type = InteractionCallbackType.Pong }),
        ("""{ "type": 4, "data": { "content": "Congrats on sending your command!" } }""", InteractionResponse.Message("Congrats on sending your command!")),
        (
            """{ "type": 4, "data": { "tts": false, "content": "Congrats on sending your command!", "embeds": [], "allowed_mentions": { "parse": [] } } }""",
            InteractionResponse.Message(new MessageCallbackData { Tts = false, Content = "Congrats on sending your command!", Embeds = [], AllowedMentions = AllowedMentions.None })
        ),
        ("""{ "type": 4, "data": { "content": "Psst", "flags": 64 } }""", InteractionResponse.Message("Psst", ephemeral: true)),
        ("""{ "type": 5 }""", InteractionResponse.Defer()),
        ("""{ "type": 5, "data": { "flags": 64 } }""", InteractionResponse.Defer(ephemeral: true)),
        ("""{ "type": 6 }""", InteractionResponse.DeferUpdate()),
        ("""{ "type": 7, "data": { "content": "Done" } }""", InteractionResponse.Update("Done")),
        ("""{ "type": 7, "data": { "content": "", "components": [] } }""", InteractionResponse.Update(new MessageCallbackData { Content = "", Components = [] })),
        (
            """
            { "type": 8, "data": { "choices": [
                { "name": "Ant", "name_localizations": { "de": "Ameise" }, "value": "ant" }, { "name": "Two", "value": 2 }, { "name": "Half", "value": 0.5 }] } }
            """,
            InteractionResponse.Autocomplete(
                new AutocompleteChoice("Ant", "ant") { NameLocalizations = new Dictionary<string, string> { ["de"] = "Ameise" } }, new("Two", 2L), new("Half", 0.5))
        ),
        ("""{ "type": 8, "data": { "choices": [] } }""", InteractionResponse.Autocomplete()),
        (BugModalJson, BugModal),
        ("""{ "type": 10 }""", new InteractionResponse { Type = InteractionCallbackType.PremiumRequired }),
        ("""{ "type": 12 }""", InteractionResponse.LaunchActivity()),
        (
            """
            { "type": 4, "data": { "poll": {
                "question": { "text": "Tea?" }, "answers": [{ "poll_media": { "text": "Yes" } }, { "poll_media": { "text": "No", "emoji": { "name": "👎" } } }],
                "duration": 24, "allow_multiselect": false, "layout_type": 1 } } }
            """,
            InteractionResponse.Message(new MessageCallbackData
            {
                Poll = new PollCreateRequest("Tea?", "Yes")
                {
                    Answers = [Answer("Yes"), new PollAnswerRequest { PollMedia = new PollMedia { Text = "No", Emoji = new Emoji { Name = "👎" } } }],
                    DurationHours = 24,
                    AllowMultiselect = false,
                    LayoutType = PollLayoutType.Default,
                },
            })
        ),
        (
            """
            { "type": 4, "data": {
                "content": "Hello, World!",
                "embeds": [{ "title": "Hello, Embed!", "description": "This is an embedded message.", "thumbnail": { "url": "attachment://myfilename.png" }, "image": { "url": "attachment://mygif.gif" } }],
                "attachments": [{ "id": "0", "description": "Image of a cute little cat", "filename": "myfilename.png" }, { "id": "1", "is_spoiler": true }] } }
            """,
            InteractionResponse.Message(new MessageCallbackData
            {
                Content = "Hello, World!",
                Embeds =
                [
                    new Embed
                    {
                        Title = "Hello, Embed!",
                        Description = "This is an embedded message.",
                        Thumbnail = new EmbedImage { Url = "attachment://myfilename.png" },
                        Image = new EmbedImage { Url = "attachment://mygif.gif" },
                    },
                ],
                Attachments =
                [
                    new AttachmentRequest { Id = 0, Description = "Image of a cute little cat", Filename = "myfilename.png" },
                    new AttachmentRequest { Id = 1, Spoiler = true },
                ],
            })
        ),
        (
            """{ "type": 4, "data": { "content": "<@123>", "allowed_mentions": { "parse": ["everyone"], "users": ["1234", "5678"], "roles": [], "replied_user": true } } }""",
            InteractionResponse.Message(new MessageCallbackData
            {
                Content = "<@123>",
                AllowedMentions = new AllowedMentions { Parse = [AllowedMentionType.Everyone], Users = [1234, 5678], Roles = [], RepliedUser = true },
            })
        ),
    ];

    private static PollAnswerRequest Answer(string text) => new() { PollMedia = new PollMedia { Text = text } };
}
