using BizTalkDR.Errors;

namespace BizTalkDR.Logins.Saved;

/// <summary>What is said of files of logins that can't be used.</summary>
internal static class LoginFileErrors
{
    private const string MakeAnew = "Make it again: Export-BtsLogin.";

    public static BizTalkDRException NotFound(string path) =>
        new("LoginFileNotFound", ErrorKind.NotFound, $"There is no file of logins '{path}'.")
        {
            Remedy = "Check the path; Export-BtsLogin writes such a file.",
        };

    public static BizTalkDRException OtherKind(string path, string why) =>
        new("NotALoginFile", ErrorKind.Configuration, $"'{path}' is not a file of logins: it {why}.")
        {
            Remedy = "Name a file that Export-BtsLogin wrote.",
        };

    public static BizTalkDRException Version(string path, string version, string? maker) =>
        new(
            "LoginFileVersion",
            ErrorKind.Configuration,
            $"'{path}' has schema version {version}{(maker is null ? "" : $" (made by BizTalkDR {maker})")}; this module reads version {LoginFile.SchemaVersion} only."
        )
        {
            Remedy = MakeAnew,
        };

    /// <param name="path">The file.</param>
    /// <param name="why">What is wrong; never a value of the file, which may be a hash.</param>
    public static BizTalkDRException Damaged(string path, string why) =>
        new("LoginFileDamaged", ErrorKind.Configuration, $"The file of logins '{path}' is damaged: {why}") { Remedy = MakeAnew };

    public static BizTalkDRException NotPrivate(string path, string why, string remedy) =>
        new(
            "LoginFileNotPrivate",
            ErrorKind.Permission,
            $"The file of logins '{path}' is not used: it {why}. Who can change it decides who may do what on the instances."
        )
        {
            Remedy = remedy,
        };

    public static BizTalkDRException NotKept(string path, string why) =>
        new(
            "LoginFileNotPrivate",
            ErrorKind.Permission,
            $"A file of logins at '{path}' could not be kept from others: it {why}. It holds password hashes and was not left there."
        )
        {
            Remedy = "Give a path in a folder whose file system keeps permissions, such as one below your home folder.",
        };

    public static BizTalkDRException NotReadable(string path, Exception cause) =>
        new("LoginFileNotReadable", ErrorKind.Permission, $"The file of logins '{path}' can't be read: {cause.Message}", cause)
        {
            Remedy = "Check that this account may read the file and that nobody holds it open.",
        };

    public static BizTalkDRException NotWritable(string path, Exception? cause) =>
        new(
            "LoginFileNotWritable",
            ErrorKind.Configuration,
            cause is null
                ? $"'{path}' is a folder; the logins need the name of a file in it."
                : $"The logins can't be written to '{path}': {cause.Message}",
            cause
        )
        {
            Remedy = "Name a file in a folder that exists and that this account may write to.",
        };
}
