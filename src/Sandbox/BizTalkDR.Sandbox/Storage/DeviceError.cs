using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>What goes wrong with backup files, as the message SQL Server sends.</summary>
internal static class DeviceError
{
    /// <summary>3201: the device can't be opened.</summary>
    internal static SqlServerException CannotOpen(string device, int windowsError) =>
        MessageCatalog.Error(3201, device, WindowsError.Describe(windowsError));

    /// <summary>The message for what reading a backup file threw.</summary>
    internal static SqlServerException From(Exception cause, string device, Database? database = null, int position = 1, int given = 1) =>
        cause switch
        {
            BackupMediaException media => new SqlServerException(Describe(media, device, database, position, given)),
            FileNotFoundException => CannotOpen(device, WindowsError.FileNotFound),
            UnauthorizedAccessException => CannotOpen(device, WindowsError.AccessDenied),
            InvalidDataException => MessageCatalog.Error(3183, 1, 0, database?.Name ?? ""),
            _ => MessageCatalog.Error(3203, device, WindowsError.Describe(WindowsError.IoDevice)),
        };

    /// <summary>The error of a planted fault: its own number, or the usual one of the place where it strikes.</summary>
    internal static SqlServerException From(Fault fault, int usual, string device)
    {
        var number = fault.ErrorNumber == 0 ? usual : fault.ErrorNumber;
        var cause = WindowsError.Describe(number == 3201 ? WindowsError.AccessDenied : WindowsError.IoDevice);
        return number is 3183 ? MessageCatalog.Error(number, 1, 0, fault.Subject ?? "") : MessageCatalog.Error(number, device, cause);
    }

    private static SqlMessage Describe(BackupMediaException cause, string device, Database? database, int position, int given) =>
        cause.Reason switch
        {
            BackupMediaError.MissingFamily => MessageCatalog.Message(3132, FamilyCount(cause), given),
            BackupMediaError.MixedMedia => MessageCatalog.Message(3258, device),
            BackupMediaError.NoSuchSet => MessageCatalog.Message(4038, position, device),
            BackupMediaError.DamagedSet => MessageCatalog.Message(3256, device),
            BackupMediaError.PayloadDamaged => MessageCatalog.Message(3183, 1, 0, database?.Name ?? ""),
            BackupMediaError.Damaged => MessageCatalog.Message(3242, device),
            BackupMediaError.Truncated => MessageCatalog.Message(3203, device, WindowsError.Describe(WindowsError.HandleEof)),
            BackupMediaError.Unsupported or BackupMediaError.Encrypted => MessageCatalog.Message(3255, device),
            _ => MessageCatalog.MessageWithState(3241, 0, device),
        };

    private static string FamilyCount(BackupMediaException cause) =>
        new([.. cause.Message.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit)]);
}
