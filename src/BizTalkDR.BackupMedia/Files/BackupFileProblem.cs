namespace BizTalkDR.BackupMedia.Files;

/// <summary>Why nothing could be read in a file, or behind some place in it.</summary>
/// <param name="Reason">The sentence for people.</param>
/// <param name="IsDamage">Whether the file can't be used as a backup; false when only reading it without SQL Server is impossible.</param>
/// <param name="IsEncrypted">Whether it is encrypted, if known.</param>
/// <param name="IsCompressed">Whether it is compressed, if known.</param>
internal sealed record BackupFileProblem(string Reason, bool IsDamage = true, bool? IsEncrypted = null, bool? IsCompressed = null)
{
    // Windows: in use by somebody else, or the network is at fault.
    private static readonly int[] OutOfReach = [32, 33, 53, 59, 64, 65, 67, 121, 1231, 1232];

    public static BackupFileProblem From(Exception failure) =>
        failure switch
        {
            BackupMediaException { Reason: BackupMediaError.Encrypted } e => new(e.Message, IsDamage: false, IsEncrypted: true),
            BackupMediaException { Reason: BackupMediaError.Unsupported } e => new(
                e.Message,
                IsDamage: false,
                IsEncrypted: false,
                IsCompressed: true
            ),
            BackupMediaException e => new(e.Message),
            FileNotFoundException or DirectoryNotFoundException => new("The file is not there: it was deleted or moved."),
            UnauthorizedAccessException => new("Access to the file is denied.", IsDamage: false),
            IOException when OutOfReach.Contains(failure.HResult & 0xFFFF) => new(
                $"The file can't be reached: {failure.Message}",
                IsDamage: false
            ),
            _ => new($"The file can't be read: {failure.Message}"),
        };

    public static BackupFileProblem OfFolder(Exception failure) => new($"The folder can't be listed: {failure.Message}");

    /// <summary>Whether an exception tells of the file, and not of a mistake in the program.</summary>
    public static bool IsOfTheFile(Exception failure) =>
        failure
            is BackupMediaException
                or IOException
                or UnauthorizedAccessException
                or System.Security.SecurityException
                or NotSupportedException;
}
