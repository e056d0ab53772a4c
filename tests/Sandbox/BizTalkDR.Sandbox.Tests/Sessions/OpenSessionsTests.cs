using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Tests.Catalog;

namespace BizTalkDR.Sandbox.Tests.Sessions;

public sealed class OpenSessionsTests : CatalogTestBase
{
    [Fact]
    public void A_session_gets_the_lowest_id_that_is_free()
    {
        var (first, second, third) = (Session(), Session(), Session());
        Assert.Equal([51, 52, 53], new[] { first.Spid, second.Spid, third.Spid });

        second.Dispose();
        first.Dispose();

        Assert.Equal([51, 52, 54], new[] { Session().Spid, Session().Spid, Session().Spid });
        Assert.Equal([51, 52, 53, 54], Instance.Sessions.All.Select(session => session.Spid));
    }

    [Fact]
    public void When_all_ids_are_taken_the_next_session_is_refused_with_17809_until_one_has_ended()
    {
        var sessions = new OpenSessions(lastId: 52);
        var template = Session();
        var (first, _) = (Add(), Add());

        var refused = Assert.Throws<SqlServerException>(Add);
        Assert.Equal((17809, 20), (refused.Error.Number, refused.Error.Severity));

        sessions.Remove(first);
        Assert.Equal(51, Add().Spid);

        SqlSession Add() => sessions.Add(spid => new SqlSession(Instance, spid, template.Login, template.Request, template.Database));
    }

    [Fact]
    public void A_session_ended_twice_does_not_end_the_one_that_has_its_id_by_then()
    {
        var first = Session();
        first.Dispose();
        var second = Session();
        Assert.Equal(first.Spid, second.Spid);

        first.Dispose();

        Assert.True(Instance.Sessions.Contains(second));
        Assert.False(Instance.Sessions.Contains(first));
    }

    [Fact]
    public void What_a_session_held_is_gone_for_the_one_that_gets_its_id()
    {
        using var other = Session();
        var first = Session("tempdb");
        first.MustRun("CREATE TABLE dbo.Work (i int)");
        first.MustRun(
            """
            CREATE TABLE #own (i int) CREATE TABLE ##shared (i int) SET NOCOUNT ON SET CONTEXT_INFO 0x01
            EXEC sp_getapplock @Resource = N'lock', @LockMode = 'Exclusive', @LockOwner = 'Session'
            BEGIN TRANSACTION INSERT dbo.Work VALUES (1)
            """
        );
        first.Dispose();

        using var second = Session("tempdb");

        Assert.Equal(first.Spid, second.Spid);
        Assert.Equal(0, second.Scalar("SELECT @@TRANCOUNT"));
        Assert.Equal("NoLock", second.Scalar("SELECT APPLOCK_MODE('public', 'lock', 'Session')"));
        Assert.Equal(DBNull.Value, second.Scalar("SELECT OBJECT_ID('tempdb..#own')") ?? DBNull.Value);
        Assert.Equal(DBNull.Value, second.Scalar("SELECT OBJECT_ID('tempdb..##shared')") ?? DBNull.Value);
        Assert.Equal(DBNull.Value, second.Scalar("SELECT CONTEXT_INFO()") ?? DBNull.Value);
        Assert.Equal(0, other.Scalar("SELECT COUNT(*) FROM tempdb.dbo.Work"));
        Assert.Equal((short)1, other.Scalar("SELECT APPLOCK_TEST('public', 'lock', 'Exclusive', 'Session')"));
    }

    [Fact]
    public async Task Sessions_opened_and_ended_at_once_never_share_an_id()
    {
        var seen = new HashSet<int>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(OpenAndEnd, TestContext.Current.CancellationToken)));
        Assert.Equal(0, Instance.Sessions.Count);

        void OpenAndEnd()
        {
            for (var i = 0; i < 200; i++)
            {
                using var session = Session();
                lock (seen)
                    Assert.True(seen.Add(session.Spid));
                Assert.InRange(session.Spid, 51, 58);
                lock (seen)
                    seen.Remove(session.Spid);
            }
        }
    }
}
