using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A field in which the user uploads files; in modals only, inside a <see cref="Label"/>. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#file-upload">Components › File Upload</see>.</summary>
[JsonModel]
public sealed partial record FileUpload : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.FileUpload;

    /// <summary>The custom id, by which the bot finds the input in a submitted modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The minimum number of files, 0–10; null means 1.</summary>
    public int? MinValues { get; init; }

    /// <summary>The maximum number of files, up to 10; null means 1.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Whether the user must upload a file; null means true.</summary>
    public bool? Required { get; init; }

    /// <summary>The accepted types: <c>image</c>, <c>video</c>, <c>audio</c>, or extensions such as <c>.pdf</c>; up to 10. Empty for all.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> FileTypes { get; init; } = [];

    /// <summary>The ids of the uploaded files, in a submitted modal; <see cref="ModalSubmitData.Resolved"/> has the attachments. Empty elsewhere.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<Attachment>> Values { get; init; } = [];
}
