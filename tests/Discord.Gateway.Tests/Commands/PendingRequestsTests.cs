using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Commands;

/// <summary>Callers that wait for answers: what they take, and what they leave alone.</summary>
public sealed class PendingRequestsTests
{
    private static readonly Id<Guild> Guild = 10;
    private static readonly Id<Channel> Voice = 20;
    private static readonly Id<User> Bot = 30;

    private readonly PendingRequests _requests = new(ShardId.Single);

    [Fact]
    public void A_request_that_throws_fails_alone()
    {
        var throwing = new ThrowingRequest();
        var join = new PendingVoiceJoin(Guild, Voice, Bot);
        _requests.Add(throwing);
        _requests.Add(join);

        OfferState(Voice);
        OfferServer("voice.test");

        Assert.IsType<GatewayRequestException>(throwing.Error);
        Assert.True(join.Completion.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("""{"guild_id":"10","user_id":"30","channel_id":"20","session_id":{}}""")]
    [InlineData("""{"guild_id":99999999999999999999999999,"user_id":"30","channel_id":"20","session_id":"s"}""")]
    [InlineData("""{"guild_id":"10","user_id":"30","channel_id":{},"session_id":"s","request_to_speak_timestamp":"99999-01-01"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void An_event_that_cannot_be_decoded_answers_nothing(string state)
    {
        var join = new PendingVoiceJoin(Guild, Voice, Bot);
        _requests.Add(join);

        _requests.Offer(GatewayEventType.VoiceStateUpdate, Encoding.UTF8.GetBytes(state));
        OfferServer("voice.test");

        Assert.False(join.Completion.IsCompleted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(21UL)]
    public void A_bot_that_left_or_was_moved_in_the_meantime_has_not_joined(ulong? channel)
    {
        var join = new PendingVoiceJoin(Guild, Voice, Bot);
        _requests.Add(join);

        OfferState(Voice);
        OfferState(channel);
        OfferServer("voice.test");

        Assert.False(join.Completion.IsCompleted);
        OfferState(Voice);
        Assert.True(join.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_voice_server_that_was_withdrawn_is_not_used()
    {
        var join = new PendingVoiceJoin(Guild, Voice, Bot);
        _requests.Add(join);

        OfferServer("old.test");
        OfferServer(null);
        OfferState(Voice);

        Assert.False(join.Completion.IsCompleted);
        OfferServer("new.test");
        Assert.Equal("new.test", (await join.Completion).Endpoint);
    }

    [Fact]
    public void Events_of_other_guilds_and_users_answer_nothing()
    {
        var join = new PendingVoiceJoin(Guild, Voice, Bot);
        _requests.Add(join);

        OfferState(Voice, guild: 11);
        OfferState(Voice, user: 31);
        OfferServer("voice.test", guild: 11);
        OfferServer("voice.test");
        Assert.False(join.Completion.IsCompleted);
        OfferState(Voice);

        Assert.True(join.Completion.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("""{"opcode":8,"retry_after":1.5,"meta":{"guild_id":"10","nonce":"mine"}}""", true)]
    [InlineData("""{"opcode":8,"retry_after":1.5,"meta":{"guild_id":"10"}}""", true)]
    [InlineData("""{"opcode":8,"retry_after":1.5,"meta":{"guild_id":"10","nonce":"other"}}""", false)]
    [InlineData("""{"opcode":8,"retry_after":1.5,"meta":{"guild_id":"11"}}""", false)]
    [InlineData("""{"opcode":31,"retry_after":1.5,"meta":{"guild_id":"10","nonce":"mine"}}""", false)]
    public void A_rate_limit_is_for_the_request_it_names(string data, bool isMine)
    {
        var members = new PendingGuildMembers(Guild, "mine");
        _requests.Add(members);

        _requests.Offer(GatewayEventType.RateLimited, Encoding.UTF8.GetBytes(data));

        Assert.Equal(isMine, !members.IsStarving);
    }

    [Fact]
    public void Bytes_that_were_not_read_are_counted()
    {
        var members = new PendingGuildMembers(Guild, "mine");
        _requests.Add(members);
        Assert.True(_requests.AreAnyStarving);

        byte[] chunk = Encoding.UTF8.GetBytes("""{"guild_id":"10","nonce":"mine","members":[],"chunk_index":0,"chunk_count":2}""");
        Assert.True(_requests.Offer(GatewayEventType.GuildMembersChunk, chunk));
        Assert.Equal(chunk.Length, _requests.UnreadBytes);
        Assert.False(_requests.AreAnyStarving);

        members.OnRead(chunk.Length);
        Assert.Equal(0, _requests.UnreadBytes);
        Assert.True(_requests.AreAnyStarving);
        _requests.Remove(members);
        Assert.False(_requests.AreAnyStarving);
    }

    [Fact]
    public void Requests_are_shown_only_events_that_could_answer_them()
    {
        var throwing = new ThrowingRequest();
        _requests.Add(throwing);

        Assert.False(_requests.Offer(GatewayEventType.MessageCreate, "{}"u8));
        Assert.Null(throwing.Error);

        Assert.False(_requests.Offer(GatewayEventType.VoiceServerUpdate, "{}"u8));
        Assert.EndsWith("an answer to a request could not be read (OverflowException). Repeat the request.", throwing.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_other_kinds_are_no_members()
    {
        var members = new PendingGuildMembers(Guild, "mine");
        _requests.Add(members);

        Assert.False(_requests.Offer(GatewayEventType.VoiceStateUpdate, """{"nonce":"mine"}"""u8));

        Assert.True(members.IsStarving);
    }

    [Fact]
    public void A_voice_event_that_answers_a_request_is_for_others_too()
    {
        _requests.Add(new PendingVoiceJoin(Guild, Voice, Bot));

        Assert.False(_requests.Offer(GatewayEventType.VoiceServerUpdate, """{"guild_id":"10","token":"t","endpoint":"voice.test"}"""u8));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"nonce":"\ud800"}""")]
    [InlineData("""{"nonce":5}""")]
    public void A_chunk_whose_nonce_cannot_be_read_is_for_nobody(string chunk)
    {
        _requests.Add(new PendingGuildMembers(Guild, "mine"));

        Assert.False(_requests.Offer(GatewayEventType.GuildMembersChunk, Encoding.UTF8.GetBytes(chunk)));
    }

    [Fact]
    public async Task Keys_after_the_data_cost_no_answer()
    {
        var join = new PendingVoiceJoin(Guild, Voice, Bot);
        _requests.Add(join);

        OfferServer("voice.test");
        _requests.Offer(
            GatewayEventType.VoiceStateUpdate, """{"guild_id":"10","user_id":"30","channel_id":"20","session_id":"s"},"new":{"session_id":"other"}"""u8);

        Assert.True(join.Completion.IsCompletedSuccessfully);
        Assert.Equal("s", (await join.Completion).SessionId);
    }

    [Fact]
    public void Requests_that_failed_are_gone()
    {
        _requests.Add(new PendingVoiceJoin(Guild, Voice, Bot));

        _requests.FailAll(() => new SessionLostException(ShardId.Single));

        Assert.Equal(0, _requests.Count);
    }

    [Fact]
    public void A_caller_who_has_joined_waits_for_nothing_more()
    {
        var join = new PendingVoiceJoin(Guild, Voice, Bot);
        _requests.Add(join);
        Assert.Equal((true, 0L), (_requests.AreAnyStarving, _requests.UnreadBytes));

        OfferState(Voice);
        OfferServer("voice.test");

        Assert.False(_requests.AreAnyStarving);
    }

    [Fact]
    public void A_chunk_for_two_requests_is_an_answer_to_both()
    {
        PendingGuildMembers[] both = [new(Guild, "mine"), new(Guild, "mine")];
        Array.ForEach(both, _requests.Add);

        Assert.True(_requests.Offer(GatewayEventType.GuildMembersChunk, MakeChunk(0)));

        Assert.All(both, members => Assert.False(members.IsStarving));
    }

    [Fact]
    public void A_rate_limit_reaches_all_requests_of_its_opcode_whatever_they_ask()
    {
        PendingGuildAnswers[] both = [new(GuildRequest.ChannelInfo(ChannelInfoFields.All), [Guild]), new(GuildRequest.ChannelInfo(ChannelInfoFields.Status), [Guild])];
        Array.ForEach(both, _requests.Add);

        Assert.True(_requests.Offer(GatewayEventType.RateLimited, """{"opcode":43,"retry_after":7}"""u8));

        Assert.All(both, answers => Assert.False(answers.IsStarving));
    }

    [Fact]
    public void No_two_requests_have_the_same_nonce()
    {
        string nonce = PendingGuildMembers.MakeNonce();

        Assert.StartsWith("members-", nonce, StringComparison.Ordinal);
        Assert.NotEqual(nonce, PendingGuildMembers.MakeNonce());
    }

    [Fact]
    public async Task All_members_are_there_when_as_many_different_chunks_came_as_there_are()
    {
        var members = new PendingGuildMembers(Guild, "mine");
        _requests.Add(members);
        foreach (int index in (int[])[1, 1, 0])
        {
            _requests.Offer(GatewayEventType.GuildMembersChunk, MakeChunk(index));
        }

        Assert.Equal(1, ((GuildMembersChunkEvent)await NextAsync(members)).ChunkIndex);
        Assert.False(members.IsComplete);
        Assert.Equal(2 * MakeChunk(0).Length, members.UnreadBytes);
        Assert.Equal(0, ((GuildMembersChunkEvent)await NextAsync(members)).ChunkIndex);
        Assert.True(members.IsComplete);
        Assert.Equal(0, members.UnreadBytes);
    }

    private static byte[] MakeChunk(int index) =>
        Encoding.UTF8.GetBytes($$"""{"guild_id":"10","nonce":"mine","members":[],"chunk_index":{{index}},"chunk_count":2}""");

    private static Task<GatewayEvent> NextAsync(PendingGuildMembers members) =>
        members.NextAsync(TimeSpan.FromMinutes(1), TimeProvider.System, members.OnRead, TestContext.Current.CancellationToken);

    private void OfferState(Id<Channel>? channel, ulong guild = 10, ulong user = 30) => _requests.Offer(
        GatewayEventType.VoiceStateUpdate,
        Encoding.UTF8.GetBytes($$"""{"guild_id":"{{guild}}","user_id":"{{user}}","channel_id":{{(channel is { } id ? $"\"{id}\"" : "null")}},"session_id":"s"}"""));

    private void OfferServer(string? endpoint, ulong guild = 10) => _requests.Offer(
        GatewayEventType.VoiceServerUpdate,
        Encoding.UTF8.GetBytes($$"""{"guild_id":"{{guild}}","token":"t","endpoint":{{(endpoint is null ? "null" : $"\"{endpoint}\"")}}}"""));

    private sealed class ThrowingRequest : IPendingRequest
    {
        public int UnreadBytes => 0;

        public bool IsStarving => false;

        internal Exception? Error { get; private set; }

        public bool Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? nonce) => throw new OverflowException("a party of 2^70");

        public void Fail(Exception error) => Error = error;
    }
}
