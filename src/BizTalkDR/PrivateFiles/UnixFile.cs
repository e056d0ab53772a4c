using System.Runtime.InteropServices;
using System.Text;

namespace BizTalkDR.PrivateFiles;

/// <summary>Whose a file is and who may write to it, as Linux says (statx(2), the same in memory on every processor); what .NET does not tell.</summary>
internal static class UnixFile
{
    private const int CurrentFolder = -100;
    private const int NotTheTarget = 0x100;
    private const uint BasicFields = 0x7ff;
    private const int LinksAt = 16;
    private const int OwnerAt = 20;
    private const int ModeAt = 28;

    /// <summary>S_IFMT and S_IFREG.</summary>
    private const int KindMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>S_IWUSR; S_IWGRP with S_IWOTH; S_IRGRP with S_IROTH.</summary>
    private const int OwnerWrites = 0x80;
    private const int OthersWrite = 0x12;
    private const int OthersRead = 0x24;

    /// <summary>What a file says; null where the system has no statx (macOS).</summary>
    public static UnixFileState? Find(string path)
    {
        var buffer = new byte[256];
        try
        {
            if (statx(CurrentFolder, Encoding.UTF8.GetBytes(path + "\0"), NotTheTarget, BasicFields, buffer) != 0)
                return null;
            var mode = BitConverter.ToUInt16(buffer, ModeAt);
            return new UnixFileState(
                (mode & KindMask) == Regular,
                BitConverter.ToUInt32(buffer, OwnerAt) == geteuid(),
                (mode & OwnerWrites) != 0,
                (mode & OthersWrite) != 0,
                (mode & OthersRead) != 0,
                BitConverter.ToUInt32(buffer, LinksAt) > 1
            );
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}

/// <summary>What Linux says of a file.</summary>
/// <param name="IsRegular">Whether it is a file: no device, no pipe, no link.</param>
/// <param name="IsMine">Whether it belongs to who runs this.</param>
/// <param name="OwnerWrites">Whether its owner may write to it.</param>
/// <param name="OthersWrite">Whether its group or everyone may.</param>
/// <param name="OthersRead">Whether its group or everyone may read it.</param>
/// <param name="HasOtherNames">Whether it has other names too (hard links).</param>
internal sealed record UnixFileState(bool IsRegular, bool IsMine, bool OwnerWrites, bool OthersWrite, bool OthersRead, bool HasOtherNames);
