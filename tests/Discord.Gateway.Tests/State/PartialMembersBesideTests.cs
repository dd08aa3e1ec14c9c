using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>A member that an event names beside something else is partial: what is absent there stays as it was.</summary>
public sealed class PartialMembersBesideTests
{
    private const string Decoration = """ "avatar_decoration_data":{"asset":"a","sku_id":"300"} """;

    [Fact]
    public void A_message_takes_nothing_from_its_author_of_which_it_does_not_tell()
    {
        StateSample sample = WithDecoratedAnn();

        sample.Tell(Read("MESSAGE_CREATE", """
            {"id":"1","channel_id":"201","guild_id":"100","content":"x","timestamp":"2026-01-01T00:00:00+00:00","type":0,"author":{"id":"301","username":"ann","discriminator":"0","avatar":null},
            "member":{"roles":["401"],"nick":"annie","joined_at":"2025-01-01T00:00:00+00:00","premium_since":null,"deaf":false,"mute":false,"pending":false,"flags":0,"communication_disabled_until":null,"avatar":null}}
            """));

        Assert.Equal("annie", sample.Guild.FindMember(Ann)!.Nick);
        Assert.NotNull(sample.Guild.FindMember(Ann)!.AvatarDecorationData);
    }

    [Fact]
    public void A_message_takes_nothing_from_its_authors_user_of_which_it_does_not_tell()
    {
        StateSample sample = WithDecoratedAnn();

        sample.Tell(Read("MESSAGE_CREATE", """
            {"id":"1","channel_id":"201","guild_id":"100","content":"x","timestamp":"2026-01-01T00:00:00+00:00","type":0,"author":{"id":"301","username":"ann","discriminator":"0","avatar":null},
            "member":{"roles":["401"],"nick":"annie","joined_at":"2025-01-01T00:00:00+00:00"}}
            """));

        Assert.Equal("Ann", sample.Guild.FindMember(Ann)!.User!.GlobalName);
    }

    [Fact]
    public void A_voice_state_takes_nothing_from_its_member_of_which_it_does_not_tell()
    {
        StateSample sample = WithDecoratedAnn();

        sample.Tell(Read("VOICE_STATE_UPDATE", """
            {"guild_id":"100","channel_id":"202","user_id":"301","session_id":"v","deaf":false,"mute":false,"self_deaf":false,"self_mute":false,"self_video":false,"suppress":false,
            "member":{"user":{"id":"301","username":"ann","discriminator":"0","avatar":null},"roles":["401"],"nick":"annie","joined_at":"2025-01-01T00:00:00+00:00","deaf":false,"mute":false}}
            """));

        Assert.NotNull(sample.Guild.FindMember(Ann)!.AvatarDecorationData);
    }

    private static StateSample WithDecoratedAnn()
    {
        var sample = new StateSample();
        sample.Tell(Read("GUILD_MEMBER_UPDATE", $$"""
            {"guild_id":"100","roles":["401"],"user":{"id":"301","username":"ann","discriminator":"0","global_name":"Ann","avatar":null},"nick":"ann","joined_at":"2025-01-01T00:00:00+00:00",{{Decoration}}}
            """));
        Assert.NotNull(sample.Guild.FindMember(Ann)!.AvatarDecorationData);
        return sample;
    }

    private static GatewayEvent Read(string name, string data) =>
        JsonSerializer.Deserialize<GatewayEvent>(Encoding.UTF8.GetBytes($$"""{"op":0,"t":"{{name}}","s":1,"d":""" + data + "}"))!;
}
