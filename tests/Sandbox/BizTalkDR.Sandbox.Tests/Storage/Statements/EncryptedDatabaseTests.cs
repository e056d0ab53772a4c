namespace BizTalkDR.Sandbox.Tests.Storage.Statements;

/// <summary>A database under transparent data encryption restores where the certificate is that protects its key; its headers are in clear.</summary>
public sealed class EncryptedDatabaseTests : StatementFixture
{
    private const string Certificate = @"N'\\FILES\Backup\tde.cer'";
    private const string Backup = @"\\FILES\Backup\t.bak";

    public EncryptedDatabaseTests()
    {
        Run("CREATE DATABASE Orders");
        Run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Mas!ter4711'");
        Run("CREATE CERTIFICATE TdeKey WITH SUBJECT = 'TDE'");
        Run(
            $"BACKUP CERTIFICATE TdeKey TO FILE = {Certificate} WITH PRIVATE KEY (FILE = N'tde.pvk', ENCRYPTION BY PASSWORD = 'Pri!vate4711')"
        );
    }

    [Theory]
    [InlineData("RESTORE FILELISTONLY FROM DISK = N'{0}'")]
    [InlineData("RESTORE VERIFYONLY FROM DISK = N'{0}'")]
    [InlineData("RESTORE DATABASE Orders FROM DISK = N'{0}' WITH NORECOVERY")]
    public void Without_the_certificate_a_restore_is_33111_and_with_it_none_is(string restore)
    {
        Encrypt();
        Run($"BACKUP DATABASE Orders TO DISK = N'{Backup}'");
        var statement = string.Format(System.Globalization.CultureInfo.InvariantCulture, restore, Backup);

        Assert.Equal([33111, 3013], Errors(statement, "SQL2"));
        Run($"RESTORE HEADERONLY FROM DISK = N'{Backup}'", "SQL2");
        Run($"CREATE CERTIFICATE TdeKey FROM FILE = {Certificate}", "SQL2");
        Run(statement, "SQL2");
    }

    [Fact]
    public void The_key_and_the_state_are_told_by_the_views_and_go_along_with_a_restore()
    {
        const string keys =
            "SELECT key_algorithm, key_length, encryption_state FROM sys.dm_database_encryption_keys WHERE database_id = DB_ID('Orders')";
        Encrypt();
        Run($"BACKUP DATABASE Orders TO DISK = N'{Backup}'");
        Run($"CREATE CERTIFICATE TdeKey FROM FILE = {Certificate}", "SQL2");
        Run($"RESTORE DATABASE Orders FROM DISK = N'{Backup}'", "SQL2");

        Assert.Equal(["AES", 256, 3], Assert.Single(Run(keys).Rows));
        Assert.Equal(["AES", 256, 3], Assert.Single(Run(keys, "SQL2").Rows));
        Assert.Equal(true, Run("SELECT is_encrypted FROM sys.databases WHERE name = 'Orders'", "SQL2").Scalar);
    }

    [Fact]
    public void A_key_is_needed_first_made_once_and_kept_while_it_is_used()
    {
        Run("USE master");
        Assert.Equal(33106, Errors("ALTER DATABASE Orders SET ENCRYPTION ON").First());
        Assert.Equal(
            15151,
            Errors("USE Orders; CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE Gone").First()
        );
        Encrypt();
        Assert.Equal(
            33103,
            Errors("USE Orders; CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TdeKey").First()
        );
        Assert.Equal(33105, Errors("USE Orders; DROP DATABASE ENCRYPTION KEY").First());
        Run("ALTER DATABASE Orders SET ENCRYPTION OFF");
        Run("USE Orders; DROP DATABASE ENCRYPTION KEY");
    }

    private void Encrypt()
    {
        Run("USE Orders; CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TdeKey");
        Run("ALTER DATABASE Orders SET ENCRYPTION ON; USE master");
    }
}
