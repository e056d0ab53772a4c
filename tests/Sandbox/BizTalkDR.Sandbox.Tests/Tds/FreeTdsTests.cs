using System.Diagnostics;
using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tests.Tds;

/// <summary>Clients that share no code with Microsoft's: FreeTDS's tsql, and pymssql on its library.</summary>
public sealed class FreeTdsTests : IAsyncDisposable
{
    private readonly FakeServer server = new();
    private readonly List<ProcedureRequest> calls = [];

    public FreeTdsTests()
    {
        server.OnBatch = (batch, sink, _) =>
        {
            if (batch.Contains("fail", StringComparison.Ordinal))
                sink.Message(new SqlMessage(50001, 16, 3, "It failed.", 2, "dbo.P"));
            else if (batch.Contains("SELECT", StringComparison.Ordinal))
                SendRow(sink);
            else
                sink.EndStatement(StatementKind.Other, null, false);
        };
        server.OnCall = (call, sink, _) =>
        {
            calls.Add(call);
            sink.OutputParameter("@doubled", SqlType.Int, 2 * Convert.ToInt32(call.Arguments[0].Value, CultureInfo.InvariantCulture));
            sink.EndProcedure(5);
        };
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("7.1")]
    [InlineData("7.2")]
    [InlineData("7.3")]
    public async Task Pymssql_reads_every_kind_of_value_at_every_version(string version)
    {
        var output = await RunPython(
            version,
            """
            cursor = connection.cursor()
            cursor.execute('SELECT')
            print(cursor.fetchall())
            """
        );

        var isOld = version is "7.1" or "7.2";
        Assert.StartsWith(
            "[(1, 'text \u20ac', 'v\u00e4rchar', Decimal('-12.50'), datetime.datetime(2026, 11, 21, 9, 15, 0, 123000), b'\\x01\\x02', "
                + "True, None, 9000000000, 1.5, UUID('00112233-4455-6677-8899-aabbccddeeff'), ",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(isOld ? "'2026-11-21'" : "datetime.date(2026, 11, 21)", output, StringComparison.Ordinal);
        Assert.Contains($"'{new string('m', 9000)}'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pymssql_sees_errors_and_goes_on()
    {
        var output = await RunPython(
            "7.3",
            """
            cursor = connection.cursor()
            try:
                cursor.execute('fail')
            except pymssql.DatabaseError as error:
                print(error.args[0], error.args[1].decode())
            cursor.execute('SELECT')
            print(len(cursor.fetchall()))
            """
        );

        Assert.Contains("50001 It failed.", output, StringComparison.Ordinal);
        Assert.EndsWith("1", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pymssql_calls_a_procedure_with_an_output_parameter()
    {
        var output = await RunPython(
            "7.3",
            """
            cursor = connection.cursor()
            print(cursor.callproc('dbo.Double', (21, pymssql.output(int))))
            """
        );

        Assert.Contains("21, 42", output, StringComparison.Ordinal);
        Assert.Equal("dbo.Double", Assert.Single(calls).Name);
    }

    [Fact]
    public async Task Pymssql_works_with_a_whole_instance()
    {
        await using var host = new SandboxHost();
        var instance = host.AddInstance(new SqlInstanceOptions { Name = "WHOLE" });
        var output = await RunPython(
            "7.3",
            """
            connection.autocommit(True)
            cursor = connection.cursor()
            cursor.execute('CREATE DATABASE Orders')
            cursor.execute('CREATE TABLE Orders.dbo.Items (Id int PRIMARY KEY, Name nvarchar(50))')
            cursor.executemany('INSERT INTO Orders.dbo.Items VALUES (%d, %s)', [(1, 'one'), (2, 'zw\u00f6lf')])
            connection.autocommit(False)
            cursor.execute("UPDATE Orders.dbo.Items SET Name = 'lost'")
            connection.rollback()
            cursor.execute('SELECT Name, @@SERVERNAME FROM Orders.dbo.Items ORDER BY Id')
            print(cursor.fetchall())
            """,
            instance.EndPoint.Port,
            instance.SaPassword
        );

        Assert.Equal("[('one', 'WHOLE'), ('zw\u00f6lf', 'WHOLE')]", output.Trim());
    }

    [Fact]
    public async Task Tsql_logs_in_and_reads()
    {
        var port = server.Listener.EndPoint.Port.ToString(CultureInfo.InvariantCulture);
        var output = await Run(
            "tsql",
            ["-H", "127.0.0.1", "-p", port, "-U", "sa", "-P", FakeServer.Password],
            "SELECT\ngo\nfail\ngo\nexit\n",
            "FreeTDS (Debian package freetds-bin) is not installed."
        );

        Assert.Contains("text €", output, StringComparison.Ordinal);
        Assert.Contains("(1 row affected)", output, StringComparison.Ordinal);
        Assert.Contains("Msg 50001 (severity 16, state 3) from FAKE\\ONE, Procedure dbo.P Line 2", output, StringComparison.Ordinal);
    }

    private static void SendRow(IResultSink sink)
    {
        sink.BeginResultSet([
            new ResultColumn("a", SqlType.Int),
            new ResultColumn("b", SqlType.NVarChar(20)),
            new ResultColumn("c", SqlType.VarChar(20)),
            new ResultColumn("d", SqlType.Decimal(10, 2)),
            new ResultColumn("e", SqlType.DateTime),
            new ResultColumn("f", SqlType.VarBinary(10)),
            new ResultColumn("g", SqlType.Bit),
            new ResultColumn("h", SqlType.Int),
            new ResultColumn("i", SqlType.BigInt),
            new ResultColumn("j", SqlType.Float),
            new ResultColumn("k", SqlType.UniqueIdentifier),
            new ResultColumn("l", new SqlType(SqlTypeKind.Date)),
            new ResultColumn("m", SqlType.NVarChar(SqlType.Max)),
        ]);
        sink.Row([
            1,
            "text €",
            "värchar",
            -12.5m,
            new DateTime(2026, 11, 21, 9, 15, 0, 123),
            new byte[] { 1, 2 },
            true,
            null,
            9_000_000_000L,
            1.5,
            new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            new DateTime(2026, 11, 21),
            new string('m', 9000),
        ]);
        sink.EndStatement(StatementKind.Select, 1, false);
    }

    private Task<string> RunPython(string version, string script, int? port = null, string password = FakeServer.Password)
    {
        // Debian's Python has Debian's packages; the first one on the path may be another.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var whole = $$"""
            import sys
            try:
                import pymssql
            except ImportError:
                print('no pymssql')
                sys.exit()
            connection = pymssql.connect('127.0.0.1', 'sa', sys.argv[1], 'master', port='{{port ?? server.Listener.EndPoint.Port}}',
                tds_version='{{version}}', charset='UTF-8', login_timeout=30)
            {{script}}
            """;
        return Run(python, ["-", password], whole, "pymssql (Debian package python3-pymssql) is not installed.");
    }

    private static async Task<string> Run(string program, string[] arguments, string input, string absent)
    {
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["LC_ALL"] = "C.UTF-8" },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip(absent);
        }
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.SkipWhen(output.StartsWith("no pymssql", StringComparison.Ordinal), absent);
        return output + await errors;
    }
}
