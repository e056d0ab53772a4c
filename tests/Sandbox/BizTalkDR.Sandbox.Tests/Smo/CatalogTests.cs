using System.Collections;
using BizTalkDR.Sandbox.Security;
using Microsoft.SqlServer.Management.Smo;

namespace BizTalkDR.Sandbox.Tests.Smo;

/// <summary>Every collection of SMO's objects, and every property of what is in them, can be read.</summary>
public sealed class CatalogTests : IAsyncDisposable
{
    private readonly SmoFixture fixture = new();
    private readonly List<string> problems = [];

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public void The_server_can_be_looked_through()
    {
        fixture.Execute("CREATE LOGIN biztalk WITH PASSWORD = 'Pa55word!'; EXEC sp_addlinkedserver N'OTHER', N'', N'SQLNCLI', N'OTHER'");
        var server = fixture.Connect();
        ReadAll(
            new SqlSmoObject[]
            {
                server,
                server.Information,
                server.Settings,
                server.UserOptions,
                server.FullTextService,
                server.ResourceGovernor,
            }
        );
        Assert.True(server.Configuration.MaxServerMemory.RunValue > 0);
        ReadAll(server.Logins);
        ReadAll(server.Roles);
        ReadAll(server.LinkedServers);
        ReadAll(server.Endpoints);
        ReadAll(server.Credentials);
        ReadAll(server.Audits);
        ReadAll(server.Triggers);
        ReadAll(server.BackupDevices);
        ReadAll(server.UserDefinedMessages);
        ReadAll(server.AvailabilityGroups);
        ReadAll(server.Languages);
        Assert.NotEmpty(server.EnumProcesses().Rows);
        Assert.NotEmpty(server.EnumLocks().Rows);
        Assert.NotEmpty(server.EnumCollations().Rows);
        Assert.NotEmpty(server.EnumServerAttributes().Rows);
        Assert.NotEmpty(server.EnumAvailableMedia().Rows);
        Assert.NotEmpty(server.EnumDirectories(@"C:\").Rows);
        Assert.NotEmpty(server.EnumErrorLogs().Rows);
        Assert.NotEmpty(server.ReadErrorLog().Rows);
        Assert.NotEmpty(server.EnumServerPermissions());
        Assert.Empty(problems);
    }

    [Fact]
    public void Every_database_can_be_looked_through()
    {
        fixture.Execute("CREATE DATABASE Empty");
        var server = fixture.Connect();
        ReadAll(server.Databases);
        foreach (Database database in server.Databases)
        {
            ReadAll(database.FileGroups);
            foreach (FileGroup group in database.FileGroups)
                ReadAll(group.Files);
            ReadAll(database.LogFiles);
            ReadAll(database.Users);
            ReadAll(database.Roles);
            ReadAll(database.Schemas);
            ReadAll(database.Synonyms);
            ReadAll(database.Triggers);
            ReadAll(database.Assemblies);
            ReadAll(database.UserDefinedTypes);
            ReadAll(database.UserDefinedDataTypes);
            ReadAll(database.Certificates);
            ReadAll(database.DatabaseScopedConfigurations);
            _ = database.EnumBackupSets();
            _ = database.EnumDatabasePermissions();
            _ = database.EnumTransactions();
            _ = database.EnumLocks();
            _ = database.EnumLoginMappings();
        }
        Assert.Empty(problems);
    }

    [Fact]
    public void Tables_and_modules_can_be_looked_through_and_scripted()
    {
        fixture.Execute(
            """
            USE Orders;
            CREATE TABLE dbo.Parent (Id int IDENTITY(5,2) NOT NULL CONSTRAINT PK_Parent PRIMARY KEY, Name nvarchar(50) NULL DEFAULT ('x'));
            CREATE TABLE dbo.Child (ParentId int REFERENCES dbo.Parent (Id), Price decimal(9,2) CHECK (Price > 0));
            EXEC (N'CREATE PROCEDURE dbo.P @a int, @b nvarchar(10) = N''x'' AS SELECT @a');
            EXEC (N'CREATE VIEW dbo.V AS SELECT Id FROM dbo.Parent');
            """
        );
        var database = fixture.Connect().Databases["Orders"];
        ReadAll(database.Tables);
        foreach (Table table in database.Tables)
        {
            ReadAll(table.Columns);
            ReadAll(table.Indexes);
            ReadAll(table.ForeignKeys);
            ReadAll(table.Checks);
            ReadAll(table.Triggers);
            ReadAll(table.ExtendedProperties);
            foreach (Microsoft.SqlServer.Management.Smo.Index index in table.Indexes)
                ReadAll(index.IndexedColumns);
            foreach (ForeignKey key in table.ForeignKeys)
                ReadAll(key.Columns);
        }
        var procedure = database.StoredProcedures["P"];
        ReadAll(new SqlSmoObject[] { procedure, database.Views["V"] });
        ReadAll(procedure.Parameters);
        Assert.Equal(["@a", "@b"], procedure.Parameters.Cast<StoredProcedureParameter>().Select(parameter => parameter.Name));
        var script = string.Join('\n', database.Tables["Parent"].Script().Cast<string>());
        Assert.Contains("[Id] [int] IDENTITY(5,2) NOT NULL", script, StringComparison.Ordinal);
        Assert.Contains("[Name] [nvarchar](50)", script, StringComparison.Ordinal);
        Assert.Contains("CREATE DATABASE [Orders]", string.Join('\n', database.Script().Cast<string>()), StringComparison.Ordinal);
        Assert.Empty(problems);
    }

    // A property that SMO says this edition or object has not is no problem of the server's.
    private void ReadAll(IEnumerable objects)
    {
        foreach (var found in objects.OfType<SqlSmoObject>())
        foreach (Property property in found.Properties)
        {
            try
            {
                _ = found.Properties.GetPropertyObject(property.Name).Value;
            }
            catch (PropertyCannotBeRetrievedException) { }
            catch (Exception exception)
            {
                problems.Add($"{found.GetType().Name}.{property.Name}: {exception.GetBaseException().Message}");
            }
        }
    }
}
