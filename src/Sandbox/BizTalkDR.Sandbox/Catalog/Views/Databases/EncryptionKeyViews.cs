using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Databases;

/// <summary>sys.dm_database_encryption_keys: of databases that are open; one that is being restored has not told its key yet.</summary>
internal static class EncryptionKeyViews
{
    internal static SystemView View() => new ViewOf<Database>(
            "sys.dm_database_encryption_keys",
            (session, _) =>
            {
                Permissions.CheckServer(session, "VIEW SERVER STATE");
                return session.Instance.Databases.Where(database =>
                    database is { State: DatabaseState.Online, Options.EncryptorThumbprint: not null }
                );
            }
        ).Column("database_id int", database => database.Id).Column("encryption_state int", database => database.Options.IsEncrypted ? 3 : 1).Columns("create_date datetime, regenerate_date datetime, modify_date datetime, set_date datetime, opened_date datetime").Column("key_algorithm nvarchar(32)", database => database.Options.EncryptionAlgorithm!.Split('_')[0]).Column("key_length int", database => database.Options.EncryptionAlgorithm is "AES_256" ? 256 : 128).Column("encryptor_thumbprint varbinary(20)", database => Convert.FromHexString(database.Options.EncryptorThumbprint!)).Columns("encryptor_type nvarchar(32) = CERTIFICATE, percent_complete real = 0").Column("encryption_state_desc nvarchar(32)", database => database.Options.IsEncrypted ? "ENCRYPTED" : "UNENCRYPTED").Columns("encryption_scan_state int = 4, encryption_scan_state_desc nvarchar(32) = COMPLETE, encryption_scan_modify_date datetime").Build();
}
