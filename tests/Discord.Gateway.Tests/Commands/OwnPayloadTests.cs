using System.Text;
using Discord.Gateway.Commands;

namespace Discord.Gateway.Tests.Commands;

/// <summary>What the shard's own payloads look like on the wire.</summary>
public sealed class OwnPayloadTests
{
    private static readonly ShardOptions Options = new() { Token = "a.b.c", Intents = GatewayIntents.Guilds, ShardId = new ShardId(1, 2) };

    [Fact]
    public void An_identify_has_the_documented_form()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It names the system.");

        Assert.Equal(
            """{"op":2,"d":{"token":"a.b.c","properties":{"os":"linux","browser":"Discord.Gateway","device":"Discord.Gateway"},"large_threshold":50,"shard":[1,2],"intents":1}}""",
            Encoding.UTF8.GetString(new Identify("a.b.c", Options, presence: null).Encode()));
    }

    [Fact]
    public void An_identify_carries_capabilities_and_properties_that_were_given()
    {
        ShardOptions options = Options with
        {
            Capabilities = GatewayCapabilities.ChannelObfuscation | (GatewayCapabilities)1,
            Properties = new IdentifyProperties { Os = "plan9", Browser = "my \"bot\"", Device = "toaster" },
        };

        Assert.Equal(
            """{"op":2,"d":{"token":"a.b.c","properties":{"os":"plan9","browser":"my \"bot\"","device":"toaster"},"large_threshold":50,"shard":[1,2],"intents":1,"capabilities":32769}}""",
            Encoding.UTF8.GetString(new Identify("a.b.c", options, presence: null).Encode()));
    }

    [Fact]
    public void An_identify_carries_the_presence()
    {
        string payload = Encoding.UTF8.GetString(new Identify("a.b.c", Options, Encode(new BotPresence())).Encode());

        Assert.EndsWith(
            ""","shard":[1,2],"presence":{"since":null,"activities":[],"status":"online","afk":false},"intents":1}}""", payload, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resume_has_the_documented_form() => Assert.Equal(
        """{"op":6,"d":{"token":"a.b.c","session_id":"s","seq":7}}""", Encoding.UTF8.GetString(new Resume("a.b.c", "s", 7).Encode()));

    [Fact]
    public void A_presence_has_the_documented_form() => Assert.Equal(
        """{"op":3,"d":{"since":1000,"activities":[{"name":"n","type":0}],"status":"idle","afk":true}}""",
        Encoding.UTF8.GetString(Encode(new BotPresence
        {
            Activities = [BotActivity.Playing("n")],
            IsAfk = true,
            Since = DateTimeOffset.UnixEpoch.AddSeconds(1),
            Status = UserStatus.Idle,
        }).ToUpdate()));

    [Fact]
    public void Each_kind_of_activity_has_the_documented_form() => Assert.Equal(
        """
        [{"name":"a","type":0},{"name":"b","type":2},{"name":"c","type":3},{"name":"d","type":5},{"name":"e","type":1,"url":"https://twitch.tv/e"},{"name":"Custom Status","type":4,"state":"f"}]
        """,
        Encoding.UTF8.GetString(PayloadWriter.Write<BotActivity[]>(
            [
                BotActivity.Playing("a"), BotActivity.Listening("b"), BotActivity.Watching("c"), BotActivity.Competing("d"),
                BotActivity.Streaming("e", new Uri("https://twitch.tv/e")), BotActivity.Custom("f"),
            ],
            static (writer, activities) =>
            {
                writer.WriteStartArray();
                Array.ForEach(activities, activity => activity.WriteTo(writer));
                writer.WriteEndArray();
            })));

    [Fact]
    public void Each_presence_has_a_higher_version_than_those_before_it()
    {
        EncodedPresence first = Encode(new BotPresence());

        Assert.True(Encode(new BotPresence()).Version > first.Version);
    }

    [Fact]
    public void A_presence_that_fits_into_an_update_and_not_into_an_identify_is_too_large()
    {
        // 4,080 bytes of an update, and the identify adds a token and its properties.
        var presence = new BotPresence { Activities = [BotActivity.Playing(new string('x', 3_980))] };

        Assert.Throws<PayloadTooLargeException>(() => Encode(presence));
    }

    [Theory]
    [InlineData(nameof(OutgoingKind.Heartbeat), "Heartbeat, 3 bytes")]
    [InlineData(nameof(OutgoingKind.Identify), "Identify, 3 bytes")]
    [InlineData(nameof(OutgoingKind.Resume), "Resume, 3 bytes")]
    [InlineData(nameof(OutgoingKind.Presence), "PresenceUpdate, 3 bytes")]
    [InlineData(nameof(OutgoingKind.Command), "RequestChannelInfo, 3 bytes")]
    public void A_payload_is_printed_without_what_is_in_it(string kind, string expected) => Assert.Equal(
        expected,
        new Outgoing(Enum.Parse<OutgoingKind>(kind), new byte[3]) { Command = new PendingCommand([], GatewayOpcode.RequestChannelInfo, failWhenDisconnected: false) }.ToString());

    [Fact]
    public void A_voice_connection_is_printed_without_its_secrets() => Assert.Equal(
        "VoiceConnectionInfo { GuildId = 1, ChannelId = 2, Endpoint = voice.test }",
        new VoiceConnectionInfo(1, 2, 3, "session", "token", "voice.test").ToString());

    private static EncodedPresence Encode(BotPresence presence) => EncodedPresence.Encode(presence, Options.Token, Options);
}
