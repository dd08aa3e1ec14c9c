using System.Diagnostics;
using System.Reflection;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Mentions, emojis, times and links in messages, and text that Discord shows as written.</summary>
public sealed class MarkupTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1618953630_999);

    [Theory]
    [InlineData('\u1680')]
    [InlineData('\u2003')]
    [InlineData('\u202F')]
    [InlineData('\uFEFF')]
    [InlineData('\u00A0')]
    [InlineData('\u3000')]
    public void Text_after_an_address_and_a_space_is_escaped(char space) =>
        Assert.EndsWith(@"\*\*bold\*\*", Markup.Escape($"https://a.b{space}**bold**"), StringComparison.Ordinal);

    [Fact]
    public void Mentions_are_written_as_the_documentation_shows()
    {
        Assert.Equal("<@80351110224678912>", new Id<User>(80351110224678912).Mention());
        Assert.Equal("<#103735883630395392>", new Id<Channel>(103735883630395392).Mention());
        Assert.Equal("<@&165511591545143296>", new Id<Role>(165511591545143296).Mention());
        Assert.Equal("</airhorn:816437322781949972>", Markup.Command("airhorn", 816437322781949972));
        Assert.Equal("</foo group bar:123456789012345678>", Markup.Command("foo group bar", 123456789012345678));
        Assert.Equal("<:mmLol:216154654256398347>", Markup.CustomEmoji("mmLol", 216154654256398347));
        Assert.Equal("<a:b1nzy:392938283556143104>", Markup.CustomEmoji("b1nzy", 392938283556143104, isAnimated: true));
        Assert.Equal(("@everyone", "@here"), (Markup.Everyone, Markup.Here));
    }

    [Fact]
    public void Guild_navigation_is_written_as_the_documentation_shows()
    {
        Assert.Equal(
            ["<id:customize>", "<id:browse>", "<id:guide>", "<id:linked-roles>", "<id:linked-roles:7>"],
            [Markup.CustomizeCommunity, Markup.BrowseChannels, Markup.ServerGuide, Markup.LinkedRoles, Markup.LinkedRole(7)]);
    }

    [Theory]
    [InlineData(TimestampStyle.ShortTime, "<t:1618953630:t>")]
    [InlineData(TimestampStyle.MediumTime, "<t:1618953630:T>")]
    [InlineData(TimestampStyle.ShortDate, "<t:1618953630:d>")]
    [InlineData(TimestampStyle.LongDate, "<t:1618953630:D>")]
    [InlineData(TimestampStyle.LongDateShortTime, "<t:1618953630:f>")]
    [InlineData(TimestampStyle.FullDateShortTime, "<t:1618953630:F>")]
    [InlineData(TimestampStyle.ShortDateShortTime, "<t:1618953630:s>")]
    [InlineData(TimestampStyle.ShortDateMediumTime, "<t:1618953630:S>")]
    [InlineData(TimestampStyle.Relative, "<t:1618953630:R>")]
    public void Timestamps_have_every_documented_style(TimestampStyle style, string expected)
    {
        Assert.Equal(expected, Markup.Timestamp(Time, style));
        Assert.Equal(expected, Markup.Timestamp(Time.ToOffset(TimeSpan.FromHours(5)), style));
    }

    [Fact]
    public void Timestamps_have_the_default_style_unless_another_is_chosen()
    {
        Assert.Equal("<t:1618953630:f>", Markup.Timestamp(Time));
        Assert.Equal("<t:-1:R>", Markup.Timestamp(DateTimeOffset.UnixEpoch.AddSeconds(-1), TimestampStyle.Relative));
        Assert.Throws<ArgumentOutOfRangeException>(() => Markup.Timestamp(Time, (TimestampStyle)9));
    }

    [Fact]
    public void Messages_in_guilds_and_direct_messages_have_links()
    {
        Assert.Equal("https://discord.com/channels/1/2/3", Markup.GetMessageUrl(2, 3, 1).AbsoluteUri);
        Assert.Equal("https://discord.com/channels/@me/2/3", Markup.GetMessageUrl(2, 3).AbsoluteUri);
        Assert.Equal("https://discord.com/channels/1/2/3", new Message { Id = 3, ChannelId = 2, GuildId = 1 }.GetUrl().AbsoluteUri);
        Assert.Equal("https://discord.com/channels/@me/2/3", new Message { Id = 3, ChannelId = 2 }.GetUrl().AbsoluteUri);
    }

    [Fact]
    public void Ids_that_discord_did_not_send_are_refused()
    {
        Assert.Throws<ArgumentException>(() => default(Id<User>).Mention());
        Assert.Throws<ArgumentException>(() => default(Id<Role>).Mention());
        Assert.Throws<ArgumentException>(() => default(Id<Channel>).Mention());
        Assert.Throws<ArgumentException>(() => Markup.LinkedRole(0));
        Assert.Throws<ArgumentException>(() => Markup.Command("a", 0));
        Assert.Throws<ArgumentException>(() => Markup.CustomEmoji("a", 0));
        Assert.Throws<ArgumentException>(() => Markup.Command(" ", 1));
        Assert.Throws<ArgumentException>(() => new Message { Id = 3 }.GetUrl());
    }

    [Fact]
    public void Records_print_their_mention()
    {
        var user = new User { Id = 8, Username = "ann" };

        Assert.Equal("<@8>", $"{user}");
        Assert.Equal("<@8>", $"{new GuildMember { User = user, Nick = "nick" }}");
        Assert.Equal("<@&8>", $"{new Role { Id = 8, Name = "mods" }}");
        Assert.Equal("<#8>", $"{new Channel { Id = 8, Name = "general" }}");
    }

    [Fact]
    public void Records_without_an_id_print_their_name()
    {
        Assert.Equal("Ann", $"{new User { Username = "ann", GlobalName = "Ann" }}");
        Assert.Equal("nick", $"{new GuildMember { Nick = "nick" }}");
        Assert.Equal("", $"{new GuildMember()}");
        Assert.Equal("mods", $"{new Role { Name = "mods" }}");
        Assert.Equal("general", $"{new Channel { Name = "general" }}");
        Assert.Equal("", $"{new Channel()}");
    }

    [Fact]
    public void The_role_everyone_is_told_apart_where_the_guild_is_known()
    {
        Assert.Equal("@everyone", new Role { Id = 1 }.Mention(1));
        Assert.Equal("<@&2>", new Role { Id = 2, Name = "@everyone" }.Mention(1));
    }

    [Fact]
    public void Emojis_print_themselves_as_messages_contain_them()
    {
        Assert.Equal("🔥", $"{new Emoji { Name = "🔥" }}");
        Assert.Equal("<:LUL:41771983429993937>", $"{new Emoji { Id = 41771983429993937, Name = "LUL" }}");
        Assert.Equal("<a:LUL:41771983429993937>", $"{new Emoji { Id = 41771983429993937, Name = "LUL", Animated = true }}");
        Assert.Equal("<:_:41771983429993937>", $"{new Emoji { Id = 41771983429993937 }}");
        Assert.Equal("", $"{new Emoji()}");
    }

    [Theory]
    [InlineData(typeof(User), "User { Id = 0, Discriminator = 0 }")]
    [InlineData(typeof(GuildMember), "GuildMember { Flags = None }")]
    [InlineData(typeof(Role), "Role { ")]
    [InlineData(typeof(Channel), "Channel { ")]
    [InlineData(typeof(Emoji), "Emoji { }")]
    public void Debuggers_show_the_contents(Type type, string expected)
    {
        string display = type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value;
        PropertyInfo property = type.GetProperty(display[1..display.IndexOf(',', StringComparison.Ordinal)], BindingFlags.Instance | BindingFlags.NonPublic)!;

        Assert.StartsWith(expected, (string)property.GetValue(Activator.CreateInstance(type))!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain text, 100% - isn't it? (yes) a+b=c #1 1. x > y: z", "plain text, 100% - isn't it? (yes) a+b=c #1 1. x > y: z")]
    [InlineData("", "")]
    [InlineData("**bold**", @"\*\*bold\*\*")]
    [InlineData("_it_ __un__", @"\_it\_ \_\_un\_\_")]
    [InlineData("~~gone~~", @"\~\~gone\~\~")]
    [InlineData("||secret||", @"\|\|secret\|\|")]
    [InlineData("`code`", @"\`code\`")]
    [InlineData("```cs\nx```", "\\`\\`\\`cs\nx\\`\\`\\`")]
    [InlineData(@"a\*b", @"a\\\*b")]
    [InlineData("> quote", @"\> quote")]
    [InlineData(">>> quotes", @"\>\>\> quotes")]
    [InlineData("# big", @"\# big")]
    [InlineData("-# small", @"\-\# small")]
    [InlineData("a\n## b\n# c", "a\n\\#\\# b\n\\# c")]
    [InlineData("  - item", @"  \- item")]
    [InlineData("* item\n+ item", "\\* item\n\\+ item")]
    [InlineData("1. item\n23. item", "1\\. item\n23\\. item")]
    [InlineData("5 apples 6. x", "5 apples 6. x")]
    [InlineData("[text](https://a.example/)", @"\[text](https://a.example/)")]
    [InlineData("see https://a.example/b_c_d*e now_", @"see https://a.example/b_c_d*e now\_")]
    [InlineData("<https://a.example/b_c>", @"\<https://a.example/b_c>")]
    [InlineData("http://", "http://")]
    [InlineData("https://*x*", @"https://\*x\*")]
    [InlineData("<@8> <@&8> <#8>", "\\<@\u200B8> \\<@\u200B&8> \\<#8>")]
    [InlineData("@everyone and @here", "@\u200Beveryone and @\u200Bhere")]
    [InlineData("a@b.example", "a@b.example")]
    [InlineData("https://a.example/@everyone/@x*", "https://a.example/%40everyone/@x*")]
    [InlineData("https://a.example/@here @here", "https://a.example/%40here @\u200Bhere")]
    [InlineData("x*HTTPS://a.example/b_c\n- d", "x\\*HTTPS://a.example/b_c\n\\- d")]
    [InlineData("<:LUL:1> </a:1> <t:1> <id:guide>", @"\<:LUL:1> \</a:1> \<t:1> \<id:guide>")]
    public void Escaped_text_shows_as_it_is_written(string text, string expected)
    {
        Assert.Equal(expected, Markup.Escape(text));
    }

    [Fact]
    public void Escaped_text_without_backslashes_and_invisible_characters_is_the_text()
    {
        var random = new Random(7);
        const string Alphabet = "ab*_~`|[]()<>#-+@1. \nh:/";
        for (int i = 0; i < 5000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            string escaped = Markup.Escape(text);

            Assert.Equal(text, escaped.Replace("\\", "", StringComparison.Ordinal).Replace("\u200B", "", StringComparison.Ordinal));
            Assert.DoesNotMatch(@"(?<!\\)[*_~`|\[<]", escaped);
            Assert.DoesNotMatch(@"(?m)^[ ]*[>#+-]", escaped);
        }
    }
}
