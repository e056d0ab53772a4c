using BizTalkDR.BackupMedia;

namespace BizTalkDR.Backups.Files;

/// <summary>One backup file as it was read: its media header and the headers of its sets; or why it could not be read.</summary>
internal sealed record MediaFile
{
    public required string Path { get; init; }

    public MediaHeader? Media { get; init; }

    public IReadOnlyList<BackupSetHeader> Sets { get; init; } = [];

    /// <summary>Why it could not be read, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the file is no backup at all: then it matters only where it was named, or is called like one.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether a backup it is, but of a kind that only SQL Server reads.</summary>
    public bool IsUnsupported { get; init; }

    /// <summary>Reads a file; failures become part of the result.</summary>
    public static MediaFile Read(string path)
    {
        try
        {
            using var reader = BackupMediaReader.Open(path);
            return new MediaFile
            {
                Path = path,
                Media = reader.Media,
                Sets = [.. reader.Sets],
            };
        }
        catch (BackupMediaException exception)
        {
            return new MediaFile
            {
                Path = path,
                Failure = exception.Message,
                IsForeign = exception.Reason == BackupMediaError.NotBackupMedia,
                IsUnsupported = exception.Reason == BackupMediaError.Unsupported,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new MediaFile { Path = path, Failure = exception.Message };
        }
    }
}
