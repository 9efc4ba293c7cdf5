namespace Mibsp.Tests.Deployment;

/// <summary>What lies in infra/ and no compiler looks at.</summary>
public sealed class InfraTests
{
    [Fact]
    public async Task Scripts_units_and_configurations_are_taken_by_the_programs_they_are_for()
    {
        var (code, said) = await Called.ScriptAsync("check-infra.sh", []);

        Assert.True(code == 0, said);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
    }
}
