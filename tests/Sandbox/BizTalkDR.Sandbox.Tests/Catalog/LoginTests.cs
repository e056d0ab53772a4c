using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class LoginTests : IAsyncDisposable
{
    private readonly SandboxHost host = new();
    private readonly SqlInstance instance;

    public LoginTests() => instance = host.AddInstance(new SqlInstanceOptions { Name = "PROD" });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public void Sa_logs_in_to_master_and_is_told_database_and_language()
    {
        var sink = new RecordingSink();
        var session = new FrontEnd(instance).Login(new LoginRequest { UserName = "sa", Password = instance.SaPassword }, sink);
        Assert.Equal("master", session.DatabaseName);
        Assert.Equal([5701, 5703], sink.Messages.Select(message => message.Number));
        Assert.Equal(("master", "master"), Assert.Single(sink.DatabaseChanges));
    }

    [Theory]
    [InlineData("sa", "wrong")]
    [InlineData("nobody", "wrong")]
    [InlineData(@"NT AUTHORITY\SYSTEM", "")]
    public void A_wrong_name_or_password_is_18456_and_never_says_which(string name, string password)
    {
        var error = Assert.Throws<SqlServerException>(() => Login(name, password)).Error;
        Assert.Equal((18456, (byte)14, (byte)1), (error.Number, error.Severity, error.State));
        Assert.Equal($"Login failed for user '{name}'.", error.Text);
    }

    [Fact]
    public void The_error_log_knows_the_state_of_a_failed_login_but_no_password()
    {
        Assert.Throws<SqlServerException>(() => Login("sa", "Secret-4711"));
        var lines = instance.ErrorLog.Read(0).Select(line => line.Text).ToList();
        Assert.Contains("Error: 18456, Severity: 14, State: 8.", lines);
        Assert.DoesNotContain(lines, line => line.Contains("Secret-4711", StringComparison.Ordinal));
    }

    [Fact]
    public void A_disabled_login_is_refused_with_18470()
    {
        instance.Logins.Set(instance.Logins.Find("sa")! with { IsDisabled = true });
        Assert.Equal(18470, Assert.Throws<SqlServerException>(() => Login("sa", instance.SaPassword)).Error.Number);
    }

    [Fact]
    public void A_database_that_is_missing_or_restoring_is_4060_followed_by_18456()
    {
        var database = instance.AddDatabase("BizTalkMgmtDb");
        database.State = DatabaseState.Restoring;
        foreach (var name in new[] { "BizTalkMgmtDb", "Missing" })
        {
            var error = Assert.Throws<SqlServerException>(() => Login("sa", instance.SaPassword, name));
            Assert.Equal((4060, (byte)11), (error.Error.Number, error.Error.Severity));
            Assert.Equal(18456, Assert.Single(error.Following).Number);
        }
    }

    [Fact]
    public void A_default_database_that_is_gone_is_4064()
    {
        instance.Logins.Set(instance.Logins.Find("sa")! with { DefaultDatabase = "Gone" });
        Assert.Equal(4064, Assert.Throws<SqlServerException>(() => Login("sa", instance.SaPassword)).Error.Number);
        Assert.Equal("master", Login("sa", instance.SaPassword, "master").DatabaseName);
    }

    [Fact]
    public void A_login_without_a_user_gets_into_master_but_not_into_another_database()
    {
        AddLogin("reader", "Pa55word!");
        instance.AddDatabase("BizTalkMgmtDb");
        Assert.Equal("master", Login("reader", "Pa55word!").DatabaseName);
        Assert.Equal(4060, Assert.Throws<SqlServerException>(() => Login("reader", "Pa55word!", "BizTalkMgmtDb")).Error.Number);
    }

    [Fact]
    public void A_login_that_must_not_connect_is_refused()
    {
        AddLogin("reader", "Pa55word!");
        instance.ServerPermissions.Set(new ServerPermission("reader", "CONNECT SQL", IsDeny: true));
        Assert.Equal(18456, Assert.Throws<SqlServerException>(() => Login("reader", "Pa55word!")).Error.Number);
    }

    private void AddLogin(string name, string password) =>
        instance.Logins.Set(
            new ServerLogin
            {
                Id = instance.Logins.NextId(),
                Name = name,
                Sid = WellKnownSids.NewSqlLogin(),
                PasswordHash = PasswordHash.Of(password),
            }
        );

    private SqlSession Login(string name, string password, string database = "") =>
        instance.LogIn(
            new LoginRequest
            {
                UserName = name,
                Password = password,
                Database = database,
            }
        );
}
