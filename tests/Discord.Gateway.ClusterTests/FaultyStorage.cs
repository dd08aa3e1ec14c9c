using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace Discord.Gateway.ClusterTests;

/// <summary>A store of grains in memory that refuses writes when a test wants it to. One for all silos.</summary>
internal sealed class FaultyStorage(DeepCopier copier) : IGrainStorage
{
    private readonly ConcurrentDictionary<string, Stored> _states = new();

    internal bool RefusesWrites { get; set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_states.TryGetValue(KeyOf(stateName, grainId), out Stored? stored))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (copier.Copy((T)stored.State), stored.ETag, true);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (RefusesWrites)
        {
            throw new IOException("The store takes no writes.");
        }

        string key = KeyOf(stateName, grainId);
        if (_states.TryGetValue(key, out Stored? stored) && stored.ETag != grainState.ETag)
        {
            throw new InconsistentStateException("Written by another.", stored.ETag, grainState.ETag);
        }

        var next = new Stored(copier.Copy(grainState.State)!, Guid.NewGuid().ToString("N"));
        _states[key] = next;
        (grainState.ETag, grainState.RecordExists) = (next.ETag, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states.TryRemove(KeyOf(stateName, grainId), out _);
        return Task.CompletedTask;
    }

    private static string KeyOf(string stateName, GrainId grainId) => $"{stateName}/{grainId}";

    private sealed record Stored(object State, string ETag);
}
