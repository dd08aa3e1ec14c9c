using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>The close-code table.</summary>
public sealed class CloseCodePolicyTests
{
    [Theory]
    [InlineData(null, "Resume", 0, false, "no close code")]
    [InlineData(1000, "Resume", 0, false, "1000")]
    [InlineData(4000, "Resume", 0, false, "4000 UnknownError")]
    [InlineData(4001, "Resume", 0, true, "4001 UnknownOpcode")]
    [InlineData(4002, "Resume", 0, true, "4002 DecodeError")]
    [InlineData(4003, "Identify", 0, true, "4003 NotAuthenticated")]
    [InlineData(4004, "Fatal", 0, false, "4004 AuthenticationFailed")]
    [InlineData(4005, "Resume", 0, true, "4005 AlreadyAuthenticated")]
    [InlineData(4006, "Identify", 0, false, "4006 SessionNoLongerValid")]
    [InlineData(4007, "Identify", 0, false, "4007 InvalidSequence")]
    [InlineData(4008, "Resume", 5, true, "4008 RateLimited")]
    [InlineData(4009, "Identify", 0, false, "4009 SessionTimedOut")]
    [InlineData(4010, "Fatal", 0, false, "4010 InvalidShard")]
    [InlineData(4011, "Fatal", 0, false, "4011 ShardingRequired")]
    [InlineData(4012, "Fatal", 0, false, "4012 InvalidApiVersion")]
    [InlineData(4013, "Fatal", 0, false, "4013 InvalidIntents")]
    [InlineData(4014, "Fatal", 0, false, "4014 DisallowedIntents")]
    [InlineData(4999, "Resume", 0, false, "4999")]
    public void Each_code_is_decided_in_one_place(int? code, string action, int pause, bool isClientFault, string description)
    {
        Assert.Equal(action, CloseCodePolicy.ActionFor(code).ToString());
        Assert.Equal(TimeSpan.FromSeconds(pause), CloseCodePolicy.PauseFor(code));
        Assert.Equal(isClientFault, CloseCodePolicy.IsClientFault(code));
        Assert.Equal(description, CloseCodePolicy.Describe(code));
    }

    [Theory]
    [InlineData(4004, typeof(AuthenticationFailedException))]
    [InlineData(4010, typeof(InvalidShardException))]
    [InlineData(4011, typeof(ShardingRequiredException))]
    [InlineData(4012, typeof(InvalidApiVersionException))]
    [InlineData(4013, typeof(InvalidIntentsException))]
    [InlineData(4014, typeof(DisallowedIntentsException))]
    public void Each_fatal_code_has_its_exception(int code, Type expected)
    {
        GatewayFatalException error = CloseCodePolicy.ExceptionFor(code, new ShardId(1, 2));

        Assert.IsType(expected, error);
        Assert.Equal((code, new ShardId(1, 2)), ((int)error.CloseCode, error.ShardId));
    }

    [Fact]
    public void Other_codes_have_none() =>
        Assert.Contains("Not a fatal close code.", Assert.Throws<ArgumentOutOfRangeException>(() => CloseCodePolicy.ExceptionFor(4000, ShardId.Single)).Message, StringComparison.Ordinal);
}
