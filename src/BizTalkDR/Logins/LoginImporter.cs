using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins;

/// <summary>Finds out what an import would do; changes nothing.</summary>
internal sealed class LoginImporter(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    public LoginImportPlan Plan(LoginExport export, LoginImportOptions options)
    {
        var world = LoginWorld.Read(connector, topology, export, options.Side, options.MapInstance, cancellationToken);
        var sources = Chosen(export, options);
        var logins = OwnThread
            .ForEach(world.Placement.Place(sources), each => Decide(each.Instance, each.Logins, options.IsExact), cancellationToken)
            .SelectMany(each => each);
        return new LoginImportPlan { Logins = [.. logins], Warnings = world.Warnings };
    }

    private List<LoginImport> Decide(InstanceReference instance, IReadOnlyList<(string Source, LoginDefinition Login)> logins, bool isExact)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        var there = InstanceLoginsReader.Read(connection, instance, cancellationToken);
        return
        [
            .. logins
                .GroupBy(each => each.Login.Name, StringComparer.OrdinalIgnoreCase)
                .Select(same =>
                    LoginDecision.Decide(
                        [.. same],
                        there,
                        account => InstanceLoginsReader.WindowsSid(connection, account, cancellationToken),
                        isExact
                    )
                ),
        ];
    }

    private static IReadOnlyList<LoginExportInstance> Chosen(LoginExport export, LoginImportOptions options)
    {
        foreach (var name in options.Sources.Where(name => !export.Instances.Any(instance => instance.IsCalled(name))))
            throw new BizTalkDRException("UnknownInstance", ErrorKind.NotFound, $"There are no logins of an instance {name}.")
            {
                Server = name,
                Remedy = $"Name one of: {string.Join(", ", export.Instances)}.",
            };
        return
        [
            .. export
                .Instances.Where(instance => options.Sources.Count == 0 || options.Sources.Any(instance.IsCalled))
                .Select(instance => instance with { Logins = [.. instance.Logins.Where(login => options.IsWanted(login.Name))] }),
        ];
    }
}
