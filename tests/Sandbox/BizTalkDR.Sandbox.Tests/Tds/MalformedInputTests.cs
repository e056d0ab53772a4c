using System.Text;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Tds;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Tds;

public sealed class MalformedInputTests : IAsyncDisposable
{
    private readonly FakeServer server = new(new TdsLimits { LoginTime = TimeSpan.FromMilliseconds(700), RequestLength = 100_000 });

    public MalformedInputTests() => server.OnBatch = (batch, sink, _) => sink.Answer(batch);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>An RPC message with parameters of many types, to be damaged.</summary>
    private static readonly byte[] Call =
    [
        .. RawClient.Batch(""),
        .. "\u0005"u8,
        0,
        .. Encoding.Unicode.GetBytes("dbo.P"),
        0,
        0,
        // @i int = 5
        2,
        .. Encoding.Unicode.GetBytes("@i"),
        1,
        0x26,
        4,
        4,
        5,
        0,
        0,
        0,
        // @s nvarchar(10) = N'ab'
        2,
        .. Encoding.Unicode.GetBytes("@s"),
        0,
        0xE7,
        20,
        0,
        9,
        4,
        0xD0,
        0,
        0x34,
        4,
        0,
        .. Encoding.Unicode.GetBytes("ab"),
        // @m varbinary(max) = 0x010203, in two chunks
        2,
        .. Encoding.Unicode.GetBytes("@m"),
        0,
        0xA5,
        0xFF,
        0xFF,
        3,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        2,
        0,
        0,
        0,
        1,
        2,
        1,
        0,
        0,
        0,
        3,
        0,
        0,
        0,
        0,
        // @d decimal(10,2) = 1.23
        2,
        .. Encoding.Unicode.GetBytes("@d"),
        0,
        0x6C,
        9,
        10,
        2,
        9,
        1,
        123,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        // @t datetime2(7)
        2,
        .. Encoding.Unicode.GetBytes("@t"),
        0,
        0x2A,
        7,
        8,
        0,
        0,
        0,
        0,
        0,
        1,
        0,
        0,
        // @v sql_variant = smallint 7
        2,
        .. Encoding.Unicode.GetBytes("@v"),
        0,
        0x62,
        0x49,
        0x1F,
        0,
        0,
        4,
        0,
        0,
        0,
        0x34,
        0,
        7,
        0,
    ];

    [Fact]
    public void The_undamaged_call_is_read()
    {
        var call = Assert.Single(RpcMessage.Parse(Call, TdsVersion.Tds74));

        Assert.Equal("dbo.P", call.Name);
        Assert.Equal([5, "ab", new byte[] { 1, 2, 3 }, 1.23m, new DateTime(1, 1, 2), (short)7], call.Arguments.Select(each => each.Value));
    }

    [Fact]
    public void Whatever_the_bytes_a_message_is_read_or_refused()
    {
        var damage =
            from cut in Gen.Choose(0, Call.Length)
            from places in Gen.ListOf(Gen.Zip(Gen.Choose(0, Call.Length - 1), Gen.Choose(0, 255)))
            select (cut, places);
        Prop.ForAll(
                Arb.From(damage),
                damaged =>
                {
                    var message = (byte[])Call.Clone();
                    foreach (var (place, value) in damaged.places)
                        message[place] = (byte)value;
                    IsReadOrRefused(() => RpcMessage.Parse(message.AsSpan(0, damaged.cut), TdsVersion.Tds74));
                    IsReadOrRefused(() => RpcMessage.Parse(message.AsSpan(0, damaged.cut), TdsVersion.Tds71));
                    IsReadOrRefused(() => TransactionRequest.Parse(message.AsSpan(0, damaged.cut), TdsVersion.Tds74));
                    IsReadOrRefused(() => Login7.Parse(message, "", false));
                    IsReadOrRefused(() => PreLogin.ReadEncryption(message));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void A_damaged_login_is_read_or_refused()
    {
        var login = RawClient.Login();
        Prop.ForAll(
                Arb.From(Gen.ListOf(Gen.Zip(Gen.Choose(4, login.Length - 1), Gen.Choose(0, 255)))),
                places =>
                {
                    var message = (byte[])login.Clone();
                    foreach (var (place, value) in places)
                        message[place] = (byte)value;
                    IsReadOrRefused(() => Login7.Parse(message, "", false));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public async Task Garbage_ends_its_own_connection_only()
    {
        await using var healthy = await server.ConnectAsync();
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            using var client = new RawClient(server);
            var garbage = new byte[random.Next(1, 5000)];
            random.NextBytes(garbage);
            if (i % 2 == 0)
                client.LogIn();
            client.SendRaw(garbage);
        }

        Assert.Equal("alive", await new SqlCommand("alive", healthy).ExecuteScalarAsync());
        await Wait.Until(() => server.Listener.ConnectionCount == 1);
    }

    [Theory]
    [InlineData(0x01, new byte[] { 1 })]
    [InlineData(0x01, new byte[] { 0, 0, 0, 0, 65, 0 })]
    [InlineData(0x03, new byte[] { 4, 0, 0, 0, 0xFF, 0xFF, 99, 0, 0, 0 })]
    [InlineData(0x0E, new byte[] { 4, 0, 0, 0, 77, 0 })]
    [InlineData(0x10, new byte[] { 1, 2, 3 })]
    [InlineData(0x33, new byte[] { 1, 2, 3 })]
    public void A_request_that_can_not_be_understood_is_answered_with_4002_and_ends_the_connection(byte type, byte[] payload)
    {
        using var client = new RawClient(server);
        client.LogIn();
        client.Send(type, payload);

        var answer = client.Receive();
        Assert.Equal((0xAA, 4002), (answer[0], BitConverter.ToInt32(answer, 3)));
        Assert.Empty(client.Receive());
    }

    [Fact]
    public void Bulk_data_are_refused_with_40517_and_the_connection_lives_on()
    {
        using var client = new RawClient(server);
        client.LogIn();
        client.Send(0x07, [0x81, 0, 0]);
        var answer = client.Receive();
        Assert.Equal((0xAA, 40517), (answer[0], BitConverter.ToInt32(answer, 3)));

        client.Send(0x01, RawClient.Batch("alive"));
        Assert.Equal(0x81, client.Receive()[0]);
    }

    [Fact]
    public void A_request_that_is_too_long_ends_the_connection()
    {
        using var client = new RawClient(server);
        client.LogIn();
        for (var i = 0; i < 4; i++)
            client.Send(0x01, new byte[32000], status: 0);

        Assert.Empty(client.Receive());
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x12, 1, 0 })]
    [InlineData(new byte[] { 0x16, 3, 1, 0, 200, 1 })]
    public async Task A_client_that_never_finishes_its_login_is_sent_away(byte[] beginning)
    {
        using var client = new RawClient(server);
        client.SendRaw(beginning);

        Assert.Empty(await Task.Run(client.Receive));
        await Wait.Until(() => server.Listener.ConnectionCount == 0);
    }

    [Fact]
    public void Integrated_authentication_is_refused_with_18452()
    {
        var login = RawClient.Login();
        login[25] = 0x80;
        using var client = new RawClient(server);
        client.Send(0x12, RawClient.PreLogin());
        client.Receive();
        client.Send(0x10, login);

        var answer = client.Receive();
        Assert.Equal((0xAA, 18452), (answer[0], BitConverter.ToInt32(answer, 3)));
        Assert.Empty(client.Receive());
    }

    [Theory]
    [InlineData(0x70000000u)]
    [InlineData(0x04020000u)]
    public void A_protocol_older_than_7_1_is_refused_with_17832(uint version)
    {
        using var client = new RawClient(server);
        client.Send(0x12, RawClient.PreLogin());
        client.Receive();
        client.Send(0x10, RawClient.Login(version));

        var answer = client.Receive();
        Assert.Equal((0xAA, 17832), (answer[0], BitConverter.ToInt32(answer, 3)));
    }

    [Fact]
    public void An_attention_without_a_request_is_acknowledged()
    {
        using var client = new RawClient(server);
        client.LogIn();
        client.Send(0x06, []);

        Assert.Equal([0xFD, 0x20, 0], client.Receive()[..3]);
    }

    [Fact]
    public void A_request_cut_short_ends_its_response_before_the_attention_is_acknowledged()
    {
        server.OnBatch = (_, _, attention) =>
        {
            attention.WaitHandle.WaitOne(TimeSpan.FromMinutes(15));
            attention.ThrowIfCancellationRequested();
        };
        using var client = new RawClient(server);
        client.LogIn();
        client.Send(0x01, RawClient.Batch("wait"));
        client.Send(0x06, []);

        Assert.Equal([0xFD, 0, 0], client.Receive()[..3]);
        Assert.Equal([0xFD, 0x20, 0], client.Receive()[..3]);
    }

    [Fact]
    public void A_request_given_up_while_it_was_sent_is_ignored()
    {
        using var client = new RawClient(server);
        client.LogIn();
        client.Send(0x01, RawClient.Batch("never"), status: 3);
        client.Send(0x06, []);

        Assert.Equal([0xFD, 0x20, 0], client.Receive()[..3]);
    }

    [Fact]
    public void A_login_that_speaks_of_an_extension_and_has_none_is_good()
    {
        var login = RawClient.Login();
        login[27] = 0x10;

        Assert.Equal("sa", Login7.Parse(login, "", false).Request.UserName);
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_results_does_not_keep_the_server_from_stopping()
    {
        using var isWriting = new ManualResetEventSlim();
        server.OnBatch = (_, sink, _) =>
        {
            isWriting.Set();
            for (var i = 0; i < 1000; i++)
                sink.Answer(new string('x', 100_000));
        };
        using var client = new RawClient(server);
        client.LogIn();
        client.Send(0x01, RawClient.Batch("flood"));
        Assert.True(isWriting.Wait(TimeSpan.FromMinutes(15)));

        await server.DisposeAsync();

        await Wait.Until(() => server.Events.Contains("closed"));
    }

    private static void IsReadOrRefused(Action read)
    {
        try
        {
            read();
        }
        catch (Exception error) when (error is TdsProtocolException or SqlServerException)
        {
            // Both are told to the client in an orderly way.
        }
    }
}
