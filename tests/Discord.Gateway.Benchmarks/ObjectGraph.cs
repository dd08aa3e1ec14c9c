using System.Reflection;
using System.Runtime.CompilerServices;

namespace Discord.Gateway.Benchmarks;

/// <summary>How large an object is with all that it refers to.</summary>
internal static class ObjectGraph
{
    private static readonly Dictionary<Type, long> Sizes = [];
    private static readonly Dictionary<Type, FieldInfo[]> Fields = [];

    /// <summary>Bytes of all objects that <paramref name="root"/> reaches and <paramref name="twin"/>, made from the same data, does not: what both refer to was there before.</summary>
    internal static long OwnBytes(object root, object twin)
    {
        HashSet<object> shared = Reach(twin);
        return Reach(root).Where(item => !shared.Contains(item)).Sum(SizeOf);
    }

    private static HashSet<object> Reach(object root)
    {
        var reached = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? item))
        {
            // A value type here is a boxed field: not an object of the graph, but it may refer to some.
            if (item is Type or Delegate || (!item.GetType().IsValueType && !reached.Add(item)) || item is string)
            {
                continue;
            }

            IEnumerable<object?> next = item is Array array ? ElementsOf(array) : FieldsOf(item.GetType()).Select(field => field.GetValue(item));
            foreach (object? found in next)
            {
                if (found is not null)
                {
                    open.Push(found);
                }
            }
        }

        return reached;
    }

    private static IEnumerable<object?> ElementsOf(Array array) => array.GetType().GetElementType()!.IsPrimitive ? [] : array.Cast<object?>();

    private static FieldInfo[] FieldsOf(Type type)
    {
        if (!Fields.TryGetValue(type, out FieldInfo[]? fields))
        {
            var all = new List<FieldInfo>();
            for (Type? level = type; level is not null; level = level.BaseType)
            {
                all.AddRange(level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                    .Where(field => !field.FieldType.IsPrimitive && !field.FieldType.IsEnum && !field.FieldType.IsPointer));
            }

            Fields[type] = fields = [.. all];
        }

        return fields;
    }

    private static long SizeOf(object item)
    {
        switch (item)
        {
            case string text:
                return Allocated(() => new string('x', text.Length));
            case Array array:
                return Allocated(() => array.Clone());
        }

        if (!Sizes.TryGetValue(item.GetType(), out long size))
        {
            Sizes[item.GetType()] = size = Allocated(() => RuntimeHelpers.GetUninitializedObject(item.GetType()));
        }

        return size;
    }

    private static long Allocated(Func<object> make)
    {
        // The runtime allocates something of its own when a type is made for the first time in this way.
        _ = make();
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = make();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
