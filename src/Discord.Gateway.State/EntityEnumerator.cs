namespace Discord.Gateway.State;

/// <summary>Enumerates the entities of one kind without allocation. See <see cref="EntityTable.All"/>.</summary>
internal struct EntityEnumerator
{
    private readonly EntityIndex _index;
    private readonly byte _kind;
    private int _slot;
    private Entry _current;

    internal EntityEnumerator(EntityIndex index, byte kind)
    {
        _index = index;
        _kind = kind;
        _slot = -1;
    }

    /// <summary>The entity.</summary>
    public readonly Entry Current => _current;

    /// <summary>Lets <c>foreach</c> use the enumerator itself.</summary>
    public readonly EntityEnumerator GetEnumerator() => this;

    /// <summary>Moves to the next entity.</summary>
    public bool MoveNext()
    {
        while (++_slot < _index.SlotCount)
        {
            if (_index.Read(_slot, out _current) == SlotState.Live && _current.Kind == _kind)
            {
                return true;
            }
        }

        return false;
    }
}
