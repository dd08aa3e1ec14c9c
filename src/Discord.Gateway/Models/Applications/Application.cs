namespace Discord.Gateway;

/// <summary>An application, as far as READY tells it. Discord's documentation: <i>Application › Application Object</i>.</summary>
public sealed record Application
{
    /// <summary>The application's id.</summary>
    public Id<Application> Id { get; init; }

    /// <summary>The application's public flags.</summary>
    public long Flags { get; init; }
}
