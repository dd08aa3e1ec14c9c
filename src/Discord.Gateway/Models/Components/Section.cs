using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Texts with a button or image beside them; in messages only. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#section">Components › Section</see>.</summary>
[JsonModel]
public sealed partial record Section : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Section;

    /// <summary>The <see cref="TextDisplay"/>s; 1–3.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The <see cref="Button"/> or <see cref="Thumbnail"/> beside the texts.</summary>
    public Component? Accessory { get; init; }
}
