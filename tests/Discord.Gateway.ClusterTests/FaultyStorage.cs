using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace Discord.Gateway.ClusterTests;

/// <summary>A store of grains in memory that refuses writes, hangs, or goes back in time when a test wants it to. One for all silos.</summary>
internal sealed class FaultyStorage(DeepCopier copier) : IGrainStorage
{
    private ConcurrentDictionary<string, Stored> _states = new();

    internal bool RefusesWrites { get; set; }

    /// <summary>Completed when writes end that hang; null if they do not hang.</summary>
    internal TaskCompletionSource? Hangs { get; set; }

    /// <summary>What is stored now, for <see cref="GoBackTo"/>.</summary>
    internal object Keep() => new ConcurrentDictionary<string, Stored>(_states);

    /// <summary>What was written since is lost, as when a database is restarted from an older file.</summary>
    internal void GoBackTo(object kept) => _states = new ConcurrentDictionary<string, Stored>((ConcurrentDictionary<string, Stored>)kept);

    /// <summary>What is stored of a grain; null if nothing is.</summary>
    internal T? Find<T>(string stateName, string key) where T : class =>
        _states.Where(state => state.Key.StartsWith($"{stateName}/", StringComparison.Ordinal) && state.Key.EndsWith($"/{key}", StringComparison.Ordinal)).Select(state => state.Value.State).SingleOrDefault() as T;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_states.TryGetValue(KeyOf(stateName, grainId), out Stored? stored))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (copier.Copy((T)stored.State), stored.ETag, true);
        }
        else
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Hangs is { } hangs)
        {
            await hangs.Task;
        }

        if (RefusesWrites)
        {
            throw new IOException("The store takes no writes.");
        }

        string key = KeyOf(stateName, grainId);
        _states.TryGetValue(key, out Stored? stored);
        if (stored?.ETag != grainState.ETag)
        {
            throw new InconsistentStateException("Written by another, or lost.", stored?.ETag ?? "none", grainState.ETag ?? "none");
        }

        var next = new Stored(copier.Copy(grainState.State)!, Guid.NewGuid().ToString("N"));
        _states[key] = next;
        (grainState.ETag, grainState.RecordExists) = (next.ETag, true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states.TryRemove(KeyOf(stateName, grainId), out _);
        return Task.CompletedTask;
    }

    private static string KeyOf(string stateName, GrainId grainId) => $"{stateName}/{grainId}";

    private sealed record Stored(object State, string ETag);
}
