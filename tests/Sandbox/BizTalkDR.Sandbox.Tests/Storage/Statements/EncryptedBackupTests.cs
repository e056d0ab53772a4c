namespace BizTalkDR.Sandbox.Tests.Storage.Statements;

/// <summary>A backup WITH ENCRYPTION restores where its certificate is, and nowhere else.</summary>
public sealed class EncryptedBackupTests : StatementFixture
{
    private const string Key = @"N'\\FILES\Backup\key.cer'";
    private const string Backup = @"\\FILES\Backup\e.bak";

    public EncryptedBackupTests()
    {
        Run("CREATE DATABASE Orders");
        Run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Mas!ter4711'");
        Run("CREATE CERTIFICATE BackupKey WITH SUBJECT = 'Backups'");
        Run($"BACKUP CERTIFICATE BackupKey TO FILE = {Key} WITH PRIVATE KEY (FILE = N'key.pvk', ENCRYPTION BY PASSWORD = 'Pri!vate4711')");
        Run($"BACKUP DATABASE Orders TO DISK = N'{Backup}' WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = BackupKey)");
    }

    [Theory]
    [InlineData("RESTORE HEADERONLY FROM DISK = N'{0}'")]
    [InlineData("RESTORE FILELISTONLY FROM DISK = N'{0}'")]
    [InlineData("RESTORE VERIFYONLY FROM DISK = N'{0}'")]
    [InlineData("RESTORE DATABASE Orders FROM DISK = N'{0}' WITH NORECOVERY")]
    public void Without_the_certificate_every_restore_is_33111_and_with_it_none_is(string restore)
    {
        var statement = string.Format(System.Globalization.CultureInfo.InvariantCulture, restore, Backup);
        Assert.Equal([33111, 3013], Errors(statement, "SQL2"));

        Run($"CREATE CERTIFICATE BackupKey FROM FILE = {Key}", "SQL2");
        Run(statement, "SQL2");
    }

    [Fact]
    public void Certificates_that_are_not_there_and_names_that_are_taken_are_refused()
    {
        Assert.Equal(
            15151,
            Errors($"BACKUP DATABASE Orders TO DISK = N'{Backup}2' WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = Gone)")
                .First()
        );
        Assert.Equal(15232, Errors("CREATE CERTIFICATE BackupKey WITH SUBJECT = 'Again'").First());
        Assert.Equal(15208, Errors(@"CREATE CERTIFICATE Other FROM FILE = N'\\FILES\Backup\none.cer'").First());
        Run("DROP CERTIFICATE BackupKey");
        Assert.Equal(15151, Errors("DROP CERTIFICATE BackupKey").First());
    }
}
