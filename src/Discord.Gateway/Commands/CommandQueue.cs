namespace Discord.Gateway.Commands;

/// <summary>The caller's commands, in order. It belongs to the shard: commands that wait survive a reconnect.</summary>
internal sealed class CommandQueue
{
    private readonly LinkedList<PendingCommand> _commands = [];

    internal bool IsEmpty => _commands.Count == 0;

    internal int Count => _commands.Count;

    internal void Enqueue(PendingCommand command) => command.Place = _commands.AddLast(command);

    internal PendingCommand Dequeue()
    {
        PendingCommand command = _commands.First!.Value;
        _ = Remove(command);
        return command;
    }

    /// <summary>Takes a command out, wherever it is; false if it is not in the queue.</summary>
    internal bool Remove(PendingCommand command)
    {
        if (command.Place is not { } place)
        {
            return false;
        }

        _commands.Remove(place);
        command.Place = null;
        return true;
    }

    /// <summary>Fails the commands that must not wait for a connection, or all.</summary>
    internal void Fail(Func<Exception> error, bool onlyImpatient)
    {
        for (LinkedListNode<PendingCommand>? node = _commands.First; node is not null;)
        {
            LinkedListNode<PendingCommand>? next = node.Next;
            if (!onlyImpatient || node.Value.FailWhenDisconnected)
            {
                _ = Remove(node.Value);
                node.Value.Fail(error());
            }

            node = next;
        }
    }
}
