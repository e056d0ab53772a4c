using BizTalkDR.BackupMedia.Files;
#if NETFRAMEWORK
using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BizTalkDR.BackupMedia.Files;

/// <summary>Opens and lists by the functions of Windows, for paths that .NET Framework refuses.</summary>
internal static class LongFile
{
    private const uint GenericRead = 0x80000000;
    private const uint OpenExisting = 3;
    private const uint NoAttributes = 0xFFFFFFFF;
    private const int FileNotFound = 2;
    private const int PathNotFound = 3;
    private const int AccessDenied = 5;
    private const int NoMoreFiles = 18;

    public static SafeFileHandle Open(string path)
    {
        var handle = CreateFile(
            LongPath.Extend(path),
            GenericRead,
            FileShare.ReadWrite | FileShare.Delete,
            IntPtr.Zero,
            OpenExisting,
            0,
            IntPtr.Zero
        );
        return handle.IsInvalid ? throw Failure(path) : handle;
    }

    public static IEnumerable<FolderEntry> List(string folder)
    {
        using var search = FindFirstFile(LongPath.Extend(folder).TrimEnd('\\') + @"\*", out var found);
        if (search.IsInvalid)
            throw Failure(folder);
        do
        {
            if (found.FileName is not ("." or ".."))
                yield return new FolderEntry(
                    folder.TrimEnd('\\') + '\\' + found.FileName,
                    (found.Attributes & FileAttributes.Directory) != 0,
                    (found.Attributes & FileAttributes.ReparsePoint) != 0
                );
        } while (FindNextFile(search, out found));
        if (Marshal.GetLastWin32Error() is not NoMoreFiles)
            throw Failure(folder);
    }

    public static bool IsFolder(string path) => Attributes(path) is { } attributes && (attributes & FileAttributes.Directory) != 0;

    public static bool IsFile(string path) => Attributes(path) is { } attributes && (attributes & FileAttributes.Directory) == 0;

    private static FileAttributes? Attributes(string path)
    {
        var attributes = GetFileAttributes(LongPath.Extend(path));
        return attributes == NoAttributes ? null : (FileAttributes)attributes;
    }

    private static Exception Failure(string path)
    {
        var error = Marshal.GetLastWin32Error();
        var text = $"{path}: {new Win32Exception(error).Message}";
        return error switch
        {
            FileNotFound => new FileNotFoundException(text, path),
            PathNotFound => new DirectoryNotFoundException(text),
            AccessDenied => new UnauthorizedAccessException(text),
            _ => new IOException(text),
        };
    }

    [DllImport("kernel32.dll", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    private static extern SafeFileHandle CreateFile(
        string name,
        uint access,
        FileShare share,
        IntPtr security,
        uint creation,
        uint flags,
        IntPtr template
    );

    [DllImport("kernel32.dll", EntryPoint = "GetFileAttributesW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    private static extern uint GetFileAttributes(string name);

    [DllImport("kernel32.dll", EntryPoint = "FindFirstFileW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    private static extern SearchHandle FindFirstFile(string pattern, out FoundFile found);

    [DllImport("kernel32.dll", EntryPoint = "FindNextFileW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool FindNextFile(SearchHandle search, out FoundFile found);

    [DllImport("kernel32.dll", ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool FindClose(IntPtr search);

    /// <summary>A search of FindFirstFile.</summary>
    private sealed class SearchHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        private SearchHandle()
            : base(ownsHandle: true) { }

        protected override bool ReleaseHandle() => FindClose(handle);
    }

    /// <summary>WIN32_FIND_DATAW.</summary>
    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    private struct FoundFile
    {
        public FileAttributes Attributes;
        public long Created;
        public long Accessed;
        public long Written;
        public uint SizeHigh;
        public uint SizeLow;
        public uint Reserved0;
        public uint Reserved1;

        [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 260)]
        public string FileName;

        [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 14)]
        public string ShortName;
    }
}
#endif
