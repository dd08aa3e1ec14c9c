namespace Discord.Gateway.Commands;

/// <summary>The caller's commands, in order. It belongs to the shard: what waits survives a reconnect.</summary>
internal sealed class CommandQueue
{
    private readonly LinkedList<PendingCommand> _commands = [];

    internal bool IsEmpty
    {
        get
        {
            while (_commands.First is { Value.IsAbandoned: true })
            {
                _commands.RemoveFirst();
            }

            return _commands.Count == 0;
        }
    }

    internal void Enqueue(PendingCommand command) => _commands.AddLast(command);

    internal PendingCommand Dequeue()
    {
        PendingCommand command = _commands.First!.Value;
        _commands.RemoveFirst();
        return command;
    }

    /// <summary>Takes out those that do not want to wait for a connection, or all.</summary>
    internal IReadOnlyList<PendingCommand> Remove(bool onlyImpatient)
    {
        var removed = new List<PendingCommand>();
        for (LinkedListNode<PendingCommand>? node = _commands.First; node is not null;)
        {
            LinkedListNode<PendingCommand>? next = node.Next;
            if (!onlyImpatient || node.Value.FailWhenDisconnected)
            {
                removed.Add(node.Value);
                _commands.Remove(node);
            }

            node = next;
        }

        return removed;
    }
}
