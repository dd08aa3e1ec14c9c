using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>An update that is written without a record gives exactly what <see cref="GuildMemberUpdateEvent.ApplyTo"/> gives, whatever is present and absent.</summary>
public sealed class PartialMemberFuzzTests
{
    private static readonly string[] MemberKeys =
    [
        """ "nick":null """, """ "nick":"a" """, """ "nick":"" """, """ "avatar":null """, """ "avatar":"a_0123456789abcdef0123456789abcdef" """, """ "avatar":"odd" """, """ "banner":null """,
        """ "banner":"0123456789abcdef0123456789abcdef" """, """ "roles":[] """, """ "roles":["401","7"] """, """ "roles":5 """, """ "roles":null """, """ "joined_at":null """,
        """ "joined_at":"2020-01-01T00:00:00.123456+00:00" """, """ "joined_at":"x" """, """ "premium_since":null """, """ "premium_since":"2021-01-01T00:00:00+02:00" """, """ "deaf":true """,
        """ "deaf":false """, """ "mute":true """, """ "mute":null """, """ "pending":true """, """ "pending":false """, """ "flags":0 """, """ "flags":9223372036854775809 """, """ "flags":-1 """,
        """ "permissions":"8" """, """ "communication_disabled_until":null """, """ "communication_disabled_until":"2030-01-01T00:00:00+00:00" """, """ "avatar_decoration_data":null """,
        """ "avatar_decoration_data":{"asset":"a","sku_id":"300"} """, """ "avatar_decoration_data":{"asset":"a","sku_id":"301","more":1} """, """ "collectibles":null """,
        """ "collectibles":{"nameplate":{"sku_id":"1","asset":"x","label":"","palette":"y"}} """, """ "unusual_dm_activity_until":null """, """ "unusual":{"a":[1]} """,
    ];

    private static readonly string[] UserKeys =
    [
        """ "username":"a" """, """ "username":"" """, """ "username":5 """, """ "discriminator":"0" """, """ "discriminator":"1234" """, """ "global_name":null """, """ "global_name":"G" """,
        """ "avatar":null """, """ "avatar":"0123456789abcdef0123456789abcdef" """, """ "bot":true """, """ "bot":false """, """ "system":true """, """ "banner":null """, """ "banner":"odd" """,
        """ "accent_color":null """, """ "accent_color":5 """, """ "public_flags":0 """, """ "public_flags":64 """, """ "flags":3 """, """ "primary_guild":null """,
        """ "primary_guild":{"identity_guild_id":"301","identity_enabled":true,"tag":"T","badge":"0123456789abcdef0123456789abcdef"} """, """ "avatar_decoration_data":null """,
        """ "avatar_decoration_data":{"asset":"b","sku_id":"301"} """, """ "collectibles":{} """, """ "display_name":"x" """, """ "member":{"nick":"inner","roles":[]} """, """ "email":null """,
        """ "verified":true """, """ "locale":"de" """, """ "mfa_enabled":false """, """ "premium_type":2 """,
    ];

    [Fact]
    public void An_update_gives_what_the_record_gives_and_tells_what_was_before()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            string known = Json(random);
            string told = random.Next(4) == 0 ? known : Json(random);
            GuildMember? member = Told($$"""{"op":0,"t":"GUILD_MEMBER_ADD","s":1,"d":{{known}}}""") is GuildMemberAddEvent { Member.User: not null } added ? added.Member : null;
            if (member is null || Told($$"""{"op":0,"t":"GUILD_MEMBER_UPDATE","s":1,"d":{{told}}}""") is not GuildMemberUpdateEvent update || member.User!.Id != update.User.Id)
            {
                continue;
            }

            var sample = new StateSample();
            sample.Tell(new GuildMemberAddEvent { GuildId = StateSample.GuildId, Member = member });
            GuildMember stored = sample.Guild.FindMember(301)!;
            GuildMemberUpdateEvent applied = sample.Tell(update);

            string expected = Print(update.ApplyTo(stored));
            Assert.True(expected == Print(Codec(sample.Guild.FindMember(301)!)), $"seed {seed}\n{known}\n{told}\n{expected}\n{Print(sample.Guild.FindMember(301)!)}");
            Assert.True(Print(stored) == Print(applied.GetBefore()!), $"before, seed {seed}\n{known}\n{told}\n{Print(stored)}\n{Print(applied.GetBefore()!)}");
            Assert.Equal(sample.Guild.FindMember(301), sample.Guild.Members.Single(one => one.User!.Id.Value == 301));
        }
    }

    [Fact]
    public void A_member_beside_a_message_gives_what_the_records_give()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var sample = new StateSample();
            string known = Json(random);
            if (Told($$"""{"op":0,"t":"GUILD_MEMBER_ADD","s":1,"d":{{known}}}""") is not GuildMemberAddEvent { Member.User: not null } added)
            {
                continue;
            }

            sample.Tell(added);
            GuildMember stored = sample.Guild.FindMember(301)!;
            string author = string.Join(',', (string[])[""" "id":"301" """, .. Some(random, UserKeys, random.Next(10))]);
            string member = string.Join(',', Some(random, MemberKeys, random.Next(12)));
            string json = $$"""{"op":0,"t":"MESSAGE_CREATE","s":1,"d":{"id":"1","channel_id":"201","guild_id":"100","content":"x","author":{ {{author}} },"member":{ {{member}} } } }""";
            if (Told(json) is not MessageCreateEvent { Message: { Member: { } told, Author: var user } } message)
            {
                continue;
            }

            sample.Tell(message);
            string expected = Print(stored.With(told, user));
            Assert.True(expected == Print(sample.Guild.FindMember(301)!), $"seed {seed}\n{known}\n{json}\n{expected}\n{Print(sample.Guild.FindMember(301)!)}");
        }
    }

    private static GuildMember Codec(GuildMember member) => member;

    private static GatewayEvent Told(string json) => JsonSerializer.Deserialize<GatewayEvent>(Encoding.UTF8.GetBytes(json))!;

    private static string Print(GuildMember member) => JsonSerializer.Serialize(member);

    private static string Json(Random random)
    {
        string[] keys = Some(random, MemberKeys, random.Next(12));
        string[] user = Some(random, UserKeys, random.Next(10));
        return $$"""{ {{string.Join(',', (string[])[""" "guild_id":"100" """, $$""" "user":{ {{string.Join(',', (string[])[""" "id":"301" """, .. user])}} } """, .. keys])}} }""";
    }

    private static string[] Some(Random random, string[] keys, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => keys[random.Next(keys.Length)]).DistinctBy(key => key.Split(':')[0].Trim())];
}
