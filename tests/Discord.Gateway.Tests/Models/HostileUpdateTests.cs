using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Protocol;
using Discord.Gateway.Tests.Events;

namespace Discord.Gateway.Tests.Models;

/// <summary>Updates whose values could not be read change nothing; responses, permissions and sequences that nobody would write.</summary>
public sealed class HostileUpdateTests
{
    private static T Decode<T>(string name, string json)
        where T : GatewayEvent => Assert.IsType<T>(GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_role_that_could_not_be_read_is_not_added_to_the_guild()
    {
        var guild = new Guild { Id = 2, Roles = [new Role { Id = 2, Name = "@everyone" }] };
        var update = Decode<GuildRoleUpdateEvent>("GUILD_ROLE_UPDATE", """{"guild_id":"2","role":{"id":"x","name":"a"}}""");
        Assert.DoesNotContain(update.ApplyTo(guild).Roles, role => role.Id == default);
    }

    [Fact]
    public void A_role_that_is_made_and_could_not_be_read_is_not_added_to_the_guild()
    {
        var guild = new Guild { Id = 2, Roles = [new Role { Id = 2, Name = "@everyone" }] };
        var update = Decode<GuildRoleCreateEvent>("GUILD_ROLE_CREATE", """{"guild_id":"2","role":7}""");
        Assert.DoesNotContain(update.ApplyTo(guild).Roles, role => role.Id == default);
    }

    [Fact]
    public void A_reaction_whose_emoji_could_not_be_read_is_not_counted()
    {
        var message = new Message { Id = 3 };
        var added = Decode<MessageReactionAddEvent>("MESSAGE_REACTION_ADD", """{"user_id":"1","channel_id":"2","message_id":"3","emoji":7,"type":0,"burst":false}""");
        Assert.Empty(added.ApplyTo(message, 9).Reactions);
    }

    [Fact]
    public void An_emoji_whose_id_could_not_be_read_does_not_remove_the_reactions_of_another_emoji()
    {
        var message = new Message { Id = 3, Reactions = [new Reaction { Count = 1, Emoji = new Emoji { Name = "fire" } }, new Reaction { Count = 1, Emoji = new Emoji { Id = 5, Name = "fire" } }] };
        var removed = Decode<MessageReactionRemoveEmojiEvent>("MESSAGE_REACTION_REMOVE_EMOJI", """{"channel_id":"2","message_id":"3","emoji":{"id":"x","name":"fire"}}""");
        Assert.Equal(2, removed.ApplyTo(message).Reactions.Count);
    }

    [Fact]
    public void A_guild_update_whose_roles_could_not_be_read_keeps_the_roles()
    {
        var guild = new Guild { Id = 2, Name = "a", Roles = [new Role { Id = 2 }, new Role { Id = 3 }] };
        var update = Decode<GuildUpdateEvent>("GUILD_UPDATE", """{"id":"2","name":"b","roles":"?"}""");
        Assert.NotEmpty(update.Problems);
        Assert.Equal(2, update.ApplyTo(guild).Roles.Count);
    }

    [Fact]
    public void A_message_update_whose_author_could_not_be_read_keeps_the_author()
    {
        var message = new Message { Id = 2, Author = new User { Id = 7 }, Content = "x" };
        var update = Decode<MessageUpdateEvent>("MESSAGE_UPDATE", """{"id":"2","channel_id":"3","author":{"id":"?"},"content":"y"}""");
        Assert.Equal(7UL, update.ApplyTo(message).Author.Id.Value);
    }

    [Fact]
    public void The_message_about_a_choice_does_not_quote_it()
    {
        var error = Assert.Throws<ArgumentException>(() => InteractionResponse.Autocomplete(new AutocompleteChoice("words of a user", default)));
        Assert.DoesNotContain("words of a user", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undecodable_event_without_data_is_refused_as_documented()
    {
        GatewayEvent e = GatewayEvent.Decode("MESSAGE_CREATE", []);
        Exception? thrown = Record.Exception(() => JsonSerializer.Serialize(e));
        Assert.True(thrown is null or JsonException, thrown?.GetType().Name);
    }

    [Fact]
    public void Wrong_types_do_not_put_words_of_users_into_problems()
    {
        foreach (string name in EventCases.Names)
        {
            foreach (JsonElement form in EventCases.Of(name).Values)
            {
                string json = System.Text.RegularExpressions.Regex.Replace(form.GetRawText(), """(?<=:\s*)(true|false|-?\d+(\.\d+)?|"\d+")(?=\s*[,}])""", "\"SECRETWORDS\"");
                GatewayEvent e = GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(json));
                string text = string.Join('\n', e.Problems.Select(p => p.ToString())) + (e is UndecodableEvent u ? u.Reason : "");
                Assert.DoesNotContain("SECRETWORDS", text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("5.0")]
    [InlineData("5e0")]
    public void An_integer_with_a_fraction_of_zero_is_an_integer_as_elsewhere(string number)
    {
        var data = JsonSerializer.Deserialize<ApplicationCommandData>($$"""{"id":"1","name":"a","type":1,"options":[{"name":"n","type":4,"value":{{number}}}]}""")!;
        Assert.Equal(5, data.GetInteger("n"));
    }

    [Fact]
    public void A_response_that_was_made_by_hand_is_checked_when_its_type_fits_no_content()
    {
        var response = InteractionResponse.Message("x") with { Type = InteractionCallbackType.Modal };
        InteractionResponse? again = null;
        Exception? e = Record.Exception(() => again = JsonSerializer.Deserialize<InteractionResponse>(response.ToUtf8Json()));
        Assert.True(e is null or JsonException, e?.ToString());
    }

    [Fact]
    public void A_poll_in_an_update_is_refused_as_documented()
    {
        Exception? e = Record.Exception(() => InteractionResponse.Update(new MessageCallbackData { Poll = new PollCreateRequest("q", "a") }));
        Assert.IsType<ArgumentException>(e);
    }

    [Fact]
    public void A_null_choice_is_an_argument_error()
    {
        Exception? e = Record.Exception(() => InteractionResponse.Autocomplete(new AutocompleteChoice("a", "b"), null!));
        Assert.IsAssignableFrom<ArgumentException>(e);
    }

    [Fact]
    public void Half_a_surrogate_pair_can_be_sent()
    {
        Assert.Null(Record.Exception(() => InteractionResponse.Message("x\ud83d").ToUtf8Json()));
    }

    [Fact]
    public void New_permissions_of_an_administrator_are_not_lost()
    {
        const Permissions New = (Permissions)(1UL << 60);
        var guild = new Guild { Id = 1, OwnerId = 99, Roles = [new Role { Id = 1, Permissions = Permissions.Administrator | New }] };
        var member = new GuildMember { User = new User { Id = 5 } };
        Assert.NotEqual(Permissions.None, guild.GetPermissions(member, DateTimeOffset.UnixEpoch) & New);
    }

    [Fact]
    public void A_resume_begins_before_the_first_missing_sequence()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            long start = random.Next(0, 5);
            var window = SequenceWindow.From(start);
            var seen = new HashSet<long>();
            long complete = start, highest = start;
            for (int step = 0; step < 60; step++)
            {
                int what = random.Next(20);
                if (what == 0)
                {
                    window.BeginReplay();
                    for (long s = window.Resumable!.Value + 1; s <= highest + random.Next(3); s++)
                    {
                        if (random.Next(10) == 0)
                        {
                            continue;
                        }

                        bool isNew = !seen.Contains(s) && s > complete;
                        SequenceOutcome outcome = window.Accept(s);
                        if (isNew && outcome == SequenceOutcome.Replayed && highest - s < 64)
                        {
                            Assert.Fail($"seed {seed}: new {s} dropped");
                        }

                        seen.Add(s);
                        highest = Math.Max(highest, s);
                    }

                    window.EndReplay();
                    if (random.Next(2) == 0)
                    {
                        window.Complete();
                        complete = highest;
                    }
                }
                else
                {
                    long s = random.Next(4) switch
                    {
                        0 => highest + random.Next(1, 70),
                        1 => Math.Max(complete + 1, highest - random.Next(0, 62)),
                        _ => highest + 1,
                    };
                    if (seen.Contains(s) || s <= complete || highest - s >= 64)
                    {
                        continue;
                    }

                    SequenceOutcome outcome = window.Accept(s);
                    Assert.True(outcome is SequenceOutcome.Expected or SequenceOutcome.Jumped, $"seed {seed} {outcome}");
                    seen.Add(s);
                    highest = Math.Max(highest, s);
                }

                long expected = Math.Max(complete, highest - 64);
                while (seen.Contains(expected + 1) || expected + 1 <= complete)
                {
                    expected++;
                }

                if (window.Resumable != expected)
                {
                    Assert.Fail($"seed {seed} step {step}: {window.Resumable} instead of {expected}; highest {highest} complete {complete}");
                }
            }
        }
    }

    [Fact]
    public async Task Many_threads_decode_the_same()
    {
        (string Name, byte[] Data, GatewayEvent Event)[] all = [.. EventCases.Names.SelectMany(name => EventCases.Of(name).Values.Select(form => Encoding.UTF8.GetBytes(form.GetRawText()))
            .Select(data => (name, data, GatewayEvent.Decode(name, data))))];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() =>
        {
            var random = new Random(n);
            for (int i = 0; i < 3000; i++)
            {
                (string name, byte[] data, GatewayEvent e) = all[random.Next(all.Length)];
                GatewayEvent again = GatewayEvent.Decode(name, data);
                Assert.Equal(e, again);
                Assert.Equal(JsonSerializer.Serialize(e), JsonSerializer.Serialize(again));
            }
        })));
    }

    [Fact]
    public void A_proxy_address_with_a_fragment_is_scaled()
    {
        var attachment = new Attachment { ProxyUrl = "https://media.discordapp.net/a.png?ex=1&is=2&hm=3&" };
        Assert.Equal("https://media.discordapp.net/a.png?ex=1&is=2&hm=3&width=5&height=6", attachment.GetProxyUrl(5, 6).OriginalString);
    }

    [Fact]
    public void Escaped_text_at_the_start_of_a_line_stays_text()
    {
        Assert.Equal(@"\-\# x", Markup.Escape("-# x"));
        Assert.Equal(@"\> \> x", Markup.Escape("> > x"));
        Assert.Equal(@"1\. x", Markup.Escape("1. x"));
    }

    [Fact]
    public void A_status_that_could_not_be_read_does_not_remove_the_status()
    {
        var info = new ChannelInfo { Id = 1, Status = "busy" };
        var update = Decode<VoiceChannelStatusUpdateEvent>("VOICE_CHANNEL_STATUS_UPDATE", """{"id":"1","guild_id":"2","status":{}}""");
        Assert.Equal("busy", update.ApplyTo(info).Status.Value);
    }

    [Fact]
    public void A_member_update_without_a_readable_user_is_not_applied_to_whomever()
    {
        var member = new GuildMember { User = new User { Id = 5 }, Roles = [1] };
        var update = Decode<GuildMemberUpdateEvent>("GUILD_MEMBER_UPDATE", """{"guild_id":"2","user":{"id":"?"},"roles":["7"]}""");
        Assert.Equal([1], update.ApplyTo(member).Roles);
    }

    [Fact]
    public void An_overwrite_of_an_unknown_kind_is_not_that_of_everyone()
    {
        var guild = new Guild { Id = 1, OwnerId = 99, Roles = [new Role { Id = 1, Permissions = Permissions.ViewChannel }] };
        var channel = new Channel { Id = 7, PermissionOverwrites = [new Overwrite { Id = 1, Type = (OverwriteType)7, Deny = Permissions.ViewChannel }] };
        Assert.True(guild.GetPermissions(new GuildMember { User = new User { Id = 5 } }, channel, DateTimeOffset.UnixEpoch).Has(Permissions.ViewChannel));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("\u00e9")]
    [InlineData("\U0001F600")]
    public void Properties_that_are_valid_fit_into_an_identify(string unit)
    {
        for (int n = 1; n <= 256; n++)
        {
            string text = string.Concat(Enumerable.Repeat(unit, n));
            var options = new ShardOptions { Token = "a.b.c", Properties = new IdentifyProperties { Os = text, Browser = text, Device = text } };
            if (Record.Exception(options.Validate) is null)
            {
                Assert.True(new Discord.Gateway.Commands.Identify(options.Token, options, null).Encode().Length <= 4096, $"{n}");
            }
        }
    }
}
