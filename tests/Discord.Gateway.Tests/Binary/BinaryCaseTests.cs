using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Tests.Events;

namespace Discord.Gateway.Tests.Binary;

/// <summary>The records in the documentation's events, written in the binary form and read again.</summary>
public sealed class BinaryCaseTests
{
    public static TheoryData<string> Names => [.. EventCases.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Records_of_events_keep_their_value_and_their_JSON(string name)
    {
        foreach (JsonElement data in EventCases.Of(name).Values)
        {
            foreach (object record in RecordsOf(GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data.GetRawText()))))
            {
                BinaryModel model = BinaryModel.Of(record);
                var ids = new IdList();
                byte[] bytes = model.Write(record, ids);

                object read = model.Read(bytes, ids);

                Assert.Equal(record, read);
                Assert.Equal(BinaryModel.ToJson(record), BinaryModel.ToJson(read));
                Assert.Equal(bytes, model.Write(read, ids));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_keys_records_of_events_keep_their_value_and_unknown_properties(string name)
    {
        foreach (JsonElement data in EventCases.Of(name).Values)
        {
            foreach (object record in RecordsOf(GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data.GetRawText()))))
            {
                BinaryModel model = BinaryModel.Of(record);
                byte[] bytes = model.Write(record, keepsKeys: false);

                object read = model.Read(bytes);

                Assert.Equal(record, read);
                Assert.Equal(bytes, model.Write(read, keepsKeys: false));
                Assert.Equal(UnknownOf(record), UnknownOf(read));
            }
        }
    }

    private static string UnknownOf(object record) =>
        JsonSerializer.Serialize(record.GetType().GetProperty("ExtensionData")?.GetValue(record) as IReadOnlyDictionary<string, JsonElement>);

    /// <summary>All records nested in another.</summary>
    private static IEnumerable<object> RecordsOf(object around)
    {
        foreach (PropertyInfo property in around.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            foreach (object record in In(property.GetIndexParameters().Length == 0 ? property.GetValue(around) : null))
            {
                // A member within a message knows the user beside it; stored by itself, it needs the user as its own.
                object whole = record is GuildMember { User: { } user } member ? member with { User = user } : record;
                yield return whole;
                foreach (object inner in around is User && record is GuildMember ? [] : RecordsOf(record))
                {
                    yield return inner;
                }
            }
        }
    }

    private static IEnumerable<object> In(object? value) => value switch
    {
        null or string or JsonElement => [],
        IDictionary map => map.Values.Cast<object>().SelectMany(In),
        IEnumerable list => list.Cast<object>().SelectMany(In),
        Optional<Message?> message => In(message.Value),
        _ => value.GetType().IsDefined(typeof(JsonModelAttribute), inherit: false) && value is not GatewayEvent ? [value] : [],
    };
}
