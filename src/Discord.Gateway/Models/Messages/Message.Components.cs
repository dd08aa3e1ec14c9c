namespace Discord.Gateway.Models;

/// <content>Finds the message's components.</content>
public sealed partial record Message
{
    /// <summary>The component with the custom id, at any depth of <see cref="Components"/>, as in <c>message.Find&lt;Button&gt;("buy")</c>; null if there is none.</summary>
    /// <typeparam name="T">The component's type; <see cref="Component"/> for any.</typeparam>
    /// <param name="customId">The custom id.</param>
    /// <exception cref="ArgumentNullException"><paramref name="customId"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The component has another type.</exception>
    public T? Find<T>(string customId)
        where T : Component => ComponentSearch.Find<T>(Components, customId);
}
