using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Import;
using BizTalkDR.Logins.Repair;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

/// <summary>Export-BtsLogin, Import-BtsLogin, Test-BtsLogin and Repair-BtsUser: what they ask, write and do.</summary>
public sealed class BtsLoginCommandTests : CmdletTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-login-cmdlets-").FullName;

    public BtsLoginCommandTests()
    {
        Session["file"] = File;
        Engine.Logins.Planned = new LoginImportPlan
        {
            Logins =
            [
                Login("Present", LoginImportState.Present),
                Login("Missing", LoginImportState.Missing) with
                {
                    Changes = ["create it", "server role securityadmin"],
                },
                Login("Refused", LoginImportState.Refused) with
                {
                    ErrorId = "OtherSid",
                    Detail = "It is there with another SID.",
                    Remedy = "Drop it.",
                },
                Login("Local", LoginImportState.NotMovable) with
                {
                    Detail = "Local can't be moved.",
                },
            ],
            Warnings = ["Whose they are is not known."],
        };
        Engine.Logins.Orphans =
        [
            new UserRepair
            {
                State = UserRepairState.Repairable,
                Instance = "DR1",
                Database = "BizTalkMgmtDb",
                User = "App",
                Sid = "0x01",
                Login = "App",
                LoginSid = "0x02",
                Reason = "the user's own name",
            },
            new UserRepair
            {
                State = UserRepairState.NoLogin,
                Instance = "DR1",
                Database = "BizTalkMgmtDb",
                User = "dbo",
                IsOwner = true,
                Sid = "0x03",
                Detail = "Nothing tells which.",
            },
        ];
    }

    private string File => Path.Combine(folder, "logins.json");

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(folder, recursive: true);
    }

    private static LoginImport Login(string name, LoginImportState state) =>
        new()
        {
            Instance = "DR1",
            Login = name,
            Sid = "0x0A",
            State = state,
        };

    private SessionRun RunOverFile(string script) => Run($"Export-BtsLogin $topology $file; {script}");

    [Fact]
    public void Exporting_writes_one_file_and_says_what_can_not_be_moved()
    {
        Engine.Logins.Exported = Engine.Logins.Exported with { Notes = ["Local of PROD1 can't be moved."] };
        var run = Run("Export-BtsLogin $topology $file -PassThru");
        Assert.Equal(File, Assert.IsType<FileInfo>(Assert.Single(run.Output)).FullName);
        Assert.Equal(["Local of PROD1 can't be moved."], run.Warnings);
        Assert.Equal("FileExists", ErrorOf("Export-BtsLogin $topology $file -NoClobber").Id());
        Assert.True(System.IO.File.Exists(File));
    }

    [Fact]
    public void Exporting_takes_names_and_patterns_and_writes_nothing_with_WhatIf()
    {
        var run = Run("Export-BtsLogin $topology $file -Name Contoso*, App -WhatIf");
        Assert.False(System.IO.File.Exists(File));
        Assert.Contains("logins with their password hashes", Assert.Single(run.Asked).Action);
        Assert.Equal(["App"], Engine.Logins.Selection!.Required);
        Assert.True(Engine.Logins.Selection.IsWanted!("ContosoApp"));
        Assert.False(Engine.Logins.Selection.IsWanted!("Other"));
        Run("Export-BtsLogin -SqlInstance PROD1 -Path $file -All -ManagementDatabase Mgmt");
        Assert.True(Engine.Logins.Selection.All);
    }

    [Fact]
    public void Importing_does_what_is_to_be_done_and_tells_how_each_login_stands()
    {
        var run = RunOverFile("Import-BtsLogin $topology $file");
        Assert.Equal(["import Missing on DR1"], Engine.Logins.Done);
        Assert.Equal(
            [LoginImportState.Present, LoginImportState.Created, LoginImportState.Refused, LoginImportState.NotMovable],
            run.Output.Cast<LoginImport>().Select(login => login.State)
        );
        Assert.Equal("OtherSid", Assert.Single(run.Errors).Id());
        Assert.Equal("DR1", run.Errors[0].TargetObject);
        Assert.Contains(run.Warnings, warning => warning.StartsWith("Local can't be moved.", StringComparison.Ordinal));
        Assert.Contains("Whose they are is not known.", run.Warnings);
    }

    [Fact]
    public void Importing_with_WhatIf_shows_each_login_with_its_SID_and_does_nothing()
    {
        var run = RunOverFile("Import-BtsLogin $topology $file -WhatIf");
        Assert.Equal(
            [("Missing on DR1, SID 0x0A", "Create login: create it; server role securityadmin")],
            run.Asked.Where(asked => asked.Action.StartsWith("Create", StringComparison.Ordinal))
        );
        Assert.Empty(Engine.Logins.Done);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Importing_takes_a_map_names_sources_and_a_side()
    {
        RunOverFile(
            "Import-BtsLogin $topology $file -MapInstance @{ PROD1 = 'DR1', 'DR2' } -Name CONTOSO* -SourceInstance PROD1 -Side Source -Exact"
        );
        var options = Engine.Logins.Options!;
        Assert.Equal(["DR1", "DR2"], options.MapInstance["prod1"]);
        Assert.True(options.IsWanted(@"CONTOSO\App"));
        Assert.False(options.IsWanted("Other"));
        Assert.Equal(["PROD1"], options.Sources);
        Assert.Equal((InstanceSide.Source, true), (options.Side, options.IsExact));
        Assert.Equal("MapNotUsable", ErrorOf("Import-BtsLogin $topology $file -MapInstance @{ PROD1 = $null }").Id());
        Assert.Contains(RunOverFile("Import-BtsLogin $topology $file -Name Nobody").Errors, error => error.Id() == "LoginNotFound");
    }

    [Fact]
    public void One_login_that_fails_does_not_keep_the_next_from_it()
    {
        Engine.Logins.Planned = new LoginImportPlan
        {
            Logins = [Login("A", LoginImportState.Missing), Login("B", LoginImportState.Present)],
        };
        RunOverFile("");
        Engine.Logins.Failure = new BizTalkDRException("PasswordPolicy", ErrorKind.Operation, "No.") { Server = "DR1" };
        var run = Run("Import-BtsLogin $topology $file");
        Assert.Equal("PasswordPolicy", Assert.Single(run.Errors).Id());
        Assert.Single(run.Output);
    }

    [Fact]
    public void A_file_that_is_none_ends_the_command()
    {
        System.IO.File.WriteAllText(File, "{}");
        if (OperatingSystem.IsLinux())
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("NotALoginFile", ErrorOf("Import-BtsLogin $topology $file").Id());
        Assert.Equal("LoginFileNotFound", ErrorOf("Import-BtsLogin $topology ./nowhere.json").Id());
    }

    [Fact]
    public void Testing_asks_the_source_or_a_file_and_writes_what_was_found()
    {
        Engine.Logins.Comparison = new LoginComparison
        {
            Results =
            [
                new LoginTestResult
                {
                    State = LoginTestState.Missing,
                    Instance = "DR1",
                    Name = "App",
                },
            ],
            Notes = ["Two databases are restoring."],
        };
        var run = Run("Test-BtsLogin $topology -Verbose");
        Assert.Equal(LoginTestState.Missing, Assert.IsType<LoginTestResult>(Assert.Single(run.Output)).State);
        Assert.Contains("Two databases are restoring.", run.Verbose);
        Assert.NotNull(Engine.Logins.Selection);
        Assert.Equal("LoginFileNeeded", ErrorOf("Test-BtsLogin $topology -Side Source").Id());
        Assert.Single(RunOverFile("Test-BtsLogin $topology $file -Side Source").Output);
        Assert.Equal(InstanceSide.Source, Engine.Logins.Options!.Side);
    }

    [Fact]
    public void Repairing_asks_with_both_SIDs_and_does_nothing_without_a_yes()
    {
        Session.Host.Answer = false;
        var run = Run("Repair-BtsUser $topology");
        Assert.Equal([("user App of BizTalkMgmtDb on DR1, SID 0x01", "Tie it to login App, SID 0x02 (the user's own name)")], run.Asked);
        Assert.Empty(Engine.Logins.Done);
        Assert.Equal([UserRepairState.NoLogin], run.Output.Cast<UserRepair>().Select(orphan => orphan.State));
        Assert.Contains(run.Warnings, warning => warning.Contains("Nothing tells which.", StringComparison.Ordinal));

        Session.Host.Answer = true;
        Assert.Equal(
            [UserRepairState.Repaired, UserRepairState.NoLogin],
            Run("Repair-BtsUser $topology").Output.Cast<UserRepair>().Select(orphan => orphan.State)
        );
        Assert.Equal(["tie App of BizTalkMgmtDb to App"], Engine.Logins.Done);
    }

    [Fact]
    public void Repairing_takes_a_map_and_databases()
    {
        Run("Repair-BtsUser $topology -MapLogin @{ dbo = 'Owner' } -Database Biz*, SSODB -Side Source -WhatIf");
        var options = Engine.Logins.RepairOptions!;
        Assert.Equal("Owner", options.MapLogin["DBO"]);
        Assert.Equal(["SSODB"], options.Databases);
        Assert.True(options.IsWanted("BizTalkMgmtDb"));
        Assert.Equal(InstanceSide.Source, options.Side);
        Assert.Equal("MapNotUsable", ErrorOf("Repair-BtsUser $topology -MapLogin @{ dbo = 'A', 'B' }").Id());
    }

    [Fact]
    public void Names_are_completed_from_the_file_else_from_the_source()
    {
        RunOverFile("");
        Assert.Equal([@"'CONTOSO\App'"], Session.Complete("Import-BtsLogin $topology $file -Name c").Select(offer => offer.CompletionText));
        Assert.Equal(
            [@"'CONTOSO\App'"],
            Session.Complete("Export-BtsLogin $topology x.json -Name c").Select(offer => offer.CompletionText)
        );
        Assert.Equal(
            ["DR1"],
            Session.Complete("Import-BtsLogin $topology x.json -SourceInstance DR").Select(offer => offer.CompletionText)
        );
    }
}
