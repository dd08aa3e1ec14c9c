namespace Discord.Gateway.Models;

/// <summary>Finds components by their custom id, at every depth.</summary>
internal static class ComponentSearch
{
    /// <summary>Finds a component by custom id; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The component has another type.</exception>
    internal static T? Find<T>(IEnumerable<Component> components, string customId)
        where T : Component
    {
        ArgumentNullException.ThrowIfNull(customId);
        return Find(components, customId) switch
        {
            null => null,
            T found => found,
            Component other => throw new InvalidOperationException(
                $"Component '{customId}' is a {other.GetType().Name}, not a {typeof(T).Name}: look for a {other.GetType().Name}, or for a Component."),
        };
    }

    private static Component? Find(IEnumerable<Component> components, string customId)
    {
        foreach (Component component in components)
        {
            if (CustomIdOf(component) == customId)
            {
                return component;
            }

            if (Find(ChildrenOf(component), customId) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<Component> ChildrenOf(Component component) => component switch
    {
        ActionRow row => row.Components,
        Container container => container.Components,
        Section { Accessory: { } accessory } section => section.Components.Append(accessory),
        Section section => section.Components,
        Label { Component: { } labelled } => [labelled],
        _ => [],
    };

    private static string? CustomIdOf(Component component) => component switch
    {
        Button button => button.CustomId,
        StringSelect select => select.CustomId,
        EntitySelect select => select.CustomId,
        TextInput input => input.CustomId,
        FileUpload upload => upload.CustomId,
        RadioGroup group => group.CustomId,
        CheckboxGroup group => group.CustomId,
        Checkbox checkbox => checkbox.CustomId,
        _ => null,
    };
}
