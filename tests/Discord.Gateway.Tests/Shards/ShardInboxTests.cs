using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Shards;

/// <summary>When the pump must wait for the consumer, and when it must not because the consumer waits for the pump.</summary>
public sealed class ShardInboxTests
{
    private static readonly ShardOptions Options = new()
    {
        Token = "a.b.c",
        MaxBufferedEvents = 4,
        MaxBufferedBytes = 1000,
        EventFilter = EventFilter.AllExcept(GatewayEventType.TypingStart),
    };

    private readonly ShardInbox _inbox = new(Options);
    private readonly StubRequest _request = new();

    [Fact]
    public void Reading_stops_when_the_buffer_is_full_and_goes_on_when_it_is_half_empty()
    {
        Add(3);
        Assert.Equal((0.75, false, false), (_inbox.Fill, _inbox.MustPause, _inbox.MayHaveToPause));
        Add(1);
        Assert.Equal((1, true, true), (_inbox.Fill, _inbox.MustPause, _inbox.MayHaveToPause));
        Assert.False(_inbox.MayResume);

        _inbox.Pause();
        Take();
        Assert.Equal((true, false), (_inbox.IsPaused, _inbox.MayResume));
        Take();
        Assert.True(_inbox.MayResume);
        _inbox.Resume();
        Assert.Equal((false, false), (_inbox.IsPaused, _inbox.MayResume));
    }

    [Fact]
    public void Answers_that_nobody_has_read_fill_the_buffer_too()
    {
        _inbox.Register(_request);
        _request.IsStarving = false;
        Assert.Equal((true, false), (_inbox.MayHaveToPause, _inbox.MustPause));

        _request.UnreadBytes = 1000;

        Assert.True(_inbox.MustPause);
        _inbox.Unregister(_request);
        Assert.Equal((0, false, false), (_inbox.Fill, _inbox.MustPause, _inbox.MayHaveToPause));
    }

    [Fact]
    public void While_a_caller_can_only_wait_sixteen_events_may_pass_the_bound()
    {
        _inbox.Register(_request);
        Add(4);
        _inbox.Pause();
        Assert.Equal((false, true), (_inbox.MustPause, _inbox.MayResume));

        Add(15);
        Assert.Equal((false, true), (_inbox.MustPause, _inbox.MayResume));
        Add(1);
        Assert.Equal((true, false), (_inbox.MustPause, _inbox.MayResume));
    }

    [Fact]
    public void The_events_over_the_bound_are_counted_anew_once_there_is_room()
    {
        _inbox.Register(_request);
        Add(4 + 16);
        Assert.True(_inbox.MustPause);
        for (int i = 0; i < 17; i++)
        {
            Take();
        }

        Add(1);
        Assert.False(_inbox.MustPause);
        Add(15);
        Assert.False(_inbox.MustPause);
    }

    [Fact]
    public void A_full_buffer_does_not_take_a_chunk_that_has_reached_its_caller()
    {
        _request.Answers = true;
        _inbox.Register(_request);
        Assert.True(AddEvent("GUILD_MEMBERS_CHUNK"));
        Add(3);

        Assert.False(AddEvent("GUILD_MEMBERS_CHUNK"));
        Assert.True(AddEvent("VOICE_STATE_UPDATE"));
        _request.Answers = false;
        Assert.True(AddEvent("GUILD_MEMBERS_CHUNK"));
        Assert.Equal(6, _inbox.Count);
    }

    [Fact]
    public void An_event_that_is_filtered_out_reaches_its_callers_and_no_consumer()
    {
        Assert.False(AddEvent("TYPING_START"));
        Assert.Equal(0, _inbox.Count);

        var inbox = new ShardInbox(Options with { EventFilter = EventFilter.Only(GatewayEventType.Ready) });
        inbox.Register(_request);
        Assert.False(AddEvent("VOICE_STATE_UPDATE", inbox));
        Assert.Equal([GatewayEventType.VoiceStateUpdate], _request.Offered);
    }

    [Fact]
    public void What_is_no_proper_event_says_why()
    {
        Assert.True(Envelope.TryRead("""{"t":"NEW","s":5,"op":77,"d":{"a":1}}"""u8, out Envelope unknown, out _));
        _inbox.AddUnknown(unknown, sessionNumber: 1, "unknown opcode 77");
        _inbox.AddUnreadable("garbage"u8, sessionNumber: 1, "not valid JSON");
        _inbox.AddOversize(EventTable.Find("READY"u8)!.Header, sequence: 6, sessionNumber: 1, "too large");

        BufferedEvent first = Take();
        Assert.Equal((77, "NEW", "unknown opcode 77", 5L), ((int)first.Header.Opcode, first.Header.Name, first.Header.Reason, first.Sequence!.Value));
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(first.Data.Span));
        BufferedEvent second = Take();
        Assert.Equal((-1, "", "not valid JSON", (long?)null), ((int)second.Header.Opcode, second.Header.Name, second.Header.Reason, second.Sequence));
        Assert.Equal("garbage", Encoding.UTF8.GetString(second.Data.Span));
        BufferedEvent third = Take();
        Assert.Equal((GatewayEventType.Ready, "READY", "too large", 6L, 0), (third.Header.Type, third.Header.Name, third.Header.Reason, third.Sequence!.Value, third.Data.Length));
    }

    private void Add(int events)
    {
        for (int i = 0; i < events; i++)
        {
            Assert.True(AddEvent("X"));
        }
    }

    private bool AddEvent(string name, ShardInbox? inbox = null)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes($$$"""{"t":"{{{name}}}","s":1,"op":0,"d":{}}"""), out Envelope envelope, out _));
        return (inbox ?? _inbox).AddEvent(EventTable.Find(envelope.Name), envelope, sessionNumber: 1);
    }

    private BufferedEvent Take()
    {
        Assert.True(_inbox.TryTake(out BufferedEvent item));
        return item;
    }

    private sealed class StubRequest : IPendingRequest
    {
        public int UnreadBytes { get; set; }

        public bool IsStarving { get; set; } = true;

        internal bool Answers { get; set; }

        internal List<GatewayEventType> Offered { get; } = [];

        public bool Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? nonce)
        {
            Offered.Add(type);
            return Answers;
        }

        public void Fail(Exception error)
        {
        }
    }
}
