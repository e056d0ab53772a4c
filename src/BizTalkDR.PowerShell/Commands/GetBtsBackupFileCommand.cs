using System.Diagnostics;
using System.Management.Automation;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Output;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Reads the headers of SQL Server backup files, without SQL Server.</summary>
[Cmdlet(VerbsCommon.Get, "BtsBackupFile", DefaultParameterSetName = PathSet)]
[OutputType(typeof(BackupFileHeader))]
public sealed class GetBtsBackupFileCommand : BtsCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private readonly HashSet<string> seen = new(
        System.IO.Path.DirectorySeparatorChar == '\\' ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal
    );
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan nextShown = WaitingProgress.Patience;
    private BackupFileReader? reader;

    /// <summary>Files, folders and shares; wildcards are understood.</summary>
    [Parameter(
        ParameterSetName = PathSet,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files, folders and shares by their exact names.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Whether the folders in a folder are searched too.</summary>
    [Parameter]
    [Alias("s")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>A pattern that the name of a file must match.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Filter { get; set; }

    /// <summary>Patterns of which the name of a file must match one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Include { get; set; }

    /// <summary>Patterns of which the name of a file must match none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Exclude { get; set; }

    /// <summary>How many files are read at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    private protected override void Begin() => reader = new BackupFileReader(ThrottleLimit, Cancellation);

    private protected override void Process()
    {
        var search = new BackupFileSearch(Recurse.IsPresent, IsWanted, Cancellation);
        var exact = LiteralPath.SelectMany(path => EachOf(path, () => [Runtime.ResolvePath(path)]));
        foreach (var path in exact.Concat(Path.SelectMany(path => EachOf(path, () => Resolve(path)))))
        {
            var files = search.Find(path).Where(file => seen.Add(file.Path)).ToList();
            for (var each = 0; each < files.Count; each++)
            {
                Show(path, each, files.Count);
                WriteAll(reader!.Add(files[each]));
            }
        }
    }

    /// <summary>Shows how many files of a folder are read, once that takes more than two seconds.</summary>
    private void Show(string path, int read, int found)
    {
        if (clock.Elapsed < nextShown)
            return;
        nextShown = clock.Elapsed + TimeSpan.FromMilliseconds(500);
        Runtime.WriteProgress(
            new CmdletProgress(
                1,
                "Reading backup files",
                $"{path}: {read} of {found} files",
                read * 100 / found,
                SecondsRemaining: WaitingProgress.SecondsRemaining(clock.Elapsed, read * 100 / found)
            )
        );
    }

    private protected override void End()
    {
        WriteAll(reader!.Finish());
        if (nextShown > WaitingProgress.Patience)
            Runtime.WriteProgress(new CmdletProgress(1, "Reading backup files", "Done", 100, IsCompleted: true));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            reader?.Dispose();
        base.Dispose(disposing);
    }

    // A path that PowerShell can't resolve says nothing about the others.
    private IReadOnlyList<string> EachOf(string path, Func<IReadOnlyList<string>> resolve)
    {
        try
        {
            return resolve();
        }
        catch (Exception failure) when (failure is SessionStateException or WildcardPatternException or ArgumentException)
        {
            WriteFailure(failure, path);
            return [];
        }
    }

    private IReadOnlyList<string> Resolve(string path)
    {
        var exact = Runtime.ResolvePath(path);
        if (BackupFileSearch.Exists(exact))
            return [exact];
        if (path.IndexOfAny(['*', '?', '[']) >= 0)
            return Runtime.ResolveWildcards(path);
        WriteFailure(new FileNotFoundException($"There is no file or folder {exact}, or this account may not see it.", exact), path);
        return [];
    }

    private bool IsWanted(string name) =>
        NameFilter.Matches(Filter is null ? null : [Filter], name)
        && NameFilter.Matches(Include, name)
        && (Exclude is null || !NameFilter.Matches(Exclude, name));
}
