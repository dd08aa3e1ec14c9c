using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A field for files in a modal. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#file-upload">Components › File Upload</see>.</summary>
[JsonModel]
public sealed partial record FileUpload : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.FileUpload;

    /// <summary>What it is recognised by in the answer; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The fewest files, 0–10; 1 if absent.</summary>
    public int? MinValues { get; init; }

    /// <summary>The most files, up to 10; 1 if absent.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Whether there must be files; true if absent.</summary>
    public bool? Required { get; init; }

    /// <summary>What is accepted: <c>image</c>, <c>video</c>, <c>audio</c>, or endings of file names; up to 10. Empty for all.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> FileTypes { get; init; } = [];

    /// <summary>The files that the user gave, in the answer to a modal; the modal's <see cref="ModalSubmitData.Resolved"/> has them.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<Attachment>> Values { get; init; } = [];
}
