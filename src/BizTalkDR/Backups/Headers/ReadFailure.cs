using System.Globalization;
using System.Text.RegularExpressions;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.Headers;

/// <summary>
/// Why an instance could not read a backup, told apart by SQL Server's message: only some of them are the file's fault. A missing right, a missing
/// certificate or a format that the instance does not know says nothing about the file.
/// </summary>
/// <param name="Kind">What sort of failure it is.</param>
/// <param name="Number">SQL Server's message number.</param>
/// <param name="Reason">The reason, in a sentence.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record ReadFailure(BackupContradictionKind Kind, int Number, string Reason, string Remedy)
{
    private static readonly Regex OperatingSystemError = new(@"(?<number>\d+)\s*\(", RegexOptions.CultureInvariant);

    /// <summary>
    /// Whether the backup can't be restored from where it lies, so that its row must not be planned with; else only this login can't read it, or
    /// something on the instance is missing that can be brought there.
    /// </summary>
    public bool IsOfTheFile =>
        (Kind == BackupContradictionKind.AccessDenied && Number is SqlMessages.CannotOpenDevice or SqlMessages.CannotReadDevice)
        || Kind
            is BackupContradictionKind.RowWithoutFile
                or BackupContradictionKind.MissingStripe
                or BackupContradictionKind.OtherBackupInFile
                or BackupContradictionKind.DamagedFile;

    /// <summary>Judges the failure of a RESTORE statement.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="instance">The instance, for the sentence.</param>
    /// <param name="isNewer">Whether a newer major version than the instance's is known to have taken the backup.</param>
    public static ReadFailure Of(SqlException exception, string instance, bool isNewer)
    {
        // The first message is the cause; 3013 after it only says that the statement ended.
        var cause = exception
            .Errors.Cast<SqlError>()
            .FirstOrDefault(error => error.Class > 10 && error.Number != SqlMessages.TerminatingAbnormally);
        var (number, text) = cause is null ? (exception.Number, exception.Message) : (cause.Number, cause.Message);
        var kind = KindOf(number, text, isNewer);
        return new ReadFailure(kind, number, $"{instance} can't read it: {text} (message {number})", RemedyOf(kind, instance));
    }

    // Errors 3000 to 3999 and 31000 to 41399 of Microsoft's list.
    private static BackupContradictionKind KindOf(int number, string text, bool isNewer) =>
        number switch
        {
            SqlMessages.CannotOpenDevice or SqlMessages.CannotReadDevice => OfDevice(number, text),
            SqlMessages.FamiliesMissing => BackupContradictionKind.MissingStripe,
            SqlMessages.ObjectPermissionDenied or SqlMessages.PermissionDenied or 300 or 916 or SqlMessages.RestorePermissionDenied =>
                BackupContradictionKind.AccessDenied,
            SqlMessages.CertificateMissing or SqlMessages.CertificateWithoutPrivateKey or SqlMessages.MasterKeyClosed =>
                BackupContradictionKind.CertificateMissing,
            SqlMessages.NewerVersion or 3239 or 3243 or SqlMessages.OtherVersionsFormat or 3269 or SqlMessages.PasswordNeeded =>
                BackupContradictionKind.NotDecodable,
            // An older version calls incorrectly formed what a newer one has written, too.
            3241 when isNewer => BackupContradictionKind.NotDecodable,
            3227 or 3231 or 3258 => BackupContradictionKind.OtherBackupInFile,
            3143 or 3182 or 3183 or 3186 or 3189 or 3208 or 3241 or 3242 or 3254 or 3256 or 3266 => BackupContradictionKind.DamagedFile,
            _ => BackupContradictionKind.NotRead,
        };

    // The operating system's error stands in the message: 2, 3, 53, 67 say that nothing is there, 23 and 1117 that the medium is broken.
    private static BackupContradictionKind OfDevice(int number, string text)
    {
        var match = OperatingSystemError.Match(text);
        var error = match.Success ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 0;
        return error switch
        {
            2 or 3 or 53 or 67 => BackupContradictionKind.RowWithoutFile,
            5 or 19 or 65 or 86 or 1314 or 1326 or 1331 => BackupContradictionKind.AccessDenied,
            23 or 38 or 1117 => BackupContradictionKind.DamagedFile,
            0 when number == SqlMessages.CannotOpenDevice => BackupContradictionKind.RowWithoutFile,
            0 => BackupContradictionKind.DamagedFile,
            _ => BackupContradictionKind.NotRead,
        };
    }

    private static string RemedyOf(BackupContradictionKind kind, string instance) =>
        kind switch
        {
            BackupContradictionKind.RowWithoutFile =>
                "Bring the file back, let the instance's account read it, or give the folder it was moved to with -BackupPath.",
            BackupContradictionKind.AccessDenied =>
                $"Nothing is said of the file. On {instance}, RESTORE needs a login with CREATE ANY DATABASE (or sysadmin), and the service account must be allowed to read the file.",
            BackupContradictionKind.CertificateMissing =>
                $"Nothing is said of the file. Restore the certificate with its private key in master of {instance} (CREATE CERTIFICATE ... FROM FILE ... WITH PRIVATE KEY), from the server that took the backup.",
            BackupContradictionKind.NotDecodable =>
                $"Nothing is said of the file. {instance} does not know what it is written with: restore it on an instance of the version that took the backup, or a newer one.",
            BackupContradictionKind.NotRead => "Nothing is said of the file. Remove the cause and try again.",
            _ => "Look for the right file or another copy of it, or restore to a mark that does not need it.",
        };
}
