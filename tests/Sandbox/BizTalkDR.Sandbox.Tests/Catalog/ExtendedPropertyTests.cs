namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class ExtendedPropertyTests : CatalogTestBase
{
    private const string Value = "SELECT CAST(value AS nvarchar(100)) FROM sys.extended_properties WHERE class = 0 AND name = N'Note'";

    [Fact]
    public void A_property_of_a_database_is_added_changed_listed_and_dropped()
    {
        var session = Session("msdb");

        session.MustRun("EXEC sys.sp_addextendedproperty @name = N'Note', @value = N'one'");
        Assert.Equal("one", session.Scalar(Value));
        Assert.Equal([15233], session.Run("EXEC sp_addextendedproperty N'Note', N'two'").ErrorNumbers);
        session.MustRun("EXEC sp_updateextendedproperty @name = N'Note', @value = N'two'");
        Assert.Equal("two", session.Scalar(Value));
        Assert.Equal("two", Session().Scalar(Value.Replace("sys.", "msdb.sys.", StringComparison.Ordinal)));
        Assert.Null(Session().Scalar(Value));
        session.MustRun("EXEC sp_dropextendedproperty @name = N'Note'");
        Assert.Null(session.Scalar(Value));
        Assert.Equal([15217], session.Run("EXEC sp_dropextendedproperty N'Note'").ErrorNumbers);
        Assert.Equal([15217], session.Run("EXEC sp_updateextendedproperty N'Note', N'x'").ErrorNumbers);
    }

    [Fact]
    public void A_property_goes_with_its_transaction_and_comes_back_with_a_restore()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Noted");
        var noted = Session("Noted");
        noted.MustRun("BEGIN TRANSACTION; EXEC sp_addextendedproperty N'Note', N'gone'; ROLLBACK TRANSACTION");
        Assert.Null(noted.Scalar(Value));
        noted.MustRun("EXEC sp_addextendedproperty N'Note', N'kept'");
        session.MustRun(@"BACKUP DATABASE Noted TO DISK = N'noted.bak'");
        noted.MustRun("EXEC sp_dropextendedproperty N'Note'; USE master");

        session.MustRun(@"RESTORE DATABASE Noted FROM DISK = N'noted.bak' WITH REPLACE");

        Assert.Equal("kept", Session("Noted").Scalar(Value));
    }

    [Fact]
    public void Levels_below_the_database_are_refused() =>
        Assert.Equal(
            [15600],
            Session().Run("EXEC sp_addextendedproperty N'Note', N'x', @level0type = 'SCHEMA', @level0name = N'dbo'").ErrorNumbers
        );
}
