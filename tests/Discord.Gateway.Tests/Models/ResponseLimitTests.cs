using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Responses that Discord is sure to refuse are refused when they are made, with advice.</summary>
public sealed class ResponseLimitTests
{
    public static TheoryData<string, string, Func<InteractionResponse>> Refused => new()
    {
        { "Content has 2,001 characters, and Discord allows 2,000", "Split", () => InteractionResponse.Message(Text(2001)) },
        { "Content has 2,001 characters", "Split", () => InteractionResponse.Update(Text(2001)) },
        { "Content has 2,001 characters", "Split", () => new InteractionResponse { Type = InteractionCallbackType.UpdateMessage, Data = new MessageCallbackData { Content = Text(2001) } } },
        { "Embeds has 11 items, and Discord allows 10", "another message", () => Message(new() { Embeds = Repeat(new Embed(), 11) }) },
        { "Users has 101 items", "Parse", () => Message(new() { AllowedMentions = new() { Users = Repeat(new Id<User>(1), 101) } }) },
        { "Roles has 101 items", "Parse", () => Message(new() { AllowedMentions = new() { Roles = Repeat(new Id<Role>(1), 101) } }) },
        { "Parse allows all users, but Users lists some", "set only one", () => Message(new() { AllowedMentions = new() { Parse = [AllowedMentionType.Users], Users = [1] } }) },
        { "Parse allows all roles, but Roles lists some", "set only one", () => Message(new() { AllowedMentions = new() { Parse = [AllowedMentionType.Roles], Roles = [1] } }) },
        { "Answers has 11 items", "fewer", () => Message(new() { Poll = new PollCreateRequest("?", Repeat("a", 11)) }) },
        { "Choices has 26 items, and Discord allows 25", "Take(25)", () => InteractionResponse.Autocomplete(Repeat(new AutocompleteChoice("a", "a"), 26)) },
        { "Name has 101 characters", "Shorten", () => InteractionResponse.Autocomplete(new AutocompleteChoice(Text(101), "a")) },
        { "Name is empty", "1 to 100", () => InteractionResponse.Autocomplete(new AutocompleteChoice("", "a")) },
        { "Value has 101 characters", "key", () => InteractionResponse.Autocomplete(new AutocompleteChoice("a", Text(101))) },
        { "A choice has no value", "set Value", () => InteractionResponse.Autocomplete(new AutocompleteChoice { Name = "a" }) },
        { "CustomId has 101 characters", "key", () => InteractionResponse.Modal(Text(101), "a", new TextDisplay()) },
        { "CustomId is empty", "1 to 100", () => InteractionResponse.Modal("", "a", new TextDisplay()) },
        { "Title has 46 characters, and Discord allows 45", "TextDisplay", () => InteractionResponse.Modal("a", Text(46), new TextDisplay()) },
        { "Title is empty", "1 to 45", () => InteractionResponse.Modal("a", "", new TextDisplay()) },
        { "Components has 6 items, and Discord allows 5", "second modal", () => InteractionResponse.Modal("a", "a", Repeat<Component>(new TextDisplay(), 6)) },
        { "at least one component", "Label", () => InteractionResponse.Modal("a", "a") },
    };

    public static TheoryData<Func<InteractionResponse>> Accepted => new()
    {
        () => InteractionResponse.Message(Text(2000)),
        () => InteractionResponse.Message(string.Concat(Repeat("😀", 2000))),
        () => Message(new() { Embeds = Repeat(new Embed(), 10) }),
        () => Message(new() { AllowedMentions = new() { Parse = [AllowedMentionType.Users, AllowedMentionType.Roles], Users = [] } }),
        () => Message(new() { AllowedMentions = new() { Parse = [AllowedMentionType.Everyone], Users = Repeat(new Id<User>(1), 100) } }),
        () => Message(new() { Poll = new PollCreateRequest("?", Repeat("a", 10)) }),
        () => InteractionResponse.Autocomplete(Repeat(new AutocompleteChoice(Text(100), Text(100)), 25)),
        () => InteractionResponse.Autocomplete(new AutocompleteChoice("a", "")),
        () => InteractionResponse.Modal(Text(100), Text(45), Repeat<Component>(new TextDisplay(), 5)),
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_response_over_a_limit_is_refused_with_the_limit_and_advice(string problem, string advice, Func<InteractionResponse> make)
    {
        var thrown = Assert.Throws<ArgumentException>(make);

        Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(advice, thrown.Message, StringComparison.Ordinal);
        Assert.NotNull(thrown.ParamName);
    }

    [Theory]
    [MemberData(nameof(Accepted), DisableDiscoveryEnumeration = true)]
    public void A_response_at_a_limit_is_accepted(Func<InteractionResponse> make)
    {
        Assert.NotEmpty(make().ToUtf8Json());
    }

    [Fact]
    public void Arguments_that_are_null_are_refused()
    {
        Action[] makes =
        [
            () => InteractionResponse.Message((string)null!), () => InteractionResponse.Message((MessageCallbackData)null!), () => InteractionResponse.Update((string)null!),
            () => InteractionResponse.Update((MessageCallbackData)null!), () => InteractionResponse.Autocomplete(null!), () => InteractionResponse.Modal(null!, "a"),
            () => InteractionResponse.Modal("a", null!), () => InteractionResponse.Modal("a", "a", null!), () => _ = new AutocompleteChoice(null!, "a"),
            () => _ = new PollCreateRequest(null!), () => _ = new PollCreateRequest("a", null!),
        ];

        Assert.All(makes, make => Assert.Throws<ArgumentNullException>(make));
    }

    private static InteractionResponse Message(MessageCallbackData data) => InteractionResponse.Message(data);

    private static string Text(int length) => new('x', length);

    private static T[] Repeat<T>(T item, int count) => [.. Enumerable.Repeat(item, count)];
}
