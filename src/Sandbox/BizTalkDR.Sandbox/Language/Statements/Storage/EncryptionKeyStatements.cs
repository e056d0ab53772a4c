using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Logging;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>CREATE and DROP DATABASE ENCRYPTION KEY: transparent data encryption, by a certificate of master.</summary>
internal static class EncryptionKeyStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<CreateDatabaseEncryptionKeyStatement>(Create);
        handlers.Add<DropDatabaseEncryptionKeyStatement>(Drop);
    }

    /// <summary>Throws 33103 where there is a key, 15151 for a certificate that is not there.</summary>
    private static void Create(StatementContext context, CreateDatabaseEncryptionKeyStatement statement)
    {
        var options = context.Database.Options;
        if (options.EncryptorThumbprint is not null)
            throw MessageCatalog.Error(33103);
        if (statement.Encryptor is not { CryptoMechanismType: CryptoMechanismType.Certificate, Identifier.Value: var name })
            throw MessageCatalog.Error(40517, "DATABASE ENCRYPTION KEY by an asymmetric key");
        var certificate = context.Instance.Certificates.Find(name) ?? throw MessageCatalog.Error(15151, "find", "certificate", name);
        context.Database.Write(
            new OptionsRecord(
                options with
                {
                    EncryptionAlgorithm = Algorithm(statement.Algorithm),
                    EncryptorThumbprint = Convert.ToHexString(certificate.Thumbprint),
                }
            )
        );
    }

    /// <summary>Throws 33105 while the database is encrypted with it.</summary>
    private static void Drop(StatementContext context, DropDatabaseEncryptionKeyStatement statement)
    {
        var options = context.Database.Options;
        if (options.IsEncrypted)
            throw MessageCatalog.Error(33105);
        context.Database.Write(new OptionsRecord(options with { EncryptionAlgorithm = null, EncryptorThumbprint = null }));
    }

    private static string Algorithm(DatabaseEncryptionKeyAlgorithm algorithm) =>
        algorithm switch
        {
            DatabaseEncryptionKeyAlgorithm.Aes128 => "AES_128",
            DatabaseEncryptionKeyAlgorithm.Aes192 => "AES_192",
            DatabaseEncryptionKeyAlgorithm.TripleDes3Key => "TRIPLE_DES_3KEY",
            _ => "AES_256",
        };
}
