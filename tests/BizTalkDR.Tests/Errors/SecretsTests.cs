using System.Security;
using System.Text.Json;
using BizTalkDR.Errors;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Errors;

public class SecretsTests
{
    private const string Begin = "s3cr3t";
    private const string End = "t3rc3s";

    /// <summary>What may stand in any password, and ends or begins something in one of the forms below.</summary>
    private static readonly char[] Nasty = [.. "aZ9!{}[]()<>\\/'\"=:;,.&?#%$@|~^*+- _`ü漢"];

    /// <summary>How a secret is written, each with what its form can't hold.</summary>
    private static readonly (string Form, Func<string, string> Write, string Without)[] Forms =
    [
        ("connection string", secret => $"Server=x;User ID=sa;Password={secret};Encrypt=True", ";\"'"),
        ("its last value", secret => $"Data Source=x;Pwd={secret}", ";\"'"),
        ("its first value", secret => $"PWD={secret};Server=x", ";\"'"),
        ("quoted in it", secret => $"Server=x;Password=\"{secret.Replace("\"", "\"\"", StringComparison.Ordinal)}\";Encrypt=True", ""),
        ("single quoted in it", secret => $"Server=x;Password='{secret.Replace("'", "''", StringComparison.Ordinal)}';Encrypt=True", ""),
        ("ODBC", secret => $"Driver={{SQL Server}};Pwd={{{secret.Replace("}", "}}", StringComparison.Ordinal)}}};Server=x", ""),
        ("storage account", secret => $"DefaultEndpointsProtocol=https;AccountName=a;AccountKey={secret};EndpointSuffix=x", ";\"' "),
        (
            "T-SQL",
            secret => $"CREATE LOGIN a WITH PASSWORD = N'{secret.Replace("'", "''", StringComparison.Ordinal)}', CHECK_POLICY = OFF",
            ""
        ),
        (
            "credential",
            secret => $"CREATE CREDENTIAL c WITH IDENTITY='S3 Access Key', SECRET='{secret.Replace("'", "''", StringComparison.Ordinal)}'",
            ""
        ),
        (
            "JSON",
            secret =>
                JsonSerializer.Serialize(
                    new
                    {
                        user = "sa",
                        password = secret,
                        port = 1433,
                    }
                ),
            ""
        ),
        ("pretty JSON", secret => "{\n  \"clientSecret\" :\n    " + JsonSerializer.Serialize(secret) + ",\n  \"x\": 1 }", ""),
        (
            "JSON in JSON",
            secret => JsonSerializer.Serialize(new { text = JsonSerializer.Serialize(new { pwd = secret, x = 1 }, Relaxed) }, Relaxed),
            ""
        ),
        (
            "JSON in JSON, escaped",
            secret => JsonSerializer.Serialize(new { text = JsonSerializer.Serialize(new { pwd = secret, x = 1 }) }),
            ""
        ),
        ("JSON in HTML", secret => System.Net.WebUtility.HtmlEncode(JsonSerializer.Serialize(new { pwd = secret, x = 1 })), ""),
        ("JSON of numbers", secret => $"{{\"pwd\":{secret},\"x\":1}}", ",}] \"'{[(\\:;<>"),
        ("URL", secret => $"Get https://user:{secret}@host/path failed", " \"'"),
        ("URL, encoded", secret => $"Get ftp://user:{Uri.EscapeDataString(secret)}@host/path failed", ""),
        ("SAS", secret => $"https://a.blob.core.windows.net/c?sv=2022&sig={Uri.EscapeDataString(secret)}&se=2026", ""),
        ("query", secret => $"https://host/?user=a&password={Uri.EscapeDataString(secret)}&x=1", ""),
        ("parameter", secret => $"Connect-Thing -User sa -Password {secret} -Force", " ;"),
        ("quoted parameter", secret => $"Connect-Thing -SqlPassword '{secret.Replace("'", "''", StringComparison.Ordinal)}' -Force", ""),
        ("parameter with a colon", secret => $"tool /password:{secret} /quiet", " '\"({[“;"),
        ("long parameter", secret => $"tool --api-key={secret} --quiet", " '\"({[“;"),
        ("sqlcmd", secret => $"sqlcmd -S x -U sa -P {secret} -Q \"SELECT 1\"", " '\""),
        ("sqlcmd quoted", secret => $"sqlcmd -S x -U sa -P\"{secret.Replace("\"", "\"\"", StringComparison.Ordinal)}\" -b", ""),
        ("curl", secret => $"curl -s -u admin:{secret} https://host", " '\""),
        ("net use", secret => $@"net use X: \\server\share {secret} /user:dom\me", " '\"/\\*:"),
        ("sp_password", secret => $"EXEC sp_password 'old', '{secret.Replace("'", "''", StringComparison.Ordinal)}', 'sa'", ""),
        ("SecureString", secret => $"ConvertTo-SecureString '{secret.Replace("'", "''", StringComparison.Ordinal)}' -AsPlainText", ""),
        ("bearer", secret => $"Authorization: Bearer {secret}", ""),
        ("bearer in words", secret => $"sent with Bearer {secret} and refused", " '\",;"),
        ("basic", secret => $"header Authorization: Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret))}", ""),
        ("XML", secret => $"<login><sso:Password type=\"x\">{SecurityElement.Escape(secret)}</sso:Password></login>", ""),
        ("XML attribute", secret => $"<add user=\"a\" password=\"{SecurityElement.Escape(secret)}\" x=\"1\"/>", ""),
        ("YAML", secret => $"user: sa\nsa_password: {secret}\nport: 1", " '\"({[;“"),
        ("environment", secret => $"MSSQL_SA_PASSWORD={secret}", " '\"({[;“"),
        ("in words", secret => $"Login failed: the password is '{secret.Replace("'", "''", StringComparison.Ordinal)}' for sa", ""),
        ("key", secret => $"-----BEGIN RSA PRIVATE KEY-----\n{secret}\n-----END RSA PRIVATE KEY-----", ""),
    ];

    private static JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> FormNames => [.. Forms.Select(form => form.Form)];

    [Theory]
    [InlineData("Server=x;Password=hunter2;Encrypt=True", "Server=x;Password=***;Encrypt=True")]
    [InlineData("pwd = 'it''s; long', then", "pwd = ***, then")]
    [InlineData("CREATE LOGIN a WITH PASSWORD = 'x'", "CREATE LOGIN a WITH PASSWORD = ***")]
    [InlineData("https://acct/c?sv=1&sig=abc%3D&se=2", "https://acct/c?sv=1&sig=***&se=2")]
    [InlineData("https://me:hunter2@host:1433/x", "https://me:***@host:1433/x")]
    [InlineData("{\"user\":\"a\",\"password\":\"it\\\"s\"}", "{\"user\":\"a\",\"password\":\"***\"}")]
    [InlineData("New-X -Password hunter2 -Force", "New-X -Password *** -Force")]
    [InlineData("Password=\"a;b\";Encrypt=True", "Password=\"***\";Encrypt=True")]
    public void Values_of_secrets_do_not_survive_and_the_rest_does(string text, string scrubbed) =>
        Assert.Equal(scrubbed, Secrets.Scrub(text));

    [Theory]
    [InlineData("Login failed for user 'sa'.")]
    [InlineData("The password does not meet the policy. The password is too short, and a password must be given.")]
    [InlineData("Give -SqlCredential (Get-Credential), or set BTSDR_CREDENTIAL_DR_USER and BTSDR_CREDENTIAL_DR_PASSWORD.")]
    [InlineData("Could not load 'X, Version=1.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089'.")]
    [InlineData("Restart the master secret server BTS01; ssoconfig -restoreSecret C:\\secret.bak")]
    [InlineData("See https://learn.microsoft.com:443/sql and tcp://HOST:1433, disaster: none, compass: north.")]
    [InlineData("Unexpected token '}' in expression or statement.")]
    [InlineData("Violation of PRIMARY KEY constraint 'PK_Orders'. Cannot insert duplicate key in object 'dbo.Orders'.")]
    [InlineData("HasPassword: False; IsEncrypted: True")]
    [InlineData("RESTORE LOG [BizTalkMsgBoxDb] FROM DISK = N'\\\\nas\\b\\x.bak' WITH FILE = 1, STOPATMARK = N'BTS_2026'")]
    [InlineData("Step 9: BTS01: Start service 'ENTSSO'")]
    [InlineData("ALTER AUTHORIZATION ON DATABASE::[ContosoOrders] TO [ContosoApp]")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, Secrets.Scrub(text));

    [Theory]
    [MemberData(nameof(FormNames))]
    public void No_secret_survives_whatever_it_is_made_of(string form)
    {
        var (_, write, without) = Forms.Single(each => each.Form == form);
        var middle = Gen.Elements(Nasty.Except(without).ToArray()).ListOf().Select(letters => string.Concat(letters));
        Prop.ForAll(
                middle.ToArbitrary(),
                letters =>
                {
                    var text = write(Begin + letters + End);
                    var scrubbed = Secrets.Scrub(text);
                    if (scrubbed.Contains(Begin, StringComparison.Ordinal) || scrubbed.Contains(End, StringComparison.Ordinal))
                        throw new InvalidOperationException($"{text}\n{scrubbed}");
                    return Secrets.Scrub(scrubbed) == scrubbed
                        ? true
                        : throw new InvalidOperationException($"{scrubbed}\n{Secrets.Scrub(scrubbed)}");
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData("Kennwort")]
    [InlineData("Passwort")]
    [InlineData("mot de passe")]
    [InlineData("contraseña")]
    [InlineData("senha")]
    [InlineData("wachtwoord")]
    [InlineData("lösenord")]
    [InlineData("hasło")]
    [InlineData("heslo")]
    [InlineData("jelszó")]
    [InlineData("şifre")]
    [InlineData("ПАРОЛЬ")]
    [InlineData("パスワード")]
    [InlineData("密码")]
    [InlineData("비밀번호")]
    [InlineData("Zugriffsschlüssel")]
    [InlineData("SharedAccessKey")]
    [InlineData("client_secret")]
    [InlineData("refresh_token")]
    [InlineData("x-api-key")]
    [InlineData("Passphrase")]
    [InlineData("@rmtpassword")]
    [InlineData("OLD_PASSWORD")]
    public void Names_of_secrets_are_known_in_many_languages_and_spellings(string name)
    {
        foreach (
            var text in new[]
            {
                $"{name}=hunter2",
                $"{name}: hunter2",
                $"\"{name}\" : \"hunter2\"",
                $"{name}＝'hunter2'",
                $"x={name}=hunter2;y=1",
            }
        )
            Assert.DoesNotContain("hunter2", Secrets.Scrub(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_secrets_in_one_text_are_all_hidden() =>
        Assert.DoesNotContain(
            "hunter",
            Secrets.Scrub(
                "password='a\\' pwd='hunter2' and -Token hunter3, \"secret\": \"hunter4\" then https://a:hunter5@b and Bearer hunter6"
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void Any_text_is_read_to_its_end_a_long_one_too()
    {
        string[] parts =
        [
            "password",
            "=",
            ":",
            "'",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            " ",
            "\n",
            ";",
            "-",
            "secret",
            "token",
            "://",
            "@",
            "a",
            "<pwd>",
            "</pwd>",
            "***",
        ];
        Prop.ForAll(Gen.Elements(parts).ListOf().Select(some => string.Concat(some)).ToArbitrary(), text => Secrets.Scrub(text) is not null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        foreach (var part in parts)
            Assert.NotNull(Secrets.Scrub(string.Concat(Enumerable.Repeat(part, 3_000))));
    }

    [Fact]
    public void An_error_that_tells_a_secret_somewhere_behind_it_becomes_one_that_does_not_and_keeps_its_name_and_place()
    {
        var error = new BizTalkDRException(
            "ServiceScriptFailed",
            ErrorKind.Operation,
            "It failed.",
            new InvalidOperationException("net use: Password=hunter2")
        )
        {
            Server = "BTS01",
            Remedy = "Try -Password hunter2",
        };
        var bare = Assert.IsType<BizTalkDRException>(Secrets.Scrub(error));
        Assert.Equal(
            ("ServiceScriptFailed", "BTS01", "It failed.", "Try -Password ***"),
            (bare.ErrorId, bare.Server, bare.Message, bare.Remedy)
        );
        Assert.DoesNotContain("hunter2", bare.ToString(), StringComparison.Ordinal);
        var plain = new OperationCanceledException("stopped");
        Assert.Same(plain, Secrets.Scrub(plain));
    }
}
