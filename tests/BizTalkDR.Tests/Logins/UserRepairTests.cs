using BizTalkDR.Errors;
using BizTalkDR.Logins;
using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Import;
using BizTalkDR.Logins.Repair;
using BizTalkDR.Tests.Readiness;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Logins;

/// <summary>Production's databases, where logins have gone; the other side's are restoring and can't be asked.</summary>
public sealed class UserRepairTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    private const string Instance = "PROD-SQL2";
    private const string Database = "BizTalkDTADb";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SandboxSides Sides => healthy.Sides;

    private IReadOnlyList<UserRepair> Find(UserRepairOptions? options = null) =>
        Sides.Logins().FindOrphans(Sides.Topology, (options ?? new UserRepairOptions()) with { Side = InstanceSide.Source }, Stop);

    private void WithOrphan(string name, Action act)
    {
        Sides.Execute(Instance, $"CREATE LOGIN [{name}] WITH PASSWORD = '{LoginWork.Password}'");
        Sides.InDatabase(Instance, Database, $"CREATE USER [{name}] FOR LOGIN [{name}] ALTER ROLE BTS_BACKUP_USERS ADD MEMBER [{name}]");
        Sides.Execute(Instance, $"DROP LOGIN [{name}]");
        try
        {
            act();
        }
        finally
        {
            Sides.InDatabase(Instance, Database, $"IF USER_ID(N'{name}') IS NOT NULL DROP USER [{name}]");
            Sides.Execute(Instance, $"IF SUSER_ID(N'{name}') IS NOT NULL DROP LOGIN [{name}]");
        }
    }

    [Fact]
    public void A_healthy_side_has_no_orphans() => Assert.Empty(Find());

    [Fact]
    public void An_orphan_is_tied_to_the_login_of_its_name_with_both_SIDs_shown_and_keeps_its_roles() =>
        WithOrphan(
            "Lost",
            () =>
            {
                var without = Assert.Single(Find());
                Assert.Equal((UserRepairState.NoLogin, "Lost", Database), (without.State, without.User, without.Database));
                Assert.Contains("-MapLogin", without.Remedy, StringComparison.Ordinal);

                Sides.Execute(Instance, $"CREATE LOGIN Lost WITH PASSWORD = '{LoginWork.Password}'");
                var orphan = Assert.Single(Find());
                Assert.Equal(UserRepairState.Repairable, orphan.State);
                Assert.Equal("ALTER USER [Lost] WITH LOGIN = [Lost]", orphan.Statement);
                Assert.Equal(Sides.LoginNow(Instance, "Lost")!.Sid, orphan.LoginSid);
                Assert.NotEqual(orphan.Sid, orphan.LoginSid);

                var repaired = Sides.Logins().Repair(Sides.Topology, orphan, Stop);
                Assert.Equal(UserRepairState.Repaired, repaired.State);
                Assert.Empty(Find());
                var file = Sides.Export();
                Assert.Contains(
                    "BTS_BACKUP_USERS",
                    file.On(Instance).Databases.Single(each => each.Database == Database).Users.Single(user => user.Name == "Lost").Roles
                );
            }
        );

    [Fact]
    public void A_login_that_is_another_than_was_shown_is_not_taken() =>
        WithOrphan(
            "Swapped",
            () =>
            {
                Sides.Execute(Instance, $"CREATE LOGIN Swapped WITH PASSWORD = '{LoginWork.Password}'");
                var orphan = Assert.Single(Find());
                Sides.Execute(Instance, $"DROP LOGIN Swapped CREATE LOGIN Swapped WITH PASSWORD = '{LoginWork.Password}'");
                var refused = Assert.Throws<BizTalkDRException>(() => Sides.Logins().Repair(Sides.Topology, orphan, Stop));
                Assert.Equal("UserChangedMeanwhile", refused.ErrorId);
            }
        );

    [Fact]
    public void A_login_that_is_in_the_database_already_and_one_of_another_kind_are_refused() =>
        WithOrphan(
            "Misled",
            () =>
            {
                UserRepair To(string login) =>
                    Assert.Single(Find(new UserRepairOptions { MapLogin = new Dictionary<string, string> { ["Misled"] = login } }));

                var taken = To("ContosoApp");
                Assert.Equal(UserRepairState.LoginInUse, taken.State);
                Assert.Contains("15063", taken.Detail, StringComparison.Ordinal);
                Sides.Execute(Instance, @"CREATE LOGIN [CONTOSO\BizTalk Isolated Host Users] FROM WINDOWS");
                var other = To(@"CONTOSO\BizTalk Isolated Host Users");
                Sides.Execute(Instance, @"DROP LOGIN [CONTOSO\BizTalk Isolated Host Users]");
                Assert.Equal(UserRepairState.OtherKind, other.State);
                Assert.Equal(UserRepairState.NoLogin, To("Nobody").State);
            }
        );

    [Fact]
    public void A_user_of_a_local_group_is_tied_to_the_group_of_that_name_here()
    {
        const string elsewhere = @"PROD-SQL1\BizTalk Server Operators";
        const string here = @"PROD-SQL2\BizTalk Server Operators";
        Sides.Execute("PROD-SQL1", $"CREATE LOGIN [{elsewhere}] FROM WINDOWS");
        Sides.InDatabase("PROD-SQL1", "BizTalkMgmtDb", $"CREATE USER [{elsewhere}]");
        var file = Sides.Export();
        Sides.InDatabase("PROD-SQL1", "BizTalkMgmtDb", $"DROP USER [{elsewhere}]");
        Sides.Execute("PROD-SQL1", $"DROP LOGIN [{elsewhere}]");
        Sides.Execute(Instance, $"CREATE LOGIN [{here}] FROM WINDOWS");
        Sides.InDatabase(Instance, Database, $"CREATE USER [{elsewhere}]");
        try
        {
            var orphan = Assert.Single(Find(new UserRepairOptions { Logins = file }));
            Assert.Equal((elsewhere, here, UserRepairState.Repairable), (orphan.User, orphan.Login, orphan.State));
            Assert.Equal(UserRepairState.Repaired, Sides.Logins().Repair(Sides.Topology, orphan, Stop).State);
        }
        finally
        {
            Sides.InDatabase(
                Instance,
                Database,
                $"IF USER_ID(N'{elsewhere}') IS NOT NULL DROP USER [{elsewhere}] IF USER_ID(N'{here}') IS NOT NULL DROP USER [{here}]"
            );
            Sides.Execute(Instance, $"DROP LOGIN [{here}]");
        }
    }

    [Fact]
    public void Databases_that_are_restoring_are_named_and_not_touched()
    {
        var found = Sides.Logins().FindOrphans(Sides.Topology, new UserRepairOptions(), Stop);
        Assert.NotEmpty(found);
        Assert.All(found, orphan => Assert.Equal(UserRepairState.NotWritable, orphan.State));
    }

    [Fact]
    public void The_test_of_logins_names_orphans_and_roles_without_their_members()
    {
        var file = Sides.Export();
        WithOrphan(
            "Astray",
            () =>
            {
                Sides.InDatabase(Instance, Database, "ALTER ROLE BTS_BACKUP_USERS DROP MEMBER BizTalkBackup");
                var results = Sides
                    .Logins()
                    .Test(Sides.Topology, file, new LoginImportOptions { Side = InstanceSide.Source }, Stop)
                    .Results;
                Sides.InDatabase(Instance, Database, "ALTER ROLE BTS_BACKUP_USERS ADD MEMBER BizTalkBackup");
                var orphan = Assert.Single(results, result => result.State == LoginTestState.Orphaned);
                Assert.Equal(("Astray", Database, Instance), (orphan.Name, orphan.Database, orphan.Instance));
                var role = Assert.Single(results, result => result.State == LoginTestState.MembersMissing);
                Assert.Equal(("BTS_BACKUP_USERS", Database), (role.Name, role.Database));
                Assert.Contains("BizTalkBackup", Assert.Single(role.Differences), StringComparison.Ordinal);
                Assert.All(
                    results.Where(result => result.Subject == LoginTestSubject.Login),
                    result => Assert.Equal(LoginTestState.Same, result.State)
                );
            }
        );
    }

    [Fact]
    public void The_other_side_of_a_healthy_group_has_all_logins_and_says_that_its_users_are_not_seen_yet()
    {
        var comparison = Sides.Logins().Test(Sides.Topology, Sides.Export(), new LoginImportOptions(), Stop);
        Assert.Empty(comparison.Warnings);
        Assert.All(comparison.Results, result => Assert.Equal(LoginTestSubject.Login, result.Subject));
        Assert.Contains(comparison.Results, result => result is { Name: "ContosoApp", Instance: "DR-SQL2", State: LoginTestState.Same });
        Assert.Single(comparison.Notes);
    }
}
