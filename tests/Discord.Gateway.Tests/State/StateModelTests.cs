namespace Discord.Gateway.Tests.State;

/// <summary>Beside records in dictionaries, told the same events, the state always knows the same.</summary>
public sealed class StateModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_state_knows_what_records_in_dictionaries_know(int seed)
    {
        var model = new StateModel(seed);
        for (int number = 1; number < 20_000; number++)
        {
            model.Next();
            if (number % 500 == 0)
            {
                Assert.Null(number % 2_000 == 0 ? await model.RestartAsync() : model.Compare());
            }
        }
    }
}
