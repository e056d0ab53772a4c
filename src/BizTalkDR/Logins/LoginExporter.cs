using System.Reflection;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins;

/// <summary>Reads the logins behind a group on its source instances: those of its databases' users and owners, and of the owners of its jobs.</summary>
internal sealed class LoginExporter(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    // What every instance makes for itself.
    private const string Internal = "##";

    public LoginExport Export(LoginSelection selection)
    {
        var group = new BizTalkGroupReader(connector).ReadSource(topology, cancellationToken);
        Require(group);
        var instances = OwnThread.ForEach(topology.Source, instance => Read(instance, group, selection), cancellationToken).ToList();
        foreach (var name in selection.Required.Where(name => !instances.Any(each => each.Logins.Any(login => login.Name.SameAs(name)))))
            throw new BizTalkDRException(
                "LoginNotFound",
                ErrorKind.NotFound,
                $"No instance ({string.Join(", ", topology.Source)}) has a login {name}."
            )
            {
                Remedy = "See sys.server_principals for the names; -All takes every login.",
            };
        return new LoginExport
        {
            ExportedAtUtc = DateTime.UtcNow,
            ModuleVersion = Version,
            Topology = topology.Name,
            Group = new GroupIdentityReader(connector).Read(topology, group, cancellationToken),
            Instances = instances,
            Notes = [.. group.Warnings, .. instances.SelectMany(NotMovable)],
        };
    }

    private static string? Version =>
        typeof(LoginExporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    // Without the users of one database, its logins would be left out without a word.
    private static void Require(BizTalkGroup group)
    {
        foreach (var database in group.Databases.Where(database => database.Instance is null || database.State != DatabaseState.Online))
            throw new BizTalkDRException(
                "UsersNotReadable",
                ErrorKind.State,
                $"The users of {database} can't be read: it is {(database.Instance is null ? "on a server that no instance of the topology answers to" : database.State.ToString().ToUpperInvariant())}."
            )
            {
                Server = database.Key.Server,
                Database = database.Name,
                Remedy = database.Instance is null
                    ? "Add the server's name to the aliases of an instance of the topology."
                    : "Bring it online, then export again.",
            };
    }

    private LoginExportInstance Read(InstanceReference instance, BizTalkGroup group, LoginSelection selection)
    {
        var databases = group
            .Databases.Where(database => database.Instance.SameAs(instance.Name))
            .Select(database => database.Name)
            .ToList();
        var principals = DatabasePrincipalsReader.Read(connector, instance, databases, cancellationToken);
        using var connection = connector.Open(instance, null, cancellationToken);
        var there = InstanceLoginsReader.Read(connection, instance, cancellationToken);
        var jobs = SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(InstanceLoginsReader), "JobOwners"),
                row =>
                    (Job: row.RequiredText("name"), Sid: SidText.Of(row.Value("owner_sid")), Database: row.RequiredText("database_name")),
                cancellationToken
            )
            .Where(job => databases.Any(database => database.SameAs(job.Database)))
            .ToList();
        var logins = there
            .Logins.Where(login => !login.Sid.SameAs(LoginDefinition.Sa) && !login.Name.StartsWith(Internal, StringComparison.Ordinal))
            .Select(login =>
                login with
                {
                    Databases = [.. Having(principals, login, isOwner: false)],
                    OwnedDatabases = [.. Having(principals, login, isOwner: true)],
                    OwnedJobs = [.. jobs.Where(job => job.Sid.SameAs(login.Sid)).Select(job => job.Job).Distinct()],
                }
            )
            .Where(login => IsSelected(login, selection))
            .OrderBy(login => login.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new LoginExportInstance
        {
            Name = instance.Name,
            ServerName = there.ServerName,
            Computers = there.Computers,
            Logins = logins,
            Databases = principals,
        };
    }

    private static bool IsSelected(LoginDefinition login, LoginSelection selection) =>
        selection.Names.Count > 0
            ? selection.IsWanted?.Invoke(login.Name) ?? selection.Names.Any(name => name.SameAs(login.Name))
            : selection.All || login.Needing().Any() || login.OwnedJobs.Count > 0;

    private static IEnumerable<string> Having(IReadOnlyList<DatabasePrincipals> databases, LoginDefinition login, bool isOwner) =>
        databases
            .Where(database => database.Users.Any(user => user.IsOwner == isOwner && user.Sid.SameAs(login.Sid)))
            .Select(database => database.Database);

    private static IEnumerable<string> NotMovable(LoginExportInstance instance) =>
        instance
            .Logins.Where(login => login.Obstacle is not null)
            .Select(login => $"{login.Name} of {instance.Name} can't be moved: it {login.Obstacle}{Uses(login)}.");

    private static string Uses(LoginDefinition login)
    {
        string[] uses = [.. login.Needing(), .. login.OwnedJobs.Count > 0 ? new[] { $"job {string.Join(", ", login.OwnedJobs)}" } : []];
        return uses.Length == 0 ? "" : $" (behind {string.Join(", ", uses)})";
    }
}
