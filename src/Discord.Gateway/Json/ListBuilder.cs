using System.Buffers;
using System.Runtime.CompilerServices;

namespace Discord.Gateway.Json;

/// <summary>Gathers the items of a list whose length is not known: the first few beside the caller, more in a rented array, all in one of the right size at the end.</summary>
internal ref struct ListBuilder<T>
{
    private FirstItems _first;
    private T[]? _more;
    private int _count;

    internal void Add(T item)
    {
        int index = _count++;
        if (index < FirstItems.Length)
        {
            _first[index] = item;
            return;
        }

        index -= FirstItems.Length;
        if (_more is null || index == _more.Length)
        {
            Grow();
        }

        _more[index] = item;
    }

    internal IReadOnlyList<T> ToList()
    {
        var items = new T[_count];
        Span<T> first = _first;
        first[..Math.Min(_count, FirstItems.Length)].CopyTo(items);
        if (_more is not null)
        {
            _more.AsSpan(0, _count - FirstItems.Length).CopyTo(items.AsSpan(FirstItems.Length));
            ArrayPool<T>.Shared.Return(_more, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }

        return items;
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_more))]
    private void Grow()
    {
        T[] larger = ArrayPool<T>.Shared.Rent(_more is null ? 4 * FirstItems.Length : 2 * _more.Length);
        if (_more is not null)
        {
            _more.CopyTo(larger, 0);
            ArrayPool<T>.Shared.Return(_more, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }

        _more = larger;
    }

    [InlineArray(Length)]
    private struct FirstItems
    {
        internal const int Length = 8;

        private T _item;
    }
}
