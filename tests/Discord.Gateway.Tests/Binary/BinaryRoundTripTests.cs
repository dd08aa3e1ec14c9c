using System.Reflection;
using Discord.Gateway.Binary;

namespace Discord.Gateway.Tests.Binary;

/// <summary>Records of every type, written in the binary form and read again.</summary>
public sealed class BinaryRoundTripTests
{
    private const int Seeds = 12;

    public static TheoryData<string> Concrete => [.. BinaryModel.All.Values.Where(model => !model.Type.IsAbstract).Select(model => model.Type.Name)];

    public static TheoryData<string> Abstract => [.. BinaryModel.All.Values.Where(model => model.Type.IsAbstract).Select(model => model.Type.Name)];

    [Theory]
    [MemberData(nameof(Concrete))]
    public void A_record_with_all_properties_is_read_as_it_was(string name)
    {
        BinaryModel model = BinaryModel.All[name];
        object record = new RecordSamples(1, depth: 3, share: 1).Make(model.Type);
        object empty = Activator.CreateInstance(model.Type)!;
        Assert.All(RecordSamples.PropertiesOf(model.Type), property => Assert.False(IsLikeNew(property, record, empty), $"{property} has no sample."));

        AssertRoundTrip(record);
    }

    [Theory]
    [MemberData(nameof(Concrete))]
    public void A_record_with_one_property_is_read_as_it_was(string name)
    {
        Type type = BinaryModel.All[name].Type;
        AssertRoundTrip(Activator.CreateInstance(type)!);
        foreach (PropertyInfo property in RecordSamples.PropertiesOf(type))
        {
            for (int seed = 0; seed < Seeds; seed++)
            {
                AssertRoundTrip(new RecordSamples(seed, depth: 1, share: 0.5).MakeWith(type, property));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Concrete))]
    public void Random_records_are_read_as_they_were(string name)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            AssertRoundTrip(new RecordSamples(seed, depth: 3, share: 0.3).Make(BinaryModel.All[name].Type));
        }
    }

    [Theory]
    [MemberData(nameof(Abstract))]
    public void Records_of_a_base_are_read_as_what_they_were(string name)
    {
        BinaryModel model = BinaryModel.All[name];
        var seen = new HashSet<Type>();
        for (int seed = 0; seed < 200; seed++)
        {
            object record = new RecordSamples(seed, depth: 2, share: 0.5).Make(model.Type);
            seen.Add(record.GetType());

            object read = model.Read(model.Write(record));

            Assert.IsType(record.GetType(), read);
            Assert.Equal(record, read);
            Assert.Equal(BinaryModel.ToJson(record), BinaryModel.ToJson(read));
        }

        Assert.Equal(model.Type.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(model.Type)).ToHashSet(), seen);
    }

    private static bool IsLikeNew(PropertyInfo property, object record, object empty)
    {
        // What limits refuse is tried elsewhere, with samples that are smaller.
        return property.Name != "Data" && property.GetValue(record) is var value && (value is null || value.Equals(property.GetValue(empty)));
    }

    private static void AssertRoundTrip(object record)
    {
        BinaryModel model = BinaryModel.Of(record);
        string json = BinaryModel.ToJson(record);
        foreach (bool keepsKeys in (bool[])[true, false])
        {
            byte[] plain = model.Write(record, ids: null, keepsKeys);
            var ids = new IdList();
            byte[] listed = model.Write(record, ids, keepsKeys);
            foreach (object read in (object[])[model.Read(plain), model.Read(listed, ids)])
            {
                Assert.Equal(record, read);
                Assert.Equal(json, BinaryModel.ToJson(read));
                Assert.Equal(plain, model.Write(read, ids: null, keepsKeys));
            }
        }
    }
}
