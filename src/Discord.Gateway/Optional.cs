namespace Discord.Gateway;

/// <summary>
/// A value that Discord may omit, where absent and null differ: in an update, a null nickname was removed, and an absent one did
/// not change.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <example><code>
/// if (gatewayEvent is GuildMemberUpdateEvent { Nick.IsSpecified: true } update)
/// {
///     Console.WriteLine(update.Nick.Value is { } nick ? $"The nickname is {nick}" : "The nickname was removed");
/// }
/// </code></example>
public readonly record struct Optional<T>
{
    /// <summary>Creates a specified value.</summary>
    public Optional(T value)
    {
        IsSpecified = true;
        Value = value;
    }

    /// <summary>Whether Discord sent the value, which may be null.</summary>
    public bool IsSpecified { get; }

    /// <summary>The value; the default of the type if it is absent.</summary>
    public T? Value { get; }

    /// <summary>Converts a value to a specified <see cref="Optional{T}"/>.</summary>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>Returns the text of the value, <c>null</c> or <c>absent</c>.</summary>
    public override string ToString() => IsSpecified ? Value?.ToString() ?? "null" : "absent";
}
