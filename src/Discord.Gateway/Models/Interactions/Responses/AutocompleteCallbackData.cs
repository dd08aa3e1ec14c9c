using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Autocomplete choices for the option that the user is typing. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-data-structure">Interactions › Interaction Callback Data Structure</see>.</summary>
[JsonModel]
public sealed partial record AutocompleteCallbackData : InteractionCallbackData
{
    /// <summary>The maximum number of choices.</summary>
    public const int MaxChoices = 25;

    /// <summary>The choices; up to 25. If empty, the client tells the user that there are no options.</summary>
    public IReadOnlyList<AutocompleteChoice> Choices { get; init; } = [];

    internal override void Validate()
    {
        CallbackLimits.RequireCount(Choices, MaxChoices, nameof(Choices), "Pass only the best, as in choices.Take(25)");
        foreach (AutocompleteChoice choice in Choices)
        {
            if (choice is null)
            {
                throw new ArgumentException($"{nameof(Choices)} contains null: remove it.", nameof(Choices));
            }

            choice.Validate();
        }
    }
}

/// <summary>
/// A choice for the option that the user is typing. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure">Application Commands › Application Command Option Choice Structure</see>.
/// </summary>
[JsonModel]
public sealed partial record AutocompleteChoice
{
    /// <summary>The maximum length of <see cref="Name"/>, and of a <see cref="Value"/> that is a string, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>Creates a choice.</summary>
    /// <param name="name">The text that the user sees; 1–100 characters.</param>
    /// <param name="value">The value that the bot receives: a string, an integer or a number, as the option's type requires.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public AutocompleteChoice(string name, ScalarValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Value = value;
    }

    /// <summary>The text that the user sees; 1–100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The translations of <see cref="Name"/> by language (<see cref="Locale"/>); null if none.</summary>
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    /// <summary>The value that the bot receives: a string of up to 100 characters, an integer or a number, as the option's type requires.</summary>
    public ScalarValue Value { get; init; }

    internal void Validate()
    {
        CallbackLimits.RequireLength(Name, 1, MaxLength, nameof(Name), "Shorten the text that the user sees; the value may differ");
        CallbackLimits.RequireLength(Value.AsString(), 0, MaxLength, nameof(Value), "Use a key that the bot can look up");
        foreach (string name in NameLocalizations?.Values ?? [])
        {
            CallbackLimits.RequireLength(name, 1, MaxLength, nameof(NameLocalizations), "Shorten the text that the user sees");
        }

        if (Value.AsString() is null && (Value.AsNumber() is not { } number || !double.IsFinite(number)))
        {
            throw new ArgumentException($"A choice has no value that Discord accepts: set {nameof(Value)} to a string, an integer or a number.", nameof(Value));
        }
    }
}
