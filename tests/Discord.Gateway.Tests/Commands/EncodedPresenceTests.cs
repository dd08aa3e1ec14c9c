using Discord.Gateway.Commands;

namespace Discord.Gateway.Tests.Commands;

/// <summary>Which of two presences stays.</summary>
public sealed class EncodedPresenceTests
{
    private static readonly ShardOptions Options = new() { Token = "a.b.c" };

    private readonly EncodedPresence _older = Make();
    private readonly EncodedPresence _newer = Make();

    [Fact]
    public void The_first_presence_is_taken()
    {
        EncodedPresence? current = null;

        EncodedPresence.Advance(ref current, _older);

        Assert.Same(_older, current);
    }

    [Fact]
    public void A_newer_presence_takes_the_place_of_an_older_one()
    {
        EncodedPresence? current = _older;

        EncodedPresence.Advance(ref current, _newer);

        Assert.Same(_newer, current);
    }

    [Fact]
    public void An_older_presence_leaves_a_newer_one()
    {
        EncodedPresence? current = _newer;

        EncodedPresence.Advance(ref current, _older);

        Assert.Same(_newer, current);
    }

    private static EncodedPresence Make() => EncodedPresence.Encode(new BotPresence(), Options.Token, Options);
}
