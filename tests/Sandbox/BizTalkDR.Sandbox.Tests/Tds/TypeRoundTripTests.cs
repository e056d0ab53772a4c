using System.Data;
using System.Data.SqlTypes;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Tds;

/// <summary>Each type as a parameter, as an output parameter and as a column, through the real client.</summary>
public sealed class TypeRoundTripTests : IAsyncDisposable
{
    private readonly FakeServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>The client's type, the value sent, what the server must see of it, and the column's type name.</summary>
    public static TheoryData<SqlDbType, object, object, string> Values =>
        new()
        {
            { SqlDbType.Bit, true, new SqlType(SqlTypeKind.Bit), "bit" },
            { SqlDbType.Bit, false, new SqlType(SqlTypeKind.Bit), "bit" },
            { SqlDbType.TinyInt, (byte)255, new SqlType(SqlTypeKind.TinyInt), "tinyint" },
            { SqlDbType.SmallInt, short.MinValue, new SqlType(SqlTypeKind.SmallInt), "smallint" },
            { SqlDbType.Int, int.MinValue, new SqlType(SqlTypeKind.Int), "int" },
            { SqlDbType.BigInt, long.MinValue + 1, new SqlType(SqlTypeKind.BigInt), "bigint" },
            { SqlDbType.Real, -1.5e30f, new SqlType(SqlTypeKind.Real), "real" },
            { SqlDbType.Float, Math.PI, new SqlType(SqlTypeKind.Float), "float" },
            { SqlDbType.SmallMoney, -214748.3648m, new SqlType(SqlTypeKind.SmallMoney), "smallmoney" },
            { SqlDbType.Money, -922337203685477.5808m, new SqlType(SqlTypeKind.Money), "money" },
            { SqlDbType.Money, 1.0001m, new SqlType(SqlTypeKind.Money), "money" },
            { SqlDbType.Decimal, -12.345m, SqlType.Decimal(9, 3), "decimal" },
            { SqlDbType.Decimal, 0.0001m, SqlType.Decimal(19, 4), "decimal" },
            { SqlDbType.Decimal, 36000000007800001m, SqlType.Decimal(25, 0), "decimal" },
            { SqlDbType.Decimal, decimal.MaxValue, SqlType.Decimal(38, 0), "decimal" },
            { SqlDbType.Decimal, 7.9228162514264337593543950335m, SqlType.Decimal(38, 28), "decimal" },
            { SqlDbType.Date, new DateTime(9999, 12, 31), new SqlType(SqlTypeKind.Date), "date" },
            { SqlDbType.Date, new DateTime(1, 1, 1), new SqlType(SqlTypeKind.Date), "date" },
            { SqlDbType.Time, new TimeSpan(863_999_999_999), new SqlType(SqlTypeKind.Time, 0, 0, 7), "time" },
            { SqlDbType.SmallDateTime, new DateTime(2026, 11, 21, 23, 59, 0), new SqlType(SqlTypeKind.SmallDateTime), "smalldatetime" },
            { SqlDbType.DateTime, new DateTime(1753, 1, 1), SqlType.DateTime, "datetime" },
            { SqlDbType.DateTime, new DateTime(2026, 11, 21, 9, 15, 0, 997), SqlType.DateTime, "datetime" },
            { SqlDbType.DateTime, new DateTime(2026, 11, 21, 9, 15, 0, 123), SqlType.DateTime, "datetime" },
            { SqlDbType.DateTime2, new DateTime(2026, 11, 21).AddTicks(1234567), SqlType.DateTime2(), "datetime2" },
            { SqlDbType.DateTime2, DateTime.MaxValue, SqlType.DateTime2(), "datetime2" },
            {
                SqlDbType.DateTimeOffset,
                new DateTimeOffset(2026, 11, 21, 1, 15, 0, TimeSpan.FromMinutes(-570)),
                new SqlType(SqlTypeKind.DateTimeOffset, 0, 0, 7),
                "datetimeoffset"
            },
            { SqlDbType.UniqueIdentifier, new Guid("00112233-4455-6677-8899-aabbccddeeff"), SqlType.UniqueIdentifier, "uniqueidentifier" },
            { SqlDbType.Char, "abc", SqlType.Char(3), "char" },
            { SqlDbType.VarChar, "Straße € ‰", SqlType.VarChar(20), "varchar" },
            { SqlDbType.VarChar, "", SqlType.VarChar(20), "varchar" },
            { SqlDbType.VarChar, new string('é', 20000), SqlType.VarChar(SqlType.Max), "varchar" },
            { SqlDbType.VarChar, "", SqlType.VarChar(SqlType.Max), "varchar" },
            { SqlDbType.Text, new string('ä', 30000), new SqlType(SqlTypeKind.Text), "text" },
            { SqlDbType.NChar, "日本", SqlType.NChar(2), "nchar" },
            { SqlDbType.NVarChar, "Ωμέγα 🚀", SqlType.NVarChar(4000), "nvarchar" },
            { SqlDbType.NVarChar, new string('日', 50000), SqlType.NVarChar(SqlType.Max), "nvarchar" },
            { SqlDbType.NText, new string('語', 30000), new SqlType(SqlTypeKind.NText), "ntext" },
            { SqlDbType.Xml, "<a b=\"1\">text</a>", new SqlType(SqlTypeKind.Xml), "xml" },
            { SqlDbType.Binary, new byte[] { 1, 2, 3 }, new SqlType(SqlTypeKind.Binary, 3), "binary" },
            { SqlDbType.VarBinary, new byte[8000], SqlType.VarBinary(8000), "varbinary" },
            { SqlDbType.VarBinary, new byte[100_000], SqlType.VarBinary(SqlType.Max), "varbinary" },
            { SqlDbType.Image, new byte[100_000], new SqlType(SqlTypeKind.Image), "image" },
            { SqlDbType.Timestamp, new byte[] { 0, 0, 0, 0, 0, 0, 7, 209 }, new SqlType(SqlTypeKind.RowVersion), "timestamp" },
        };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task A_value_comes_back_as_it_was_sent(SqlDbType clientType, object value, object sqlType, string typeName)
    {
        var type = (SqlType)sqlType;
        ProcedureRequest? received = null;
        server.OnCall = (call, sink, _) =>
        {
            received = call;
            sink.BeginResultSet([
                new ResultColumn("value", type),
                new ResultColumn("nothing", type),
                new ResultColumn("after", SqlType.Int),
            ]);
            sink.Row([call.Arguments[0].Value, null, 4711]);
            sink.EndStatement(StatementKind.Select, 1, true);
            foreach (var argument in call.Arguments.Where(argument => argument.IsOutput))
                sink.OutputParameter(argument.Name, argument.Type, call.Arguments[0].Value);
            sink.EndProcedure(0);
        };
        await using var connection = await server.ConnectAsync(builder => builder.TypeSystemVersion = "Latest");
        await using var command = new SqlCommand("dbo.Echo", connection) { CommandType = CommandType.StoredProcedure };
        Add(command, "@value", clientType, type, value);
        Add(command, "@nothing", clientType, type, DBNull.Value);
        var isReturnable = clientType is not (SqlDbType.Text or SqlDbType.NText or SqlDbType.Image or SqlDbType.Timestamp);
        var output = isReturnable ? Add(command, "@copy", clientType, type, DBNull.Value) : null;
        output?.Direction = ParameterDirection.InputOutput;

        await using (var reader = await command.ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync());
            Assert.Equal(typeName, reader.GetDataTypeName(0));
            Assert.Equal(value, reader.GetValue(0));
            Assert.True(reader.IsDBNull(1));
            Assert.Equal(4711, reader.GetInt32(2));
            Assert.False(await reader.ReadAsync());
        }

        Assert.Equal(value, received!.Arguments[0].Value);
        Assert.Null(received.Arguments[1].Value);
        if (clientType is not SqlDbType.Timestamp)
            Assert.Equal(type.Kind, received.Arguments[0].Type.Kind);
        if (output is not null)
            Assert.Equal(value, output.Value);
    }

    public static TheoryData<object> VariantValues =>
        [
            true,
            (byte)1,
            (short)-2,
            3,
            4L,
            5.5f,
            6.25d,
            7.125m,
            "eight",
            new byte[] { 9 },
            Guid.Empty,
            new DateTime(2026, 11, 21, 9, 15, 0, 123),
            new TimeSpan(1, 2, 3),
            new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(2)),
        ];

    [Theory]
    [MemberData(nameof(VariantValues), DisableDiscoveryEnumeration = true)]
    public async Task A_sql_variant_keeps_the_type_of_its_value(object value)
    {
        object? received = null;
        server.OnCall = (call, sink, _) =>
        {
            received = call.Arguments[0].Value;
            sink.BeginResultSet([new ResultColumn("value", SqlType.Variant), new ResultColumn("nothing", SqlType.Variant)]);
            sink.Row([received, null]);
            sink.EndStatement(StatementKind.Select, 1, true);
            sink.EndProcedure(0);
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("dbo.Echo", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@value", SqlDbType.Variant).Value = value;

        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(value, reader.GetValue(0));
        Assert.True(reader.IsDBNull(1));
        Assert.Equal(value, received);
    }

    [Fact]
    public async Task A_decimal_of_38_digits_that_no_CLR_decimal_holds_is_refused_with_8023()
    {
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("dbo.Echo", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add(
            new SqlParameter("@value", SqlDbType.Decimal) { Precision = 38, Value = SqlDecimal.Parse(new string('9', 38)) }
        );

        var error = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(8023, error.Number);
        command.Parameters.Clear();
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Megabytes_come_and_go()
    {
        var text = string.Concat(Enumerable.Range(0, 700_000).Select(number => $"{number, 8}"));
        var bytes = new byte[6_000_000];
        new Random(1).NextBytes(bytes);
        server.OnCall = (call, sink, _) =>
        {
            sink.BeginResultSet([
                new ResultColumn("text", SqlType.NVarChar(SqlType.Max)),
                new ResultColumn("bytes", SqlType.VarBinary(SqlType.Max)),
            ]);
            sink.Row([.. call.Arguments.Select(argument => argument.Value)]);
            sink.EndStatement(StatementKind.Select, 1, true);
            sink.EndProcedure(0);
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("dbo.Echo", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@text", SqlDbType.NVarChar, -1).Value = text;
        command.Parameters.Add("@bytes", SqlDbType.VarBinary, -1).Value = new MemoryStream(bytes);

        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(text, reader.GetString(0));
        Assert.Equal(bytes, reader.GetSqlBytes(1).Value);
    }

    private static SqlParameter Add(SqlCommand command, string name, SqlDbType clientType, SqlType type, object value)
    {
        var parameter = command.Parameters.Add(name, clientType);
        if (type.Length != 0)
            parameter.Size = type.Length;
        if (type.Kind == SqlTypeKind.Decimal)
            (parameter.Precision, parameter.Scale) = (type.Precision, type.Scale);
        if (type.Kind == SqlTypeKind.Xml)
            parameter.Size = -1;
        parameter.Value = value;
        return parameter;
    }
}
