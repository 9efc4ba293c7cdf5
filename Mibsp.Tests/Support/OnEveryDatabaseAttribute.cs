using System.Reflection;
using Mibsp.Domain.Persistence;
using Xunit.Sdk;
using Xunit.v3;

namespace Mibsp.Tests.Support;

/// <summary>
/// Runs a theory once on each kind of database, which is its first argument; <paramref name="more"/> are the others. What is
/// not configured is shown as skipped: a promise that was not checked must not look as if it had been.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnEveryDatabaseAttribute(params object?[] more) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([.. Enum.GetValues<DatabaseProvider>().Select(provider => new TheoryDataRow([provider, .. more]) { Skip = TestDatabase.WhyNot(provider) })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
