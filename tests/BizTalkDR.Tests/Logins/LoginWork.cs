using BizTalkDR.Logins;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Logins;

/// <summary>What the tests of logins do to a sandbox.</summary>
internal static class LoginWork
{
    public const string Password = "Aa1!aaaaaaaaaa";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static ILoginTransfer Logins(this SandboxSides sides) => new DisasterRecovery(sides.Impatient).Logins;

    public static LoginExport Export(this SandboxSides sides, LoginSelection? selection = null) =>
        sides.Logins().Export(sides.Topology, selection ?? new LoginSelection(), Stop);

    public static LoginImportPlan Plan(this SandboxSides sides, LoginExport logins, LoginImportOptions? options = null) =>
        sides.Logins().Plan(sides.Topology, logins, options ?? new LoginImportOptions(), Stop);

    /// <summary>Plans, and does what the plan says.</summary>
    public static IReadOnlyList<LoginImport> Import(this SandboxSides sides, LoginExport logins, LoginImportOptions? options = null) =>
        [.. sides.Plan(logins, options).Logins.Select(login => sides.Logins().Import(sides.Topology, login, Stop))];

    public static LoginImport Of(this IEnumerable<LoginImport> imports, string login, string instance) =>
        Assert.Single(imports, import => import.Login == login && import.Instance == instance);

    public static LoginExportInstance On(this LoginExport logins, string instance) =>
        logins.Instances.Single(each => each.Name == instance);

    public static LoginDefinition Login(this LoginExportInstance instance, string name) =>
        instance.Logins.Single(login => login.Name == name);

    /// <summary>A login as the server tells it now; null where it has none.</summary>
    public static LoginDefinition? LoginNow(this SandboxSides sides, string instance, string name) =>
        InstanceLoginsReader.Read(sides.Connector, sides.Topology.Instance(instance), Stop).ByName(name);

    public static void InDatabase(this SandboxSides sides, string instance, string database, string statement)
    {
        using var connection = sides.Connector.Open(sides.Topology.Instance(instance), database);
        SqlQuery.Execute(connection, statement);
    }

    /// <summary>Drops a login, once the sessions that it had are gone.</summary>
    public static void DropLogin(this SandboxSides sides, string instance, string name)
    {
        while (true)
        {
            try
            {
                sides.Execute(instance, $"IF SUSER_ID(N'{name}') IS NOT NULL DROP LOGIN [{name}]");
                return;
            }
            catch (SqlException error) when (error.Number == 15434)
            {
                Stop.ThrowIfCancellationRequested();
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>Whether a login gets in with a password.</summary>
    public static bool GetsIn(this SandboxSides sides, string instance, string login, string password)
    {
        try
        {
            using var connection = new SqlConnection(
                new SqlConnectionStringBuilder
                {
                    DataSource = sides.Topology.Instance(instance).Address,
                    UserID = login,
                    Password = password,
                    Encrypt = SqlConnectionEncryptOption.Optional,
                    Pooling = false,
                    ConnectTimeout = 300,
                }.ConnectionString
            );
            connection.Open();
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }
}
