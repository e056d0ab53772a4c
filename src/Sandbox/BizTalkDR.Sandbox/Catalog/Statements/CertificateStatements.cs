using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Catalog.Statements;

/// <summary>
/// CREATE, BACKUP and DROP CERTIFICATE in master, and its master key. Files of certificates are of this sandbox's own making: its instances read
/// each other's, and passwords are not looked at.
/// </summary>
internal static class CertificateStatements
{
    private const string Magic = "BizTalkDR sandbox certificate";

    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<CreateMasterKeyStatement>((context, _) => CheckMaster(context));
        handlers.Add<CreateCertificateStatement>(Create);
        handlers.Add<BackupCertificateStatement>(Backup);
        handlers.Add<DropCertificateStatement>(Drop);
    }

    private static void Create(StatementContext context, CreateCertificateStatement statement)
    {
        CheckMaster(context);
        var name = statement.Name.Value;
        if (statement.CertificateSource is not FileEncryptionSource source)
        {
            var subject = statement.CertificateOptions.FirstOrDefault(option => option.Kind == CertificateOptionKinds.Subject)?.Value.Value;
            context.Instance.Certificates.Add(name, subject ?? "");
            return;
        }
        var lines = File.ReadAllLines(PathOf(context, source.File.Value, mustExist: true));
        if (lines is not [Magic, var written, var thumbprint])
            throw MessageCatalog.Error(15208);
        context.Instance.Certificates.Add(name, written, Convert.FromHexString(thumbprint));
    }

    private static void Backup(StatementContext context, BackupCertificateStatement statement)
    {
        CheckMaster(context);
        var certificate =
            context.Instance.Certificates.Find(statement.Name.Value)
            ?? throw MessageCatalog.Error(15151, "find", "certificate", statement.Name.Value);
        File.WriteAllLines(
            PathOf(context, statement.File.Value, mustExist: false),
            [Magic, certificate.Subject, Convert.ToHexString(certificate.Thumbprint)]
        );
    }

    private static void Drop(StatementContext context, DropCertificateStatement statement)
    {
        CheckMaster(context);
        if (!context.Instance.Certificates.Remove(statement.Name.Value) && !statement.IsIfExists)
            throw MessageCatalog.Error(15151, "drop", "certificate", statement.Name.Value);
    }

    private static string PathOf(StatementContext context, string name, bool mustExist)
    {
        var files = context.Instance.Host.Files;
        var error = mustExist
            ? files.FindFile(context.Instance.ComputerName, name, out var path)
            : files.FindFolderOf(context.Instance.ComputerName, name, out path);
        return error == WindowsError.None ? path : throw MessageCatalog.Error(15208);
    }

    private static void CheckMaster(StatementContext context)
    {
        Permissions.CheckAdministrator(context.Session, "CONTROL SERVER");
        if (!context.Database.Name.SameAs("master"))
            throw MessageCatalog.Error(40517, $"CERTIFICATE in {context.Database.Name}");
    }
}
