using System.Text.RegularExpressions;
using BizTalkDR.Errors;
using BizTalkDR.Logins;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Saved;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Readiness;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Logins;

public sealed class LoginExportTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-logins-").FullName;

    private SandboxSides Sides => healthy.Sides;

    private string File => Path.Combine(folder, "logins.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_stands_behind_users_owners_and_jobs_is_taken_and_nothing_else()
    {
        Sides.Execute("PROD-SQL1", $"CREATE LOGIN Stranger WITH PASSWORD = '{LoginWork.Password}'");
        Sides.Execute(
            "PROD-SQL1",
            $"CREATE LOGIN JobOwner WITH PASSWORD = '{LoginWork.Password}' EXEC msdb.dbo.sp_update_job @job_name = N'{ReadinessRunning.BackupJob}', @owner_login_name = N'JobOwner'"
        );
        try
        {
            var logins = Sides.Export();
            var first = logins.On("PROD-SQL1");
            Assert.Contains("ContosoApp", first.Logins.Select(login => login.Name));
            Assert.Contains("BizTalkBackup", first.Logins.Select(login => login.Name));
            Assert.Equal([ReadinessRunning.BackupJob], first.Login("JobOwner").OwnedJobs);
            Assert.DoesNotContain("Stranger", first.Logins.Select(login => login.Name));
            Assert.DoesNotContain("sa", first.Logins.Select(login => login.Name));
            Assert.Equal(["ContosoOrders"], logins.On("PROD-SQL2").Login("ContosoApp").OwnedDatabases);
            Assert.Equal("BizTalkMgmtDb", logins.Group?.ManagementDatabase);
            Assert.Contains(
                "BTS_BACKUP_USERS",
                first
                    .Databases.Single(database => database.Database == "BizTalkMgmtDb")
                    .Users.Single(user => user.Name == "BizTalkBackup")
                    .Roles
            );

            Assert.Contains("Stranger", Sides.Export(new LoginSelection { All = true }).On("PROD-SQL1").Logins.Select(login => login.Name));
            var named = Sides.Export(new LoginSelection { Names = ["Stranger"] });
            Assert.Equal(["Stranger"], named.Instances.SelectMany(instance => instance.Logins).Select(login => login.Name));
            Assert.Equal(
                "LoginNotFound",
                Assert
                    .Throws<BizTalkDRException>(() => Sides.Export(new LoginSelection { Names = ["Nobody"], Required = ["Nobody"] }))
                    .ErrorId
            );
        }
        finally
        {
            Sides.Execute(
                "PROD-SQL1",
                $"EXEC msdb.dbo.sp_update_job @job_name = N'{ReadinessRunning.BackupJob}', @owner_login_name = N'sa' DROP LOGIN JobOwner DROP LOGIN Stranger"
            );
        }
    }

    [Fact]
    public void Who_may_not_see_hashes_gets_no_half_of_the_logins()
    {
        Sides.Execute(
            "PROD-SQL1",
            $"CREATE LOGIN Curious WITH PASSWORD = '{LoginWork.Password}' GRANT VIEW ANY DEFINITION TO Curious ALTER SERVER ROLE securityadmin ADD MEMBER Curious"
        );
        try
        {
            using var connection = new Microsoft.Data.SqlClient.SqlConnection(
                $"Data Source={Sides.Topology.Instance("PROD-SQL1").Address};User ID=Curious;Password={LoginWork.Password};Encrypt=Optional;Pooling=False"
            );
            connection.Open();
            var refused = Assert.Throws<BizTalkDRException>(() =>
                InstanceLoginsReader.Read(connection, Sides.Topology.Instance("PROD-SQL1"), TestContext.Current.CancellationToken)
            );
            Assert.Equal(("LoginsNotShown", "PROD-SQL1"), (refused.ErrorId, refused.Server));
        }
        finally
        {
            Sides.DropLogin("PROD-SQL1", "Curious");
        }
    }

    [Fact]
    public void The_file_is_its_owners_alone_reads_back_the_same_and_holds_the_hashes_that_nothing_else_shows()
    {
        var logins = Sides.Export();
        System.IO.File.WriteAllText(File, "what was there before, for all to read");
        LoginFile.Save(logins, File);
        if (OperatingSystem.IsLinux())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(File, Assert.Single(Directory.GetFiles(folder)));

        var hash = logins.On("PROD-SQL1").Login("ContosoApp").PasswordHash!;
        Assert.Matches("^0x0200[0-9A-F]{136}$", hash);
        Assert.Contains(hash, System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.DoesNotContain(hash, $"{logins.On("PROD-SQL1").Login("ContosoApp")} {logins}", StringComparison.Ordinal);

        var read = LoginFile.Load(File);
        Assert.Equal(logins.Group, read.Group);
        Assert.Equal(logins.ExportedAtUtc, read.ExportedAtUtc);
        Assert.Equal(hash, read.On("PROD-SQL1").Login("ContosoApp").PasswordHash);
        Assert.Equal(
            logins.Instances.SelectMany(instance => instance.Logins).Select(login => (login.Name, login.Sid, login.Kind)),
            read.Instances.SelectMany(instance => instance.Logins).Select(login => (login.Name, login.Sid, login.Kind))
        );
    }

    [Fact]
    public void A_file_that_others_can_change_is_refused_and_one_that_they_can_read_is_warned_of()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks Linux.");
        LoginFile.Save(Sides.Export(), File);
        var warnings = new List<string>();
#pragma warning disable CA1416 // Skipped elsewhere.
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        LoginFile.Load(File, warnings.Add);
        Assert.Contains("chmod 600", Assert.Single(warnings), StringComparison.Ordinal);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
#pragma warning restore CA1416
        var refused = Assert.Throws<BizTalkDRException>(() => LoginFile.Load(File));
        Assert.Equal("LoginFileNotPrivate", refused.ErrorId);
        Assert.Contains("chmod 600", refused.Remedy, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Damages =>
        new()
        {
            { @"""format"": ""BizTalkDR logins""", @"""format"": ""something else""", "NotALoginFile" },
            { @"""schemaVersion"": 1", @"""schemaVersion"": 2", "LoginFileVersion" },
            { @"""passwordHash"": ""0x", @"""passwordHash"": ""0x'; DROP LOGIN sa --", "LoginFileDamaged" },
            { @"""sid"": ""0x", @"""sid"": ""0x)", "LoginFileDamaged" },
            { @"""name"": ""CONNECT SQL""", @"""name"": ""CONNECT SQL TO x; DROP LOGIN y""", "LoginFileDamaged" },
            { @"""kind"": ""SqlLogin""", @"""kind"": ""Nonsense""", "LoginFileDamaged" },
            { @"""isDisabled"": false", @"""isDisabled"": false, ""unknown"": 1", "LoginFileDamaged" },
            { @"""instances"": [", @"""instances"": [[", "LoginFileDamaged" },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_file_that_is_not_as_it_was_written_is_refused_without_a_word_of_a_hash(string was, string becomes, string id)
    {
        var logins = Sides.Export();
        LoginFile.Save(logins, File);
        var text = System.IO.File.ReadAllText(File);
        Assert.Contains(was, text, StringComparison.Ordinal);
        System.IO.File.WriteAllText(
            File,
            new Regex(Regex.Escape(was)).Replace(text, becomes.Replace("$", "$$", StringComparison.Ordinal), 1)
        );

        var refused = Assert.Throws<BizTalkDRException>(() => LoginFile.Load(File));
        Assert.Equal(id, refused.ErrorId);
        Assert.NotNull(refused.Remedy);
        Assert.DoesNotMatch("0x0200[0-9A-F]{16}", $"{refused}");
    }

    [Fact]
    public void No_file_a_folder_and_a_link_are_told_apart()
    {
        Assert.Equal("LoginFileNotFound", Assert.Throws<BizTalkDRException>(() => LoginFile.Load(File)).ErrorId);
        Assert.Equal("NotALoginFile", Assert.Throws<BizTalkDRException>(() => LoginFile.Load(folder)).ErrorId);
        Assert.Equal("LoginFileNotWritable", Assert.Throws<BizTalkDRException>(() => LoginFile.Save(Sides.Export(), folder)).ErrorId);
        Assert.Equal(
            "LoginFileNotWritable",
            Assert.Throws<BizTalkDRException>(() => LoginFile.Save(Sides.Export(), Path.Combine(folder, "nowhere", "x.json"))).ErrorId
        );
    }

    [Fact]
    public void Accounts_of_the_computer_alone_are_named_as_what_can_not_be_moved()
    {
        Sides.Execute(
            "PROD-SQL1",
            @"CREATE LOGIN [PROD-SQL1\BizTalk Server Administrators] FROM WINDOWS CREATE LOGIN [CONTOSO\BizTalk Server Operators] FROM WINDOWS"
        );
        Sides.InDatabase(
            "PROD-SQL1",
            "BizTalkMgmtDb",
            @"CREATE USER [PROD-SQL1\BizTalk Server Administrators] CREATE USER [CONTOSO\BizTalk Server Operators]"
        );
        try
        {
            var logins = Sides.Export();
            var instance = logins.On("PROD-SQL1");
            Assert.Contains(
                "local group of PROD-SQL1",
                instance.Login(@"PROD-SQL1\BizTalk Server Administrators").Obstacle,
                StringComparison.Ordinal
            );
            Assert.Equal(LoginKind.WindowsGroup, instance.Login(@"CONTOSO\BizTalk Server Operators").Kind);
            Assert.Null(instance.Login(@"CONTOSO\BizTalk Server Operators").Obstacle);
            Assert.Contains(
                logins.Notes,
                note =>
                    note.Contains(@"PROD-SQL1\BizTalk Server Administrators", StringComparison.Ordinal)
                    && note.Contains("BizTalkMgmtDb", StringComparison.Ordinal)
            );
            var all = Sides.Export(new LoginSelection { All = true }).On("PROD-SQL1");
            Assert.All(
                all.Logins.Where(login => login.Name.StartsWith("NT ", StringComparison.Ordinal)),
                login => Assert.NotNull(login.Obstacle)
            );
        }
        finally
        {
            Sides.InDatabase(
                "PROD-SQL1",
                "BizTalkMgmtDb",
                @"DROP USER [PROD-SQL1\BizTalk Server Administrators] DROP USER [CONTOSO\BizTalk Server Operators]"
            );
            Sides.Execute(
                "PROD-SQL1",
                @"DROP LOGIN [PROD-SQL1\BizTalk Server Administrators] DROP LOGIN [CONTOSO\BizTalk Server Operators]"
            );
        }
    }
}
