using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Logins.Repair;

/// <summary>Finds orphans in the databases of a side, and ties them to logins.</summary>
internal sealed class UserRepairer(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    public IReadOnlyList<UserRepair> Find(UserRepairOptions options)
    {
        var reader = new BizTalkGroupReader(connector);
        var group =
            options.Side == InstanceSide.Source
                ? reader.ReadSource(topology, cancellationToken)
                : reader.ReadDestination(topology, cancellationToken);
        var databases = group.Choose(options.Databases, options.IsWanted).Where(database => database.Instance is not null);
        return OwnThread.Collect(
            databases.GroupBy(database => database.Instance!, StringComparer.OrdinalIgnoreCase),
            instance => Find(topology.Instance(instance.Key), [.. instance], options),
            cancellationToken
        );
    }

    /// <summary>Ties a user to its login, if both still are what was shown; proven by what the database says then.</summary>
    /// <exception cref="BizTalkDRException"><c>UserChangedMeanwhile</c>, <c>UserNotRepaired</c>.</exception>
    public UserRepair Repair(UserRepair repair)
    {
        if (repair.State != UserRepairState.Repairable || repair.Login is null || repair.Statement is null)
            return repair;
        var instance = topology.Instance(repair.Instance);
        RequireAsShown(repair, instance);
        try
        {
            using var connection = connector.Open(instance, repair.Database, cancellationToken);
            SqlQuery.Execute(connection, repair.Statement);
        }
        catch (SqlException failure)
        {
            throw Failed("UserNotRepaired", ErrorKind.Operation, repair, SqlErrors.Describe(failure), failure);
        }
        var now = DatabasePrincipalsReader.Read(connector, instance, [repair.Database], cancellationToken)[0];
        return
            now.Users.Any(user => user.IsOwner == repair.IsOwner && user.Sid.SameAs(repair.LoginSid))
            && !now.Users.Any(user => user.Sid.SameAs(repair.Sid))
            ? repair with
            {
                State = UserRepairState.Repaired,
            }
            : throw Failed("UserNotRepaired", ErrorKind.Operation, repair, "the database does not say so afterwards.", null);
    }

    private List<UserRepair> Find(InstanceReference instance, IReadOnlyList<BizTalkDatabase> databases, UserRepairOptions options)
    {
        var there = InstanceLoginsReader.Read(connector, instance, cancellationToken);
        var sources = options.Logins?.Instances ?? [];
        var decision = new RepairDecision(
            there,
            sources
                .SelectMany(source => source.Logins)
                .GroupBy(login => login.Sid, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(same => same.Key, same => same.First().Name, StringComparer.OrdinalIgnoreCase),
            [.. sources.SelectMany(source => source.Computers), .. topology.Source.Concat(topology.Destination).Select(ComputerOf)],
            options.MapLogin
        );
        return [.. databases.SelectMany(database => Find(instance, database, there, decision, options))];
    }

    private IEnumerable<UserRepair> Find(
        InstanceReference instance,
        BizTalkDatabase database,
        InstanceLogins there,
        RepairDecision decision,
        UserRepairOptions options
    )
    {
        if (database.State != DatabaseState.Online)
            return [NotWritable(instance, database, $"It is {database.State.ToString().ToUpperInvariant()}.", "Recover it first.")];
        try
        {
            var principals = DatabasePrincipalsReader.Read(connector, instance, [database.Name], cancellationToken)[0];
            return
            [
                .. principals
                    .Users.Where(user => there.BySid(user.Sid) is null)
                    .Select(user => (user, Repair: decision.Decide(principals, user)))
                    // A Windows account may come in through a group: it is an orphan where a login for it is known.
                    .Where(each =>
                        each.user.IsOwner || each.user.Kind != LoginKind.WindowsUser || each.Repair.State != UserRepairState.NoLogin
                    )
                    .Select(each => each.Repair),
            ];
        }
        catch (BizTalkDRException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [NotWritable(instance, database, failure.Message, failure.Remedy)];
        }
    }

    private void RequireAsShown(UserRepair repair, InstanceReference instance)
    {
        var there = InstanceLoginsReader.Read(connector, instance, cancellationToken);
        var principals = DatabasePrincipalsReader.Read(connector, instance, [repair.Database], cancellationToken)[0];
        var isUser = principals.Users.Any(user =>
            user.Name.SameAs(repair.User) && user.IsOwner == repair.IsOwner && user.Sid.SameAs(repair.Sid)
        );
        if (there.ByName(repair.Login!)?.Sid.SameAs(repair.LoginSid) != true)
            throw Failed("UserChangedMeanwhile", ErrorKind.Conflict, repair, $"login {repair.Login} is not the one that was shown.", null);
        if (!isUser || there.BySid(repair.Sid) is not null)
            throw Failed("UserChangedMeanwhile", ErrorKind.Conflict, repair, "it is no orphan of that SID any more.", null);
    }

    // HOST\INSTANCE and HOST,PORT are names of HOST.
    private static string ComputerOf(InstanceReference instance) => instance.Name.Split('\\', ',')[0];

    private static UserRepair NotWritable(InstanceReference instance, BizTalkDatabase database, string detail, string? remedy) =>
        new()
        {
            Instance = instance.Name,
            Database = database.Name,
            User = "",
            Sid = "",
            State = UserRepairState.NotWritable,
            Detail = detail,
            Remedy = remedy,
        };

    private static BizTalkDRException Failed(string id, ErrorKind kind, UserRepair repair, string why, Exception? cause) =>
        new(id, kind, $"{repair.User} of {repair.Database} on {repair.Instance} was not tied to {repair.Login}: {why}", cause)
        {
            Server = repair.Instance,
            Database = repair.Database,
            SqlErrorNumber = (cause as SqlException)?.Number,
            Remedy = "Look again: Repair-BtsUser -WhatIf shows the orphans and their logins as they are now.",
        };
}
