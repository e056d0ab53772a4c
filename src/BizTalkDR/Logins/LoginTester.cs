using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins;

/// <summary>Compares a side with the logins, users and roles of the source; changes nothing.</summary>
internal sealed class LoginTester(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    public LoginComparison Test(LoginExport export, LoginImportOptions options)
    {
        var world = LoginWorld.Read(connector, topology, export, options.Side, options.MapInstance, cancellationToken);
        // What an instance has beyond the source is a difference too.
        var plan = new LoginImporter(connector, topology, cancellationToken).Plan(export, options);
        var databases = (world.Group?.Databases ?? []).Where(database => database.Instance is not null).ToList();
        var open = databases.Where(database => database.State == DatabaseState.Online).ToList();
        var results = OwnThread.Collect(
            open.GroupBy(database => database.Instance!, StringComparer.OrdinalIgnoreCase),
            group => Users(topology.Instance(group.Key), [.. group], export, options.Side),
            cancellationToken
        );
        var closed = databases.Except(open).ToList();
        return new LoginComparison
        {
            Results = [.. plan.Logins.Select(LoginJudge.Judge), .. results],
            Warnings = plan.Warnings,
            Notes =
                closed.Count == 0
                    ? []
                    : [$"The users of {closed.Count} databases that are not online are seen once they are: {string.Join(", ", closed)}."],
        };
    }

    private List<LoginTestResult> Users(
        InstanceReference instance,
        IReadOnlyList<BizTalkDatabase> databases,
        LoginExport export,
        InstanceSide side
    )
    {
        var there = InstanceLoginsReader.Read(connector, instance, cancellationToken);
        var results = new List<LoginTestResult>();
        foreach (var database in databases)
        {
            try
            {
                var principals = DatabasePrincipalsReader.Read(connector, instance, [database.Name], cancellationToken)[0];
                results.AddRange(UserJudge.JudgeOrphans(instance.Name, principals, there));
                var origin = side == InstanceSide.Source ? database.Key : database.SourceDatabase;
                var home = export.Instances.FirstOrDefault(source => source.IsCalled(origin?.Server));
                if (home?.Databases.FirstOrDefault(each => each.Database.SameAs(origin?.Name)) is { } source)
                    results.AddRange(UserJudge.JudgeRoles(instance.Name, principals, source, home.Computers));
            }
            catch (BizTalkDRException failure)
            {
                cancellationToken.ThrowIfCancellationRequested();
                results.Add(
                    new LoginTestResult
                    {
                        State = LoginTestState.NotReadable,
                        Subject = LoginTestSubject.User,
                        Instance = instance.Name,
                        Database = database.Name,
                        Name = database.Name,
                        Differences = [failure.Message],
                        Remedy = failure.Remedy,
                    }
                );
            }
        }
        return results;
    }
}
