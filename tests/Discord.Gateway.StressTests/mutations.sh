#!/usr/bin/env bash
# Changes the library in one small place at a time (Stryker.NET), and sees whether a unit test fails: what survives is either no change at all, or not tested.
# Fails below 90 %. It works on a copy of the tree. REPORT is where the report (JSON, and a page) is left; MUTATE are patterns of files, from src/Discord.Gateway on.
#
#   tests/Discord.Gateway.StressTests/mutations.sh [REPORT [MUTATE…]]
set -euo pipefail
repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
report=$(realpath -m "${1:-$work/report}")
shift || true

# All decisions, that is: what runs without a task, a socket or a log.
[ $# -gt 0 ] || set -- 'Protocol/**/*.cs' 'Commands/**/*.cs' \
  'Shards/ShardCore*.cs' Shards/{ShardInbox,ShardOutbox,EventCursor}.cs \
  Sharding/{EventDigest,GuildSet,GuildPatience,SessionGuilds,SessionGuildsReader,IdentifyBudget,SessionStartLimit,ShardManagerOptions}.cs

mkdir -p "$work/copy" "$report"
(cd "$repository" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -c) | tar -x -C "$work/copy"
dotnet tool install dotnet-stryker --version 5.1.0 --tool-path "$work/tools"
cd "$work/copy"
library=src/Discord.Gateway
tests=tests/Discord.Gateway.Tests

# Our generator reads literals, which are mutated too: what it generates is made first, and compiled as source.
dotnet build $library -c Release -p:EmitCompilerGeneratedFiles=true -p:CompilerGeneratedFilesOutputPath="$work/generated"
cp -r "$work/generated/Discord.Gateway.Generators" $library/Generated
sed -i '/OutputItemType="Analyzer"/d' $library/Discord.Gateway.csproj
# Mutated code is not clean code. Stryker reaches xunit v3 only by way of the testing platform.
sed -i -e 's|<TreatWarningsAsErrors>true|<RunAnalyzers>false</RunAnalyzers><TreatWarningsAsErrors>false|' -e 's|xunit.v3.mtp-off|xunit.v3.mtp-v2|' Directory.Build.props
# A test that fails by waiting in vain need not wait long here.
sed -i -E 's/< TimeSpan.FromSeconds\(10\)/< TimeSpan.FromSeconds(4)/' $tests/Shards/World.cs
sed -i -E 's/Patience = TimeSpan.FromSeconds\(20\)/Patience = TimeSpan.FromSeconds(4)/' src/Discord.Gateway.Testing/{GatewaySimulator,SimulatedConnection}.cs

# The unit tests of the decisions, without those that take long or test something else.
cat > $tests/Discord.Gateway.Tests.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <RootNamespace>Discord.Gateway.Tests</RootNamespace>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="CsCheck" />
    <PackageReference Include="Microsoft.Extensions.TimeProvider.Testing" />
    <PackageReference Include="Moq" />
    <PackageReference Include="xunit.v3.mtp-v2" />
    <ProjectReference Include="../../src/Discord.Gateway/Discord.Gateway.csproj" />
    <ProjectReference Include="../../src/Discord.Gateway.Testing/Discord.Gateway.Testing.csproj" />
    <ProjectReference Include="../../src/Discord.Gateway.Zstd/Discord.Gateway.Zstd.csproj" />
    <Using Include="Xunit" />
    <Content Include="xunit.runner.json" CopyToOutputDirectory="Always" />
    <Compile Include="../Discord.Gateway.StressTests/Worlds/*.cs" LinkBase="Protocol/Worlds" />
    <Compile Remove="ReadmeTests.cs;Generators/**;Hosting/**;Json/**;Models/**;Simulator/**;Seams/**;Transport/**;Diagnostics/**;Events/**" />
    <Compile Remove="Protocol/WorldTests.cs;Shards/BusyWire*.cs;Failures/**;Sharding/**;Waiters/ManagerWaitTests.cs;Waiters/R*WaitTests.cs" />
    <Compile Include="Failures/GuildMembersTests.cs;Failures/GuildRequestTests.cs;Failures/LostPresenceTests.cs;Failures/QuickReconnectTests.cs;Failures/SendLimitTests.cs" />
    <Compile Include="Sharding/EventDigestTests.cs;Sharding/GuildSetTests.cs;Sharding/GuildPatienceTests.cs;Sharding/SessionGuildsTests.cs;Events/GuildArrivalTests.cs;Sharding/IdentifyBudget*Tests.cs;Sharding/ShardManagerOptionsTests.cs" />
    <Compile Include="Sharding/ManagerWorld.cs;Sharding/ThreadPoolRest.cs" />
  </ItemGroup>
</Project>
PROJECT

# The first failure is enough; the tests that need no thread find most.
echo '{ "stopOnFail": true, "parallelizeTestCollections": false }' > $tests/xunit.runner.json
cat > $tests/QuickFirst.cs <<'ORDER'
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Discord.Gateway.Tests.QuickFirst))]

namespace Discord.Gateway.Tests;

internal sealed class QuickFirst : ITestCollectionOrderer
{
    private static readonly string[] Order = [".Protocol.", ".Commands.", ".Sharding.", ".ShardCore", ".ShardInbox", ".Shards.", ""];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> collections) where T : ITestCollection =>
        [.. collections.OrderBy(collection => Array.FindIndex(Order, part => collection.TestCollectionDisplayName.Contains(part, StringComparison.Ordinal)))];
}
ORDER

cd $tests
cat > stryker-config.json <<CONFIG
{
  "stryker-config": {
    "project": "Discord.Gateway.csproj",
    "test-projects": ["Discord.Gateway.Tests.csproj"],
    "test-runner": "mtp",
    "coverage-analysis": "perTest",
    "mutate": [$(printf '"%s",' "$@" | sed 's/,$//')],
    "configuration": "Release",
    "concurrency": 2,
    "additional-timeout": 10000,
    "thresholds": { "high": 95, "low": 90, "break": 90 },
    "reporters": ["json", "html", "cleartext"]
  }
}
CONFIG
"$work/tools/dotnet-stryker" --output "$report"
