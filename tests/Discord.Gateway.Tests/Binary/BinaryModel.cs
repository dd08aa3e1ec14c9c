using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Tests.Binary;

/// <summary>Writes and reads the records of one type in the binary form; hides the type from the tests.</summary>
internal abstract class BinaryModel
{
    private static readonly JsonSerializerOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    /// <summary>All record types that are no events, by their names.</summary>
    internal static IReadOnlyDictionary<string, BinaryModel> All { get; } = typeof(GatewayEvent).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(JsonModelAttribute), inherit: false) && !type.IsAssignableTo(typeof(GatewayEvent)))
        .Select(type => (BinaryModel)Activator.CreateInstance(typeof(BinaryModel<>).MakeGenericType(type))!)
        .OrderBy(model => model.Type.Name, StringComparer.Ordinal)
        .ToDictionary(model => model.Type.Name);

    internal abstract Type Type { get; }

    internal static BinaryModel Of(object record) => All[record.GetType().Name];

    /// <summary>Returns the exact JSON of a record.</summary>
    internal static string ToJson(object record) => JsonSerializer.Serialize(record, record.GetType(), JsonOptions);

    /// <summary>Writes a record with a new writer.</summary>
    internal byte[] Write(object record, IdList? ids = null, bool keepsKeys = true)
    {
        var writer = new EntityWriter { Ids = ids, KeepsKeys = keepsKeys };
        Write(record, writer);
        return writer.Written.ToArray();
    }

    internal abstract void Write(object record, EntityWriter writer);

    /// <summary>Reads a record, and checks that all bytes were read.</summary>
    internal abstract object Read(ReadOnlySpan<byte> bytes, IdList? ids = null);

    /// <summary>Reads bytes that may not be a record.</summary>
    internal abstract object ReadAny(ReadOnlySpan<byte> bytes, IdList? ids = null);
}

/// <inheritdoc/>
internal sealed class BinaryModel<T> : BinaryModel
    where T : class
{
    private delegate T Reading(ref EntityReader reader);

    private readonly Action<T, EntityWriter> _write;
    private readonly Reading _read;

    public BinaryModel()
    {
        MethodInfo write = Type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic).Single(method => method.Name == "WriteBinary");
        _write = write.GetParameters().Length == 1 ? write.CreateDelegate<Action<T, EntityWriter>>() : WriteAll(write.CreateDelegate<Action<T, EntityWriter, ulong>>());
        _read = Type.GetMethod("ReadBinary", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)!.CreateDelegate<Reading>();
    }

    internal override Type Type => typeof(T);

    internal override void Write(object record, EntityWriter writer) => _write((T)record, writer);

    internal override object Read(ReadOnlySpan<byte> bytes, IdList? ids = null)
    {
        var reader = new EntityReader(bytes, ids);
        T record = _read(ref reader);
        Assert.True(reader.IsAtEnd, $"{reader.Position} of {bytes.Length} bytes were read.");
        return record;
    }

    internal override object ReadAny(ReadOnlySpan<byte> bytes, IdList? ids = null)
    {
        var reader = new EntityReader(bytes, ids);
        return _read(ref reader);
    }

    private static Action<T, EntityWriter> WriteAll(Action<T, EntityWriter, ulong> write) => (record, writer) => write(record, writer, 0);
}
