namespace Discord.Gateway.ClusterTests;

/// <summary>Clusters whose membership and sessions are kept in a database.</summary>
public sealed class PostgresTests
{
    [Fact]
    public async Task Shards_of_a_silo_that_is_killed_resume_on_the_others_where_postgresql_keeps_membership_and_sessions()
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        await DeathTests.KillOneOfThreeAsync(postgres: postgres.ConnectionString);
    }
}
