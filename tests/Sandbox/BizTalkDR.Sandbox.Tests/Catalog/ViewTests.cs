using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class ViewTests : CatalogTestBase
{
    [Fact]
    public void Every_view_can_be_read_from_every_kind_of_database()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Sample");
        session.MustRun(
            "USE Sample; CREATE TABLE dbo.Parent (Id int IDENTITY(5,2) NOT NULL CONSTRAINT PK_Parent PRIMARY KEY, Name nvarchar(50) NULL DEFAULT ('x'), Total AS (Id * 2));"
        );
        session.MustRun(
            "USE Sample; CREATE TABLE dbo.Child (ParentId int REFERENCES dbo.Parent (Id), Price decimal(9,2) CHECK (Price > 0))"
        );
        foreach (var view in Instance.Views.All)
        {
            var name = $"[{view.Database ?? "Sample"}].[{view.Schema}].[{view.Name}]";
            var sink = session.Run($"SELECT * FROM {name}");
            Assert.True(!sink.Errors.Any(), $"{name}: {sink.Errors.FirstOrDefault()?.Text}");
            Assert.Equal(view.Columns.Count, Assert.Single(sink.ResultSets).Columns.Count);
        }
    }

    [Fact]
    public void No_view_names_a_column_twice()
    {
        foreach (var view in Instance.Views.All)
            Assert.Equal(view.Columns.Count, view.Columns.Select(column => column.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Sys_databases_tells_state_and_options()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Sample; ALTER DATABASE Sample SET RECOVERY BULK_LOGGED; ALTER DATABASE Sample SET TRUSTWORTHY ON");
        var row = Assert.Single(
            session
                .MustRun("SELECT state_desc, recovery_model_desc, is_trustworthy_on, database_id FROM sys.databases WHERE name = 'Sample'")
                .Rows
        );
        Assert.Equal(["ONLINE", "BULK_LOGGED", true, 5], row);
    }

    [Fact]
    public void Objects_columns_and_keys_are_listed_with_their_types()
    {
        var session = Session("tempdb");
        session.MustRun("CREATE TABLE dbo.Parent (Id int IDENTITY(5,2) NOT NULL CONSTRAINT PK_Parent PRIMARY KEY, Name nvarchar(50) NULL)");
        var columns = session.MustRun(
            "SELECT c.name, t.name, c.max_length, c.is_nullable, c.is_identity FROM sys.columns c JOIN sys.types t ON t.user_type_id = c.user_type_id "
                + "WHERE c.object_id = OBJECT_ID('dbo.Parent') ORDER BY c.column_id"
        );
        Assert.Equal(
            [
                ["Id", "int", (short)4, false, true],
                ["Name", "nvarchar", (short)100, true, false],
            ],
            columns.Rows
        );
        Assert.Equal(
            "PK_Parent",
            session.Scalar("SELECT name FROM sys.key_constraints WHERE parent_object_id = OBJECT_ID('Parent') AND type = 'PK'")
        );
        Assert.Equal("CLUSTERED", session.Scalar("SELECT type_desc FROM sys.indexes WHERE object_id = OBJECT_ID('Parent')"));
        Assert.Equal("U", ((string)session.Scalar("SELECT xtype FROM dbo.sysobjects WHERE name = 'Parent'")!).TrimEnd());
        Assert.Equal("BASE TABLE", session.Scalar("SELECT TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'Parent'"));
    }

    [Fact]
    public void A_database_in_three_parts_shows_its_own_objects()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Sample");
        session.MustRun("CREATE TABLE Sample.dbo.Only (Id int)");
        Assert.Equal(1, session.Scalar("SELECT COUNT(*) FROM Sample.sys.tables WHERE name = 'Only'"));
        Assert.Equal(0, session.Scalar("SELECT COUNT(*) FROM sys.tables WHERE name = 'Only'"));
    }

    [Fact]
    public void Free_space_of_a_volume_is_that_of_the_drive()
    {
        Host.Files.SetFreeSpace("PROD", 'C', 7L << 30);
        Assert.Equal(
            7L << 30,
            Session()
                .Scalar(
                    "SELECT TOP (1) s.available_bytes FROM sys.master_files f CROSS APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) s"
                )
        );
        Assert.Equal(7 * 1024, Session().MustRun("EXEC master.dbo.xp_fixeddrives").Rows[0][1]);
    }

    [Fact]
    public void A_session_sees_itself_and_what_it_runs()
    {
        var session = Session();
        var row = Assert.Single(
            session
                .MustRun(
                    "SELECT s.login_name, r.command FROM sys.dm_exec_sessions s JOIN sys.dm_exec_requests r ON r.session_id = s.session_id WHERE s.session_id = @@SPID"
                )
                .Rows
        );
        Assert.Equal("sa", row[0]);
    }
}
