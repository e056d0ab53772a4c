using System.Net;
using System.Net.Sockets;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Sql;

/// <summary>One bare instance, started once.</summary>
public sealed class OneInstance : IAsyncDisposable
{
    private readonly SandboxHost host = new();

    public OneInstance() => Instance = host.AddInstance(new SqlInstanceOptions { Name = "SQL1" });

    public SqlInstance Instance { get; }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}

public sealed class SandboxConnectionTests(OneInstance one) : IClassFixture<OneInstance>
{
    private readonly SqlInstance instance = one.Instance;

    private InstanceReference Reference => SandboxSides.Reference(instance);

    private InstanceConnector Connector(string? password = null, TimeSpan? timeout = null) =>
        new(
            new CredentialTable([
                new("SQL1", new InstanceCredential("sa", new NetworkCredential("", password ?? instance.SaPassword).SecurePassword)),
            ]),
            timeout
        );

    private InstanceConnectionException Refused(InstanceReference reference, InstanceConnector? connector = null) =>
        Assert.Throws<InstanceConnectionException>(() => (connector ?? Connector()).Open(reference).Dispose());

    [Fact]
    public void A_connection_is_encrypted_and_names_the_application()
    {
        using var connection = Connector().Open(Reference);

        Assert.Equal("BizTalkDR", SqlQuery.Scalar<string>(connection, "SELECT PROGRAM_NAME()"));
        Assert.DoesNotContain(instance.SaPassword, connection.ConnectionString);
    }

    [Fact]
    public void All_connections_of_a_login_share_its_credential_which_is_how_SqlClient_knows_it()
    {
        var connector = Connector();
        var first = connector.Credential(Reference);

        Assert.NotNull(first);
        Assert.Same(first, connector.Credential(Reference));
    }

    [Fact]
    public void A_certificate_that_is_not_trusted_is_refused_unless_asked_for() =>
        Assert.Equal("CertificateNotTrusted", Refused(Reference with { TrustServerCertificate = false }).ErrorId);

    [Fact]
    public void A_wrong_password_is_told_apart_and_never_shown()
    {
        var refused = Refused(Reference, Connector("not the password"));

        Assert.Equal(("LoginFailed", 18456), (refused.ErrorId, refused.SqlErrorNumber));
        Assert.DoesNotContain("not the password", refused.ToString());
    }

    [Theory]
    [InlineData("dr", "BTSDR_CREDENTIAL_DR")]
    [InlineData("dr-sql 1.prod", "BTSDR_CREDENTIAL_DR_SQL_1_PROD")]
    public void An_unknown_credential_is_named_with_the_variables_that_are_read(string reference, string variable)
    {
        var refused = Refused(Reference with { CredentialReference = reference });

        Assert.Equal("CredentialNotFound", refused.ErrorId);
        Assert.Contains($"{variable}_USER and {variable}_PASSWORD", refused.Remedy, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable(variable + "_USER", "me");
        Environment.SetEnvironmentVariable(variable + "_PASSWORD", "x");
        try
        {
            Assert.NotNull(new EnvironmentCredentialSource().Find(reference));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable + "_USER", null);
            Environment.SetEnvironmentVariable(variable + "_PASSWORD", null);
        }
    }

    [Fact]
    public void An_instance_that_does_not_listen_is_unreachable()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var port = ((IPEndPoint)socket.LocalEndpoint).Port;
        socket.Stop();

        Assert.Equal(
            "InstanceUnreachable",
            Refused(Reference with { Address = $"127.0.0.1,{port}" }, Connector(timeout: TimeSpan.FromSeconds(2))).ErrorId
        );
    }

    [Fact]
    public void A_database_that_is_not_there_is_told_apart()
    {
        var refused = Assert.Throws<InstanceConnectionException>(() => Connector().Open(Reference, "Nowhere").Dispose());

        Assert.Equal(("DatabaseNotAccessible", "Nowhere"), (refused.ErrorId, refused.Database));
    }

    [Fact]
    public void Only_one_operator_holds_the_lock_and_the_other_is_told_who()
    {
        var connector = Connector();
        using (var first = OperatorLock.Acquire(connector, Reference))
        {
            first.EnsureHeld();
            var refused = Assert.Throws<OperatorLockException>(() => OperatorLock.Acquire(connector, Reference).Dispose());

            Assert.Equal("OperatorLockHeld", refused.ErrorId);
            Assert.Contains("sa", refused.Holder);
            Assert.Contains(Environment.MachineName, refused.Holder);
            Assert.Matches(@"process \d+, session \d+, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d by the server's clock", refused.Message);
            Assert.Matches(@"KILL \d+", refused.Remedy);
        }
        OperatorLock.Acquire(connector, Reference).Dispose();
    }

    [Fact]
    public void An_instance_says_what_it_is()
    {
        var identity = InstanceIdentityReader.Ask(Connector(), Reference, InstanceSide.Source, default);

        Assert.Equal("SQL1", identity.ServerName);
        Assert.Equal(instance.Options.Version, identity.ProductVersion);
        Assert.True(identity.IsSysAdmin);
        Assert.NotNull(identity.DefaultDataPath);
    }

    [Fact]
    public void An_SMO_server_works_over_the_connection()
    {
        using var session = Connector().OpenServer(Reference);

        Assert.Equal(instance.Options.Version.Major, session.Server.VersionMajor);
        Assert.Contains(session.Server.Databases.Cast<Microsoft.SqlServer.Management.Smo.Database>(), database => database.Name == "msdb");
    }

    [Fact]
    public void A_lock_whose_session_was_ended_is_known_as_lost_and_is_let_go_without_a_word()
    {
        var held = OperatorLock.Acquire(Connector(), Reference);
        held.EnsureHeld();
        using (var other = Connector().Open(Reference))
        {
            var session = SqlQuery.Scalar<short>(
                other,
                "SELECT TOP (1) CAST(request_session_id AS smallint) FROM sys.dm_tran_locks WHERE resource_type = N'APPLICATION'"
            );
            SqlQuery.Execute(other, $"KILL {session}");
        }

        Assert.Equal("OperatorLockLost", Assert.Throws<OperatorLockException>(held.EnsureHeld).ErrorId);
        held.Dispose();
        OperatorLock.Acquire(Connector(), Reference).Dispose();
    }
}
