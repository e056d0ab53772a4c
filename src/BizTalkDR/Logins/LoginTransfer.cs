using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Logins.Repair;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins;

/// <summary>The logins of a group over SQL connections. What changes them waits for nobody: a run that is at work on the instance keeps it out.</summary>
internal sealed class LoginTransfer(IInstanceConnector connector, Func<Topology, CancellationToken, Topology> check) : ILoginTransfer
{
    public LoginExport Export(Topology topology, LoginSelection selection, CancellationToken cancellationToken) =>
        new LoginExporter(connector, check(topology, cancellationToken), cancellationToken).Export(selection);

    public LoginImportPlan Plan(Topology topology, LoginExport logins, LoginImportOptions options, CancellationToken cancellationToken) =>
        new LoginImporter(connector, check(topology, cancellationToken), cancellationToken).Plan(logins, options);

    public LoginImport Import(Topology topology, LoginImport login, CancellationToken cancellationToken) =>
        Alone(
            check(topology, cancellationToken),
            login.Instance,
            () => new LoginWriter(connector, topology, cancellationToken).Write(login),
            cancellationToken
        );

    public LoginComparison Test(Topology topology, LoginExport logins, LoginImportOptions options, CancellationToken cancellationToken) =>
        new LoginTester(connector, check(topology, cancellationToken), cancellationToken).Test(logins, options);

    public IReadOnlyList<UserRepair> FindOrphans(Topology topology, UserRepairOptions options, CancellationToken cancellationToken) =>
        new UserRepairer(connector, check(topology, cancellationToken), cancellationToken).Find(options);

    public UserRepair Repair(Topology topology, UserRepair orphan, CancellationToken cancellationToken) =>
        Alone(
            check(topology, cancellationToken),
            orphan.Instance,
            () => new UserRepairer(connector, topology, cancellationToken).Repair(orphan),
            cancellationToken
        );

    private T Alone<T>(Topology topology, string instance, Func<T> act, CancellationToken cancellationToken) =>
        OperatorLock.While(connector, [topology.Instance(instance)], act, cancellationToken);
}
