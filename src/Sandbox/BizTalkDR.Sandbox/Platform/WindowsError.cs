using System.Globalization;

namespace BizTalkDR.Sandbox.Platform;

/// <summary>The operating system errors that SQL Server quotes in its messages, as Windows numbers and words them.</summary>
internal static class WindowsError
{
    internal const int None = 0;
    internal const int FileNotFound = 2;
    internal const int PathNotFound = 3;
    internal const int AccessDenied = 5;
    internal const int NotReady = 21;
    internal const int SharingViolation = 32;
    internal const int HandleEof = 38;
    internal const int NotSupported = 50;
    internal const int BadNetworkPath = 53;
    internal const int NetworkNameDeleted = 64;
    internal const int BadNetworkName = 67;
    internal const int DiskFull = 112;
    internal const int InvalidName = 123;
    internal const int IoDevice = 1117;

    private static readonly Dictionary<int, string> Texts = new()
    {
        [FileNotFound] = "The system cannot find the file specified.",
        [PathNotFound] = "The system cannot find the path specified.",
        [AccessDenied] = "Access is denied.",
        [NotReady] = "The device is not ready.",
        [SharingViolation] = "The process cannot access the file because it is being used by another process.",
        [HandleEof] = "Reached the end of the file.",
        [NotSupported] = "The request is not supported.",
        [BadNetworkPath] = "The network path was not found.",
        [NetworkNameDeleted] = "The specified network name is no longer available.",
        [BadNetworkName] = "The network name cannot be found.",
        [DiskFull] = "There is not enough space on the disk.",
        [InvalidName] = "The filename, directory name, or volume label syntax is incorrect.",
        [IoDevice] = "The request could not be performed because of an I/O device error.",
    };

    /// <summary>The error as messages show it: 3(The system cannot find the path specified.).</summary>
    internal static string Describe(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}({Texts.GetValueOrDefault(number, "error not found")})");
}
