using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Tests.Storage;

public sealed class DatabaseCreationTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();
    private readonly SqlInstance instance;
    private readonly SqlSession session;

    public DatabaseCreationTests()
    {
        instance = sandbox.Instance();
        session = instance.OpenInternalSession("test");
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void An_instance_has_the_four_system_databases_with_their_files()
    {
        Assert.Equal(["master", "tempdb", "model", "msdb"], instance.Databases.Select(database => database.Name));
        Assert.All(
            instance.Databases.SelectMany(database => database.Files),
            file => Assert.True(File.Exists(sandbox.Host.Files.Map("SQL1", file.PhysicalName)))
        );
    }

    [Fact]
    public void A_new_database_lies_in_the_default_folders_and_drop_deletes_its_files()
    {
        var database = DatabaseCreation.Create(instance, [1], new CreateDatabaseRequest { Name = "Orders" });
        Assert.Equal([@"C:\Data\Orders.mdf", @"C:\Log\Orders_log.ldf"], database.Files.Select(file => file.PhysicalName));
        var paths = database.Files.Select(file => sandbox.Host.Files.Map("SQL1", file.PhysicalName)!).ToArray();
        Assert.All(paths, path => Assert.True(File.Exists(path)));

        DatabaseCreation.Drop(instance, "orders");

        Assert.Null(instance.FindDatabase("Orders"));
        Assert.All(paths, path => Assert.False(File.Exists(path)));
    }

    [Fact]
    public void A_taken_name_is_refused_with_1801()
    {
        DatabaseCreation.Create(instance, [1], new CreateDatabaseRequest { Name = "Orders" });
        Assert.Equal(1801, Fails(() => DatabaseCreation.Create(instance, [1], new CreateDatabaseRequest { Name = "ORDERS" })).Error.Number);
    }

    [Fact]
    public void A_missing_folder_is_refused_with_5133_and_1802()
    {
        var error = Fails(() =>
            DatabaseCreation.Create(
                instance,
                [1],
                new CreateDatabaseRequest
                {
                    Name = "Orders",
                    DataFiles = [new FileSpecification { LogicalName = "Orders", PhysicalName = @"C:\Nowhere\Orders.mdf" }],
                }
            )
        );
        Assert.Equal(5133, error.Error.Number);
        Assert.Contains("3(The system cannot find the path specified.)", error.Error.Text, StringComparison.Ordinal);
        Assert.Equal(1802, Assert.Single(error.Following).Number);
    }

    [Fact]
    public void A_file_of_another_database_is_refused_with_5170()
    {
        DatabaseCreation.Create(instance, [1], new CreateDatabaseRequest { Name = "Orders" });
        var taken = new FileSpecification { LogicalName = "Other", PhysicalName = @"c:\data\ORDERS.mdf" };
        var error = Fails(() => DatabaseCreation.Create(instance, [1], new CreateDatabaseRequest { Name = "Other", DataFiles = [taken] }));
        Assert.Equal(5170, error.Error.Number);
    }

    [Fact]
    public void Drop_is_refused_for_what_is_missing_in_use_or_the_systems_own()
    {
        var database = DatabaseCreation.Create(instance, [1], new CreateDatabaseRequest { Name = "Orders" });
        var user = instance.OpenInternalSession("user", database.Name);
        Assert.Equal(3702, Fails(() => DatabaseCreation.Drop(instance, "Orders")).Error.Number);
        Assert.Equal(3701, Fails(() => DatabaseCreation.Drop(instance, "Gone")).Error.Number);
        Assert.Equal(3708, Fails(() => DatabaseCreation.Drop(instance, "msdb")).Error.Number);
        user.Database = instance.FindDatabase("master")!;
        DatabaseCreation.Drop(instance, "Orders");
    }

    [Theory]
    [InlineData(DatabaseState.Restoring, 927)]
    [InlineData(DatabaseState.Offline, 942)]
    [InlineData(DatabaseState.Suspect, 926)]
    [InlineData(DatabaseState.RecoveryPending, 945)]
    public void A_database_that_is_not_online_cannot_be_used(object state, int number)
    {
        var database = DatabaseCreation.Create(instance, [1], new CreateDatabaseRequest { Name = "Orders" });
        database.State = (DatabaseState)state;
        Assert.Equal(number, Fails(() => database.CheckAccess(session)).Error.Number);
    }

    [Fact]
    public void A_single_user_database_is_refused_to_the_second_session_with_924()
    {
        var database = DatabaseCreation.Create(instance, [1], new CreateDatabaseRequest { Name = "Orders" });
        database.Options = database.Options with { UserAccess = UserAccess.SingleUser };
        database.CheckAccess(session);
        session.Database = database;
        var second = instance.OpenInternalSession("second");
        Assert.Equal(924, Fails(() => database.CheckAccess(second)).Error.Number);
    }

    private static SqlServerException Fails(Action action) => Assert.Throws<SqlServerException>(action);
}
