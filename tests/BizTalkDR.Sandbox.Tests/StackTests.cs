namespace BizTalkDR.Sandbox.Tests;

public class StackTests
{
    [Fact]
    public void SmoLoads()
    {
        var server = new Microsoft.SqlServer.Management.Smo.Server(new Microsoft.SqlServer.Management.Common.ServerConnection("x"));
        Assert.Equal("x", server.ConnectionContext.ServerInstance);
        using var cmd = new Microsoft.Data.SqlClient.SqlCommand("select @a");
        cmd.Parameters.AddWithValue("@a", 1);
        FsCheck.Fluent.Prop.ForAll(FsCheck.Fluent.ArbMap.Default.ArbFor<int>(), i => i + 0 == i);
        Assert.NotNull(new Microsoft.SqlServer.TransactSql.ScriptDom.TSql150Parser(true));
    }
}
