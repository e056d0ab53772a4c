using BizTalkDR.Instances;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Network;

/// <summary>
/// The backup job reaches the other source instances over linked servers with RPC Out; log shipping reaches the management database over one.
/// </summary>
internal static class LinkedServerCheck
{
    private static readonly ReadinessCheck Linked = ReadinessCheckTable.LinkedServer;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed.Instances.SelectMany(instance =>
            LinkRoles.NeededBy(observed, instance).Select(target => Judge(observed, instance, target))
        );

    private static ReadinessResult Judge(ReadinessObservations observed, InstanceObservations instance, string target)
    {
        if (!instance.LinkedServers.TryGet(out var servers))
            return Linked.Unknown(instance.Name, null, instance.LinkedServers.Failure!);
        if (servers.FirstOrDefault(server => LinkRoles.LeadsTo(observed, server, target)) is not { } link)
        {
            return Linked.Failed(
                instance.Name,
                null,
                $"There is no linked server to {target}.",
                $"EXEC sp_addlinkedserver @server = {Sql.SqlIdentifier.Literal(target)}, @srvproduct = N'SQL Server'; EXEC sp_serveroption {Sql.SqlIdentifier.Literal(target)}, 'rpc out', 'true'."
            );
        }
        if (!link.IsRpcOutEnabled && instance.Side == BizTalkDR.Topologies.InstanceSide.Source)
        {
            return Linked.Failed(
                instance.Name,
                null,
                $"RPC Out is off for the linked server {link.Name}: the backup job can't call its procedures there (message 7411).",
                $"EXEC sp_serveroption {Sql.SqlIdentifier.Literal(link.Name)}, 'rpc out', 'true'."
            );
        }
        if (!link.IsTested)
            return Linked.Unknown(instance.Name, null, $"The linked server {link.Name} was not tried.");
        if (link.ConnectionFailure is { } failure)
        {
            if (observed.Instance(target).Identity.Failure is { } silent)
                return Linked.Unknown(
                    instance.Name,
                    null,
                    $"{Silence.Of(target, silent)}, so the linked server {link.Name} can't be tried."
                );
            return link.IsLoginRefused
                ? Refused(instance, link, target, failure)
                : Linked.Failed(
                    instance.Name,
                    null,
                    $"The linked server {link.Name} does not reach {target}: {failure}",
                    "Check its data source, the login it uses there and the network between the two."
                );
        }
        return link.PromotesTransactions || instance.Side != BizTalkDR.Topologies.InstanceSide.Source
            ? Linked.Passed(instance.Name, null, $"{link.Name} answers.")
            : Linked.Warning(
                instance.Name,
                null,
                $"'remote proc transaction promotion' is off for {link.Name}: the mark there would not be part of the job's transaction.",
                $"EXEC sp_serveroption {Sql.SqlIdentifier.Literal(link.Name)}, 'remote proc transaction promotion', 'true'."
            );
    }

    /// <summary>
    /// A remote login that all go by is the job's too. Where everybody goes as himself, or has a mapping of his own, this session was refused and
    /// not the Agent's account.
    /// </summary>
    private static ReadinessResult Refused(InstanceObservations instance, LinkedServer link, string target, string failure)
    {
        var name = Sql.SqlIdentifier.Literal(link.Name);
        return link is { UsesSelf: false, RemoteLogin: { } login }
            ? Linked.Failed(
                instance.Name,
                null,
                $"The linked server {link.Name} does not come into {target} as {login}: {failure}",
                $"EXEC sp_addlinkedsrvlogin @rmtsrvname = {name}, @useself = 'FALSE', @rmtuser = {Sql.SqlIdentifier.Literal(login)}, @rmtpassword = <its password on {target}>, once {login} is a login there that may connect."
            )
            : Linked.Unknown(
                instance.Name,
                null,
                $"The linked server {link.Name} does not let this login through to {target}, which says nothing of the Agent's account: {failure}",
                $"EXEC sp_testlinkedserver {name} in a step of an Agent job on {instance.Name}; if that fails too, map the Agent's account with sp_addlinkedsrvlogin."
            );
    }
}
