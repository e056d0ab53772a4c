using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Logins;
using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Tests.Readiness;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Logins;

public sealed class LoginImportTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    private const string Source = "PROD-SQL2";
    private const string Destination = "DR-SQL2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SandboxSides Sides => healthy.Sides;

    /// <summary>A login of a user in the tracking database of the source, and nowhere else.</summary>
    private void With(string options, string further, Action<string> act, string name = "Carried")
    {
        Sides.Execute(Source, $"CREATE LOGIN [{name}] WITH PASSWORD = '{LoginWork.Password}'{options}");
        if (further.Length > 0)
            Sides.Execute(Source, further.Replace("{0}", $"[{name}]", StringComparison.Ordinal));
        Sides.InDatabase(Source, "BizTalkDTADb", $"CREATE USER [{name}] FOR LOGIN [{name}]");
        try
        {
            act(name);
        }
        finally
        {
            Sides.InDatabase(Source, "BizTalkDTADb", $"DROP USER [{name}]");
            foreach (var instance in new[] { Source, "DR-SQL1", "DR-SQL2" })
                Sides.DropLogin(instance, name);
        }
    }

    [Fact]
    public void A_login_is_made_where_its_database_goes_as_it_is_on_the_source_and_found_there_the_second_time() =>
        With(
            ", CHECK_EXPIRATION = ON, DEFAULT_DATABASE = msdb",
            "ALTER SERVER ROLE securityadmin ADD MEMBER {0} GRANT VIEW SERVER STATE TO {0} WITH GRANT OPTION DENY ALTER TRACE TO {0} GRANT IMPERSONATE ON LOGIN::ContosoApp TO {0}",
            name =>
            {
                var logins = Sides.Export();
                var made = Sides.Import(logins);

                var created = made.Of(name, Destination);
                Assert.Equal((LoginImportState.Created, true), (created.State, created.Changed));
                Assert.DoesNotContain(made, import => import.Login == name && import.Instance == "DR-SQL1");
                var wanted = logins.On(Source).Login(name);
                var now = Sides.LoginNow(Destination, name)!;
                Assert.Equal(
                    (wanted.Sid, wanted.PasswordHash, true, true, "msdb"),
                    (now.Sid, now.PasswordHash, now.ChecksPolicy, now.ChecksExpiration, now.DefaultDatabase)
                );
                Assert.Equal(["securityadmin"], now.ServerRoles);
                Assert.Equal(wanted.Permissions, now.Permissions);
                Assert.Contains(now.Permissions, permission => permission.State == LoginPermissionState.GrantWithGrantOption);
                Assert.True(Sides.GetsIn(Destination, name, LoginWork.Password));

                var again = Sides.Import(logins);
                Assert.All(
                    again.Where(import => import.Login == name),
                    import => Assert.Equal((LoginImportState.Present, false), (import.State, import.Changed))
                );
            }
        );

    [Fact]
    public void What_the_source_has_disabled_is_made_disabled_and_never_enabled() =>
        With(
            ", CHECK_POLICY = OFF",
            "ALTER LOGIN {0} DISABLE",
            name =>
            {
                var logins = Sides.Export();
                Sides.Import(logins);
                Assert.True(Sides.LoginNow(Destination, name)!.IsDisabled);
                Assert.False(Sides.GetsIn(Destination, name, LoginWork.Password));

                Sides.Execute(Destination, $"ALTER LOGIN [{name}] ENABLE");
                Assert.Contains("disable it, as on the source", Sides.Import(logins).Of(name, Destination).Changes);
                Assert.True(Sides.LoginNow(Destination, name)!.IsDisabled);
            }
        );

    [Fact]
    public void What_differs_is_brought_up_to_date_and_what_is_there_besides_is_told_of_until_exactly_that_is_wanted() =>
        With(
            "",
            "ALTER SERVER ROLE dbcreator ADD MEMBER {0}",
            name =>
            {
                var logins = Sides.Export();
                Sides.Import(logins);
                Sides.Execute(
                    Destination,
                    $"ALTER LOGIN [{name}] WITH PASSWORD = 'Other-Pa55word' ALTER LOGIN [{name}] WITH DEFAULT_DATABASE = msdb ALTER LOGIN [{name}] DISABLE "
                        + $"ALTER SERVER ROLE dbcreator DROP MEMBER [{name}] ALTER SERVER ROLE sysadmin ADD MEMBER [{name}] GRANT ALTER TRACE TO [{name}]"
                );

                var planned = Sides.Plan(logins).Logins.Of(name, Destination);
                Assert.Equal(LoginImportState.Outdated, planned.State);
                Assert.DoesNotContain(planned.Changes, change => change.Contains("0x0200", StringComparison.Ordinal));
                var updated = Sides.Import(logins).Of(name, Destination);
                Assert.Equal((LoginImportState.Updated, true), (updated.State, updated.Changed));
                Assert.Contains(updated.Notes, note => note.Contains("sysadmin", StringComparison.Ordinal));
                Assert.Contains(updated.Notes, note => note.Contains("ALTER TRACE", StringComparison.Ordinal));
                var now = Sides.LoginNow(Destination, name)!;
                Assert.Equal((false, "master", true), (now.IsDisabled, now.DefaultDatabase, now.ChecksPolicy));
                Assert.Equal(["dbcreator", "sysadmin"], now.ServerRoles);
                Assert.True(Sides.GetsIn(Destination, name, LoginWork.Password));

                Sides.Import(logins, new LoginImportOptions { IsExact = true });
                now = Sides.LoginNow(Destination, name)!;
                Assert.Equal(["dbcreator"], now.ServerRoles);
                Assert.DoesNotContain(now.Permissions, permission => permission.Name == "ALTER TRACE");
            }
        );

    [Fact]
    public void A_name_with_another_SID_and_a_SID_under_another_name_are_refused_and_left_alone() =>
        With(
            ", CHECK_POLICY = OFF",
            "",
            name =>
            {
                var logins = Sides.Export();
                Sides.Execute(Destination, $"CREATE LOGIN [{name}] WITH PASSWORD = '{LoginWork.Password}', CHECK_POLICY = OFF");
                var other = Sides.LoginNow(Destination, name)!;
                var refused = Sides.Import(logins).Of(name, Destination);
                Assert.Equal((LoginImportState.Refused, "OtherSid", false), (refused.State, refused.ErrorId, refused.Changed));
                Assert.Contains($"DROP LOGIN [{name}]", refused.Remedy, StringComparison.Ordinal);
                Assert.Equal(other.Sid, Sides.LoginNow(Destination, name)!.Sid);

                var sid = logins.On(Source).Login(name).Sid;
                Sides.Execute(
                    Destination,
                    $"DROP LOGIN [{name}] CREATE LOGIN Usurper WITH PASSWORD = '{LoginWork.Password}', SID = {sid}, CHECK_POLICY = OFF"
                );
                refused = Sides.Import(logins).Of(name, Destination);
                Assert.Equal((LoginImportState.Refused, "SidInUse"), (refused.State, refused.ErrorId));
                Assert.Contains("Usurper", refused.Detail, StringComparison.Ordinal);
                Assert.Contains("15433", refused.Detail, StringComparison.Ordinal);
                Assert.Equal(LoginTestState.OtherName, Test(logins).Single(result => result.Name == name).State);
                Sides.Execute(Destination, "DROP LOGIN Usurper");
            }
        );

    [Fact]
    public void A_default_database_that_is_not_there_yet_is_master_and_said_until_it_is() =>
        With(
            ", CHECK_POLICY = OFF, DEFAULT_DATABASE = tempdb",
            "",
            name =>
            {
                var logins = Sides.Export();
                logins = With(logins, name, login => login with { DefaultDatabase = "Later" });
                var created = Sides.Import(logins).Of(name, Destination);
                Assert.Contains("Later", Assert.Single(created.Notes), StringComparison.Ordinal);
                Assert.Equal("master", Sides.LoginNow(Destination, name)!.DefaultDatabase);
                Assert.Contains(
                    "Later",
                    Assert.Single(Test(logins).Single(result => result.Name == name).Differences),
                    StringComparison.Ordinal
                );
                Sides.Execute(Destination, "CREATE DATABASE Later");
                Sides.Import(logins);
                Assert.Equal("Later", Sides.LoginNow(Destination, name)!.DefaultDatabase);
                Sides.Execute(Destination, "DROP DATABASE Later");
            }
        );

    [Fact]
    public void A_policy_that_refuses_the_password_is_said_without_the_hash_and_nothing_is_left() =>
        With(
            "",
            "",
            name =>
            {
                var logins = Sides.Export();
                var planned = Sides.Plan(logins).Logins.Of(name, Destination);
                var hash = logins.On(Source).Login(name).PasswordHash!;
                Sides.Sandbox.Host.Faults.Add(
                    new Fault(FaultPoint.Statement, Destination, ErrorNumber: 15118)
                    {
                        Where = site => site.Text.Contains("CREATE LOGIN", StringComparison.Ordinal),
                    }
                );
                var refusal = Assert.Throws<BizTalkDRException>(() => Sides.Logins().Import(Sides.Topology, planned, Stop));
                Assert.Null(Sides.LoginNow(Destination, name));
                Assert.Equal(15118, refusal.SqlErrorNumber);
                Assert.Equal("PasswordPolicy", refusal.ErrorId);
                Assert.DoesNotContain(hash, $"{refusal} {refusal.Remedy}", StringComparison.Ordinal);
            }
        );

    [Fact]
    public void What_has_changed_since_it_was_shown_is_not_done() =>
        With(
            "",
            "",
            name =>
            {
                var logins = Sides.Export();
                var planned = Sides.Plan(logins).Logins.Of(name, Destination);
                Sides.Execute(Destination, $"CREATE LOGIN [{name}] WITH PASSWORD = '{LoginWork.Password}'");
                var refused = Assert.Throws<BizTalkDRException>(() => Sides.Logins().Import(Sides.Topology, planned, Stop));
                Assert.Equal("LoginChangedMeanwhile", refused.ErrorId);
            }
        );

    [Fact]
    public void Another_groups_file_is_refused()
    {
        var logins = Sides.Export() with { Group = new GroupIdentity(Guid.NewGuid(), "OtherMgmtDb") };
        Assert.Equal("LoginsOfAnotherGroup", Assert.Throws<BizTalkDRException>(() => Sides.Plan(logins)).ErrorId);
    }

    [Fact]
    public void A_map_says_where_they_belong_and_names_that_nobody_bears_are_refused() =>
        With(
            "",
            "",
            name =>
            {
                var logins = Sides.Export();
                LoginImportOptions Map(string from, string to) =>
                    new() { MapInstance = new Dictionary<string, IReadOnlyList<string>> { [from] = [to] } };

                Assert.Contains(
                    Sides.Plan(logins, Map(Source, "DR-SQL1")).Logins,
                    import => import.Login == name && import.Instance == "DR-SQL1"
                );
                Assert.DoesNotContain(
                    Sides.Plan(logins, Map(Source, "DR-SQL1")).Logins,
                    import => import.Login == name && import.Instance == Destination
                );
                Assert.Equal(
                    "UnknownInstance",
                    Assert.Throws<BizTalkDRException>(() => Sides.Plan(logins, Map("NOWHERE", "DR-SQL1"))).ErrorId
                );
                Assert.Equal(
                    "UnknownInstance",
                    Assert.Throws<BizTalkDRException>(() => Sides.Plan(logins, Map(Source, "NOWHERE"))).ErrorId
                );
            }
        );

    [Fact]
    public void Windows_groups_of_the_domain_are_made_and_local_ones_are_named()
    {
        const string local = @"PROD-SQL2\BizTalk Server Administrators";
        const string domain = @"CONTOSO\BizTalk Application Users";
        Sides.Execute(Source, $"CREATE LOGIN [{local}] FROM WINDOWS CREATE LOGIN [{domain}] FROM WINDOWS");
        Sides.InDatabase(Source, "BizTalkDTADb", $"CREATE USER [{local}] CREATE USER [{domain}]");
        try
        {
            var made = Sides.Import(Sides.Export());
            Assert.Equal(LoginImportState.NotMovable, made.Of(local, Destination).State);
            Assert.Contains("BizTalkDTADb", made.Of(local, Destination).Remedy, StringComparison.Ordinal);
            Assert.Equal(LoginImportState.Created, made.Of(domain, Destination).State);
            Assert.Equal(LoginKind.WindowsGroup, Sides.LoginNow(Destination, domain)!.Kind);
            Assert.Null(Sides.LoginNow(Destination, local));
        }
        finally
        {
            Sides.InDatabase(Source, "BizTalkDTADb", $"DROP USER [{local}] DROP USER [{domain}]");
            Sides.Execute(Source, $"DROP LOGIN [{local}] DROP LOGIN [{domain}]");
            Sides.Execute(Destination, $"IF SUSER_ID(N'{domain}') IS NOT NULL DROP LOGIN [{domain}]");
        }
    }

    [Fact]
    public void A_login_that_two_sources_have_with_two_passwords_is_refused_where_one_instance_takes_both()
    {
        var logins = Sides.Export();
        var contradicting = logins with
        {
            Instances =
            [
                .. logins.Instances.Select(instance =>
                    instance.Name == Source
                        ? instance with
                        {
                            Logins = [.. instance.Logins.Select(login => login with { PasswordHash = login.PasswordHash + "00" })],
                        }
                        : instance
                ),
            ],
        };
        var map = new Dictionary<string, IReadOnlyList<string>> { ["PROD-SQL1"] = ["DR-SQL1"], [Source] = ["DR-SQL1"] };
        var refused = Sides.Plan(contradicting, new LoginImportOptions { MapInstance = map }).Logins.Of("ContosoApp", "DR-SQL1");
        Assert.Equal((LoginImportState.Refused, "SourcesDiffer"), (refused.State, refused.ErrorId));
        Assert.Contains("its password", refused.Detail, StringComparison.Ordinal);
        var one = Sides.Plan(contradicting, new LoginImportOptions { MapInstance = map, Sources = ["PROD-SQL1"] });
        Assert.NotEqual(LoginImportState.Refused, one.Logins.Of("ContosoApp", "DR-SQL1").State);
    }

    private IReadOnlyList<LoginTestResult> Test(LoginExport logins) =>
        Sides.Logins().Test(Sides.Topology, logins, new LoginImportOptions(), Stop).Results;

    private static LoginExport With(LoginExport logins, string name, Func<LoginDefinition, LoginDefinition> change) =>
        logins with
        {
            Instances =
            [
                .. logins.Instances.Select(instance =>
                    instance with
                    {
                        Logins = [.. instance.Logins.Select(login => login.Name == name ? change(login) : login)],
                    }
                ),
            ],
        };
}
