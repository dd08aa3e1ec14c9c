namespace Discord.Gateway;

/// <summary>
/// A value that Discord may leave out, where that is not the same as null: in an update, a nickname that is null was removed, and one that is absent did
/// not change.
/// </summary>
/// <typeparam name="T">What the value is, when it is there.</typeparam>
public readonly record struct Optional<T>
{
    /// <summary>A value that is there.</summary>
    public Optional(T value)
    {
        IsSpecified = true;
        Value = value;
    }

    /// <summary>Whether Discord sent it, be it null.</summary>
    public bool IsSpecified { get; }

    /// <summary>The value; the default if it is absent.</summary>
    public T? Value { get; }

    /// <summary>A value that is there.</summary>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>Prints the value, or that it is absent.</summary>
    public override string ToString() => IsSpecified ? Value?.ToString() ?? "null" : "absent";
}
