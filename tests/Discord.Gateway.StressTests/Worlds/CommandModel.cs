using Discord.Gateway.Commands;
using Discord.Gateway.Shards;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>What must come of a bot's commands and waits: each ends once, commands are written in order, and none is lost but with its connection.</summary>
internal sealed class CommandModel(ShardLife life)
{
    private readonly Queue<PendingCommand> _commands = new();
    private readonly HashSet<PendingCommand> _cancelled = [];
    private readonly List<Waiter> _connects = [];
    private readonly List<Waiter> _heartbeats = [];
    private PendingCommand? _writing;

    internal void Enqueue(int count, bool isImpatient)
    {
        for (int i = 0; i < count && life.Core.ShutdownInfo is null; i++)
        {
            var command = new PendingCommand([], GatewayOpcode.RequestChannelInfo, isImpatient);
            bool mustFail = isImpatient && life.Core.Stage != ConnectionStage.Connected;
            try
            {
                life.Core.Enqueue(command, life.Now);
                ChaosWorld.Expect(!mustFail, life.Shard.Id, "a command that must not wait is waiting.");
                _commands.Enqueue(command);
            }
            catch (NotConnectedException)
            {
                ChaosWorld.Expect(mustFail, life.Shard.Id, "a command was refused, though the shard is connected.");
            }
        }

        life.Settle();
    }

    /// <summary>Cancels every so many of the commands that wait.</summary>
    internal void Cancel(int every)
    {
        int i = 0;
        foreach (PendingCommand command in _commands)
        {
            if (i++ % every == 0 && life.Core.Cancel(command))
            {
                ChaosWorld.Expect(!command.Completion.IsCompleted && _cancelled.Add(command), life.Shard.Id, "a command was cancelled after it had ended.");
            }
        }

        life.Settle();
    }

    internal void WaitForConnection()
    {
        var waiter = new Waiter();
        life.Do((core, now) => core.Connect(waiter, now));
        _connects.Add(waiter);
        ExpectConnected();
    }

    internal void RequestHeartbeat()
    {
        if (life.Core.ShutdownInfo is null)
        {
            var waiter = new Waiter();
            bool mustFail = life.Core.Heartbeat is null;
            _heartbeats.Add(waiter);
            life.Do((core, _) => core.RequestHeartbeat(waiter));
            ChaosWorld.Expect(!mustFail || waiter.Completion.IsFaulted, life.Shard.Id, "a heartbeat without a connection.");
        }
    }

    internal void OnTaken(PendingCommand command)
    {
        while (_commands.TryPeek(out PendingCommand? ended) && (ended.Completion.IsCompleted || _cancelled.Contains(ended)))
        {
            _commands.Dequeue();
        }

        ChaosWorld.Expect(_commands.TryDequeue(out PendingCommand? next) && next == command, life.Shard.Id, "a command is written before its turn.");
        ChaosWorld.Expect(_writing is null || _writing.Completion.IsCompleted, life.Shard.Id, "two writes at once.");
        _writing = command;
    }

    internal void OnWritten(Outgoing outgoing, bool hasSucceeded)
    {
        if (outgoing.Command is { } command)
        {
            Task completion = command.Completion;
            ChaosWorld.Expect(hasSucceeded ? completion.IsCompletedSuccessfully : completion.IsFaulted, life.Shard.Id, $"a command was written ({hasSucceeded}), and its caller has {completion.Status}.");
        }

        foreach (Waiter waiter in outgoing.HeartbeatWaiters)
        {
            ChaosWorld.Expect(hasSucceeded ? waiter.Completion.IsCompletedSuccessfully : waiter.Completion.IsFaulted, life.Shard.Id, $"a requested heartbeat was written ({hasSucceeded}), and its caller has {waiter.Completion.Status}.");
        }
    }

    internal void OnConnectionLost()
    {
        ChaosWorld.Expect(_writing is null || _writing.Completion.IsCompleted, life.Shard.Id, "a command waits for a write of a connection that is gone.");
        ChaosWorld.Expect(_heartbeats.TrueForAll(waiter => waiter.Completion.IsCompleted), life.Shard.Id, "a caller waits for a heartbeat of a connection that is gone.");
        _heartbeats.Clear();
    }

    internal void ExpectConnected()
    {
        if (life.Core.Stage == ConnectionStage.Connected)
        {
            ChaosWorld.Expect(_connects.TrueForAll(waiter => waiter.Completion.IsCompletedSuccessfully), life.Shard.Id, "a caller still waits for the connection.");
        }
    }

    /// <summary>Nobody waits any more.</summary>
    internal void ExpectAllEnded()
    {
        foreach (PendingCommand command in _commands)
        {
            ChaosWorld.Expect(command.Completion.IsCompleted || _cancelled.Contains(command), life.Shard.Id, "the caller of a command still waits.");
        }

        ChaosWorld.Expect(_connects.Concat(_heartbeats).All(waiter => waiter.Completion.IsCompleted), life.Shard.Id, "a caller still waits.");
    }
}
