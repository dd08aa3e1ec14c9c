using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Responses to interactions, as Discord's documentation has them in JSON.</summary>
public sealed partial class InteractionResponseTests
{
    public static TheoryData<string, InteractionResponse> Documented => [.. ResponseCases.All.Select(each => new TheoryDataRow<string, InteractionResponse>(each.Json, each.Response))];

    [Theory]
    [MemberData(nameof(Documented), DisableDiscoveryEnumeration = true)]
    public void Responses_of_all_types_are_written_as_discord_documents_them(string expected, InteractionResponse response)
    {
        JsonAssert.Equal(expected, response.ToUtf8Json());
    }

    [Theory]
    [MemberData(nameof(Documented), DisableDiscoveryEnumeration = true)]
    public void Responses_are_read_back_as_they_were(string json, InteractionResponse response)
    {
        Assert.Equal(response, JsonAssert.Read<InteractionResponse>(json));
        Assert.Equal(response, JsonSerializer.Deserialize<InteractionResponse>(response.ToUtf8Json()));
    }

    [Fact]
    public void Every_documented_type_is_among_the_examples()
    {
        IEnumerable<InteractionCallbackType> shown = Documented.Select(row => row.Data.Item2.Type).Distinct();

        Assert.Equal(Enum.GetValues<InteractionCallbackType>().Order(), shown.Order());
    }

    [Fact]
    public void A_response_is_written_by_a_users_own_context_without_reflection()
    {
        var envelope = new Outbound("token", InteractionResponse.Message("Hi", ephemeral: true));

        JsonAssert.Equal("""{ "Token": "token", "Response": { "type": 4, "data": { "content": "Hi", "flags": 64 } } }""", JsonSerializer.SerializeToUtf8Bytes(envelope, ResponseContext.Default.Outbound));
        JsonAssert.Equal(ResponseCases.BugModalJson, JsonSerializer.SerializeToUtf8Bytes(ResponseCases.BugModal, ResponseContext.Default.InteractionResponse));
        Assert.Equal(envelope, JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(envelope, ResponseContext.Default.Outbound), ResponseContext.Default.Outbound));
    }

    [Fact]
    public void Content_of_an_unknown_type_is_kept()
    {
        var response = JsonAssert.Read<InteractionResponse>("""{ "type": 77, "data": { "new": [1] } }""");

        Assert.IsType<UnknownCallbackData>(response.Data);
        JsonAssert.Equal("""{ "type": 77, "data": { "new": [1] } }""", response.ToUtf8Json());
    }

    internal sealed record Outbound(string Token, InteractionResponse Response);

    [JsonSerializable(typeof(Outbound))]
    [JsonSerializable(typeof(InteractionResponse))]
    private sealed partial class ResponseContext : JsonSerializerContext;
}
