using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>sys.certificates: those of master; other databases have none.</summary>
internal static class CertificateViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            new ViewOf<ServerCertificate>(
                "sys.certificates",
                (session, database) => database.Name.SameAs("master") ? session.Instance.Certificates.All : []
            )
                .Column("name sysname", row => row.Name)
                .Column("certificate_id int", row => row.Id)
                .Column("principal_id int", _ => 1)
                .Column("pvt_key_encryption_type char(2)", _ => "MK")
                .Column("pvt_key_encryption_type_desc nvarchar(60)", _ => "ENCRYPTED_BY_MASTER_KEY")
                .Column("is_active_for_begin_dialog bit", _ => true)
                .Column("issuer_name nvarchar(884)", row => row.Subject)
                .Column("cert_serial_number nvarchar(128)", _ => null)
                .Column("sid varbinary(85)", _ => null)
                .Column("string_sid nvarchar(128)", _ => null)
                .Column("subject nvarchar(4000)", row => row.Subject)
                .Column("expiry_date datetime", _ => null)
                .Column("start_date datetime", _ => null)
                .Column("thumbprint varbinary(32)", row => row.Thumbprint)
                .Column("attested_by nvarchar(260)", _ => null)
                .Column("pvt_key_last_backup_date datetime", _ => null)
                .Column("key_length int", _ => 2048)
                .Build(),
        ];
}
