using System.ComponentModel;
using Discord.Gateway.Models;
using Microsoft.Extensions.Configuration;

namespace Discord.Gateway.Tests.Models;

/// <summary>Ids in options that are bound from configuration.</summary>
public sealed class IdConfigurationTests
{
    [Fact]
    public void Ids_are_bound_from_configuration()
    {
        BotOptions options = Bind(new()
        {
            ["Guild"] = "613425648685547541",
            ["Log"] = " 697138785317814292 ",
            ["Channels:0"] = "1",
            ["Channels:1"] = "18446744073709551615",
            ["Admins:ann"] = "8",
        });

        Assert.Equal(new Id<Guild>(613425648685547541), options.Guild);
        Assert.Equal(new Id<Channel>(697138785317814292), options.Log);
        Assert.Equal([1, ulong.MaxValue], options.Channels);
        Assert.Equal(new Id<User>(8), options.Admins["ann"]);
    }

    [Fact]
    public void Ids_that_are_not_configured_are_the_default()
    {
        BotOptions options = Bind(new() { ["Other"] = "x" });

        Assert.Equal(default, options.Guild);
        Assert.Null(options.Log);
        Assert.Empty(options.Channels);
    }

    [Theory]
    [InlineData("general")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("18446744073709551616")]
    public void Text_that_is_no_id_fails_with_the_name_of_the_setting(string text)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Bind(new() { ["Guild"] = text }));

        Assert.Contains("Guild", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_id_that_a_record_has_can_be_configured()
    {
        Type[] ids = [.. typeof(Shard).Assembly.GetTypes().Where(type => type is { IsClass: true, IsPublic: true }).SelectMany(type => type.GetProperties())
            .SelectMany(property => IdsIn(property.PropertyType)).Where(id => !id.ContainsGenericParameters).Distinct()];

        Assert.InRange(ids.Length, 20, 100);
        Assert.All(ids, id =>
        {
            TypeConverter converter = TypeDescriptor.GetConverter(id);
            Assert.True(converter.CanConvertFrom(typeof(string)), id.ToString());
            object made = converter.ConvertFromInvariantString("42")!;
            Assert.Equal((id, "42"), (made.GetType(), made.ToString()));
        });
    }

    [Fact]
    public void A_kind_of_id_that_no_record_has_is_refused()
    {
        TypeConverter converter = TypeDescriptor.GetConverter(typeof(Id<IdConfigurationTests>));

        Assert.False(converter.CanConvertFrom(typeof(string)));
        Assert.Throws<NotSupportedException>(() => converter.ConvertFromInvariantString("42"));
    }

    private static BotOptions Bind(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().Get<BotOptions>() ?? new BotOptions();

    private static IEnumerable<Type> IdsIn(Type type) => !type.IsGenericType ? []
        : type.GetGenericTypeDefinition() == typeof(Id<>) ? [type]
        : type.GetGenericArguments().SelectMany(IdsIn);

    internal sealed class BotOptions
    {
        public Id<Guild> Guild { get; set; }

        public Id<Channel>? Log { get; set; }

        public List<Id<Channel>> Channels { get; } = [];

        public Dictionary<string, Id<User>> Admins { get; } = [];
    }
}
