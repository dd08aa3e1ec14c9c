using System.Text;
using System.Text.Json.Nodes;
using Discord.Gateway.Binary;
using Discord.Gateway.Models;
using Discord.Gateway.Tests.Models;

namespace Discord.Gateway.Tests.Binary;

/// <summary>The bytes of a member after an update are those of the member that the update returns, whichever way they are made.</summary>
public sealed class MemberUpdateFormTests
{
    private const int Samples = 20_000;

    private static readonly Id<User> UserId = 80351110224678912;

    [Fact]
    public void An_update_that_is_written_as_a_member_is_the_member_that_it_makes()
    {
        var random = new Random(1);
        int written = 0;
        for (int seed = 0; seed < Samples; seed++)
        {
            GuildMember before = RandomMember(seed, share: 0.3);
            GuildMemberUpdateEvent update = ToUpdate(random.Next(2) == 0 ? before : RandomMember(seed + Samples, share: 0.5), random);
            byte[] known = Write(before);

            if (Encode(update, known) is { } encoded)
            {
                Assert.Equal(Convert.ToHexStringLower(Write(update.ApplyTo(Read(known)))), Convert.ToHexStringLower(encoded));
                written++;
            }
        }

        Assert.InRange(written, Samples / 20, Samples);
    }

    [Fact]
    public void An_update_of_a_member_who_is_not_known_is_the_member_that_it_makes()
    {
        var random = new Random(2);
        for (int seed = 0; seed < 2_000; seed++)
        {
            GuildMemberUpdateEvent update = ToUpdate(RandomMember(seed, share: 0.5), random);

            Assert.Equal(Write(update.ApplyTo(new GuildMember { User = update.User })), Encode(update, known: null));
        }
    }

    [Theory]
    [InlineData("nick", "\"Nelly\"")]
    [InlineData("premium_since", "\"2024-01-01T00:00:00+00:00\"")]
    [InlineData("mute", "true")]
    [InlineData("roles", "[\"3\"]")]
    [InlineData("flags", "2")]
    [InlineData("collectibles", """{"nameplate":{"sku_id":"5","asset":"a","label":"b","palette":"c"}}""")]
    public void An_update_that_leaves_out_what_the_member_has_takes_the_member(string key, string value)
    {
        JsonObject json = Json(key, value);
        byte[] known = Write(Decode(json).ApplyTo(new GuildMember()));
        json.Remove(key);

        Assert.Null(Encode(Decode(json), known));
    }

    [Theory]
    [InlineData("username", "\"nell\"")]
    [InlineData("global_name", "\"Nelly\"")]
    [InlineData("bot", "true")]
    [InlineData("public_flags", "64")]
    public void An_update_whose_user_leaves_out_what_the_user_has_takes_the_member(string key, string value)
    {
        JsonObject json = Json();
        json["user"]![key] = JsonNode.Parse(value);
        byte[] known = Write(Decode(json).ApplyTo(new GuildMember()));
        json["user"]!.AsObject().Remove(key);

        Assert.Null(Encode(Decode(json), known));
    }

    [Theory]
    [InlineData("member", """{"roles":["2"],"nick":"Nelly"}""")]
    [InlineData("shoe_size", "42")]
    public void What_an_update_has_beside_its_user_is_no_part_of_the_user(string key, string value)
    {
        JsonObject json = Json();
        json["user"]![key] = JsonNode.Parse(value);
        byte[] known = Write(Decode(Json()).ApplyTo(new GuildMember()));

        byte[]? encoded = Encode(Decode(json), known);

        Assert.True(encoded is null || encoded.SequenceEqual(known), "It is the member that the update makes, or takes the member.");
    }

    [Fact]
    public void An_update_takes_no_member_to_end_what_the_member_was_permitted()
    {
        GuildMember before = Decode(Json()).ApplyTo(new GuildMember()) with { Permissions = Permissions.KickMembers };

        Assert.Equal(Write(before with { Permissions = null }), Encode(Decode(Json()), Write(before)));
    }

    [Fact]
    public void An_update_whose_user_could_not_be_read_is_no_member()
    {
        JsonObject json = Json();
        json["user"] = 5;

        Assert.Null(Encode(Decode(json), known: null));
    }

    private static JsonObject Json(string key = "deaf", string value = "false") => new()
    {
        ["guild_id"] = "1",
        ["roles"] = new JsonArray("2"),
        ["user"] = new JsonObject { ["id"] = $"{UserId}", ["username"] = "nelly", ["discriminator"] = "0", ["avatar"] = null },
        [key] = JsonNode.Parse(value),
    };

    private static GuildMember RandomMember(int seed, double share)
    {
        var member = (GuildMember)new RecordSamples(seed, depth: 2, share).Make(typeof(GuildMember));
        User user = member.User ?? new User { Username = "nelly" };
        return member with { User = user with { Id = UserId, Username = user.Username.Length > 0 ? user.Username : "nelly", Member = null } };
    }

    /// <summary>The update that tells of a member, without some of what may be absent.</summary>
    private static GuildMemberUpdateEvent ToUpdate(GuildMember member, Random random)
    {
        JsonObject json = JsonNode.Parse(BinaryModel.ToJson(member))!.AsObject();
        json["guild_id"] = "1";
        json.Remove("permissions");
        Thin(json, random, "user", "roles");
        Thin(json["user"]!.AsObject(), random, "id", "username");
        return Decode(json);
    }

    private static void Thin(JsonObject json, Random random, params string[] kept)
    {
        foreach (string key in json.Select(pair => pair.Key).Except([.. kept, "guild_id"]).Where(_ => random.Next(8) == 0).ToArray())
        {
            json.Remove(key);
        }
    }

    private static GuildMemberUpdateEvent Decode(JsonObject json) =>
        Assert.IsType<GuildMemberUpdateEvent>(GatewayEvent.Decode("GUILD_MEMBER_UPDATE", Encoding.UTF8.GetBytes(json.ToJsonString())));

    private static byte[]? Encode(GuildMemberUpdateEvent update, byte[]? known)
    {
        var writer = new EntityWriter { KeepsKeys = false, EntityId = UserId.Value };
        (ulong bits, ulong userBits) = known is null ? default : BitsOf(known);
        return update.TryWriteMember(writer, bits, userBits) ? writer.Written.ToArray() : null;
    }

    private static (ulong Member, ulong User) BitsOf(byte[] bytes)
    {
        var reader = new EntityReader(bytes, ids: null, UserId.Value);
        ulong bits = reader.BeginRecord(GuildMember.Bits.BitmapLength);
        for (int roles = (bits & GuildMember.Bits.Roles) != 0 ? reader.ReadCount() : 0; roles > 0; roles--)
        {
            reader.ReadRecurringId();
        }

        if ((bits & GuildMember.Bits.CommunicationDisabledUntil) != 0)
        {
            reader.ReadTimestamp();
        }

        return (bits, (bits & GuildMember.Bits.User) != 0 ? reader.BeginRecord(User.Bits.BitmapLength) : 0);
    }

    private static byte[] Write(GuildMember member)
    {
        var writer = new EntityWriter { KeepsKeys = false, EntityId = UserId.Value };
        member.WriteBinary(writer);
        return writer.Written.ToArray();
    }

    private static GuildMember Read(byte[] bytes)
    {
        var reader = new EntityReader(bytes, ids: null, UserId.Value);
        return GuildMember.ReadBinary(ref reader);
    }
}
