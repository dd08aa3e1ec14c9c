using System.Runtime.CompilerServices;

namespace Discord.Gateway.Events;

/// <summary>Checks that an update is applied to the object that it belongs to.</summary>
internal static class UpdateTarget
{
    /// <summary>An id of 0 means that Discord sent none, and matches every other.</summary>
    internal static void Require<T>(Id<T> expected, Id<T> actual, [CallerArgumentExpression(nameof(actual))] string parameter = "")
    {
        if (expected != actual && expected.Value != 0 && actual.Value != 0)
        {
            string name = typeof(T).Name;
            throw new ArgumentException(
                $"The event is about {name} {expected}, and was applied to {name} {actual}: apply it to the one whose id is {expected}.", parameter.Split('.')[0]);
        }
    }
}
