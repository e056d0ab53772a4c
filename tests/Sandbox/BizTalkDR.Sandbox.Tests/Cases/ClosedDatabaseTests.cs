using System.Globalization;

namespace BizTalkDR.Sandbox.Tests.Cases;

/// <summary>
/// A database in the middle of a restore (sys.messages 927), or offline (942), is shut for whatever asks for something in it: rows, catalog views,
/// procedures, definitions, principals, DBCC, BACKUP.
/// </summary>
[Collection(nameof(CaseServer))]
public sealed class ClosedDatabaseTests(CaseServer server)
{
    private const string Given = """
        create database $(A)
        alter database $(A) set recovery full
        create table $(A).dbo.a(i int)
        insert $(A).dbo.a values(1)
        go
        use $(A)
        go
        create procedure dbo.p as select 1 n
        go
        create function dbo.f() returns int as begin return 1 end
        go
        create function dbo.t() returns table as return select 1 n
        go
        create view dbo.v as select i from dbo.a
        go
        use master
        backup database $(A) to disk='$(Backup)\$(A).bak' with format
        go
        """;

    private const string Restoring =
        @"restore database $(B) from disk='$(Backup)\$(A).bak' with norecovery, move '$(A)' to '$(Data)\$(B).mdf', move '$(A)_log' to '$(Log)\$(B).ldf'";

    private const string Offline =
        @"restore database $(B) from disk='$(Backup)\$(A).bak' with move '$(A)' to '$(Data)\$(B).mdf', move '$(A)_log' to '$(Log)\$(B).ldf'"
        + "\ngo\nalter database $(B) set offline";

    public static TheoryData<string> Statements =>
        [
            "select * from $(B).dbo.a",
            "select * from $(B)..a",
            "select * from $(B).dbo.absent",
            "select * from $(B).dbo.v",
            "select * from $(B).dbo.t()",
            "select $(B).dbo.f()",
            "select name from $(B).sys.tables",
            "select name from $(B).sys.databases",
            "select name from $(B).dbo.sysobjects",
            "select * from $(B).information_schema.tables",
            "select * from $(B).sys.database_principals",
            "select * from $(B).sys.database_files",
            "select object_id('$(B).dbo.a')",
            "insert $(B).dbo.a values(2)",
            "update $(B).dbo.a set i=2",
            "delete $(B).dbo.a",
            "merge $(B).dbo.a t using (select 1 x) s on t.i=s.x when matched then delete;",
            "truncate table $(B).dbo.a",
            "create table $(B).dbo.b(i int)",
            "alter table $(B).dbo.a add j int",
            "drop table $(B).dbo.a",
            "drop table if exists $(B).dbo.a",
            "create index x on $(B).dbo.a(i)",
            "select * into $(B).dbo.c from sys.databases",
            "exec $(B).dbo.p",
            "exec $(B)..absent",
            "exec $(B)..sp_executesql N'create user u without login'",
            "exec $(B)..sp_helpfile",
            "exec $(B).dbo.sp_help",
            "use $(B)",
            "exec('use $(B)')",
            "dbcc checkdb('$(B)')",
            "dbcc checkdb($(B)) with no_infomsgs",
            "alter authorization on database::$(B) to sa",
            @"backup database $(B) to disk='$(Backup)\$(B).bak' with format",
        ];

    [Theory]
    [MemberData(nameof(Statements))]
    public void In_the_middle_of_a_restore_everything_is_927(string statement) => Refuses(Restoring, statement, 927);

    [Theory]
    [MemberData(nameof(Statements))]
    public void Offline_everything_is_942(string statement) => Refuses(Offline, statement, 942);

    [Fact]
    public void What_is_not_run_is_not_refused() =>
        Assert.Contains("went on", server.Run($"{Given}\n{Offline}\ngo\nif 1=0 select * from $(B).dbo.a\nprint 'went on'"));

    [Fact]
    public void Its_own_row_of_the_catalog_is_there() =>
        Assert.Contains("  > RESTORING\n", server.Run($"{Given}\n{Restoring}\ngo\nselect state_desc from sys.databases where name='$(B)'"));

    [Fact]
    public void It_can_be_dropped() =>
        Assert.Contains(
            "  > 0\n",
            server.Run($"{Given}\n{Restoring}\ngo\ndrop database $(B)\nselect count(*) n from sys.databases where name='$(B)'")
        );

    private void Refuses(string closed, string statement, int number)
    {
        var shown = server.Run($"{Given}\n{closed}\ngo\nprint '---'\ngo\n{statement}");
        var after = shown[(shown.IndexOf("---", StringComparison.Ordinal) + 3)..];
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Msg {number}, Level 14"), after);
    }
}
