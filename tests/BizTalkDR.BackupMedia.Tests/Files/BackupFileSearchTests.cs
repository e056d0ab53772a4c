using BizTalkDR.BackupMedia.Files;

namespace BizTalkDR.BackupMedia.Tests.Files;

public sealed class BackupFileSearchTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("btdr-search-");

    public BackupFileSearchTests()
    {
        foreach (var name in new[] { "b.trn", "A.bak", "c/d.bak", "c/e/f.bak", "B2/g.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
            File.WriteAllText(At(name), "");
        }
    }

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void A_folder_stands_for_its_files_by_name_and_not_for_those_in_its_folders() =>
        Assert.Equal(["A.bak", "b.trn"], Find(recurse: false));

    [Fact]
    public void With_recursion_come_the_files_and_then_the_folders_by_name() =>
        Assert.Equal(["A.bak", "b.trn", "B2/g.txt", "c/d.bak", "c/e/f.bak"], Find(recurse: true));

    [Fact]
    public void Only_names_that_are_wanted_are_found() =>
        Assert.Equal(["A.bak", "c/d.bak", "c/e/f.bak"], Find(recurse: true, name => name.EndsWith(".bak", StringComparison.Ordinal)));

    [Fact]
    public void A_file_stands_for_itself_there_or_not() =>
        Assert.Equal([At("none.bak")], new BackupFileSearch(recurse: true).Find(At("none.bak")).Select(file => file.Path));

    [Fact]
    public void Loops_of_links_are_not_followed_but_a_link_given_by_name_is()
    {
        Directory.CreateSymbolicLink(At("c/e/loop"), root.FullName);
        Directory.CreateSymbolicLink(At("self"), At("self"));
        var files = Find(recurse: true);
        Assert.Equal(["A.bak", "b.trn", "self", "B2/g.txt", "c/d.bak", "c/e/f.bak"], files);
        Assert.Equal(
            2,
            new BackupFileSearch(recurse: false).Find(At("c/e/loop")).Count(file => !file.Path.EndsWith("self", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_folder_that_vanishes_meanwhile_is_named_with_the_reason()
    {
        using var found = new BackupFileSearch(recurse: true).Find(root.FullName).GetEnumerator();
        Assert.True(found.MoveNext());
        Directory.Delete(At("B2"), recursive: true);
        var rest = new List<FoundFile>();
        while (found.MoveNext())
            rest.Add(found.Current);
        Assert.IsType<DirectoryNotFoundException>(rest.Single(file => file.Path == At("B2")).Failure);
        Assert.Contains(rest, file => file.Path == At("c/e/f.bak"));
    }

    [Fact]
    public void A_search_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var found = new BackupFileSearch(recurse: true, null, stop.Token).Find(root.FullName).GetEnumerator();
        Assert.True(found.MoveNext());
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => found.MoveNext());
    }

    [Fact]
    public void Folders_deeper_than_260_characters_are_entered()
    {
        var folder = At(string.Join('/', Enumerable.Repeat(new string('x', 100), 4)));
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "deep.bak"), "");
        Assert.Contains(Find(recurse: true), name => name.Length > 400 && name.EndsWith("deep.bak", StringComparison.Ordinal));
    }

    private string[] Find(bool recurse, Func<string, bool>? isWanted = null) =>
        [
            .. new BackupFileSearch(recurse, isWanted)
                .Find(root.FullName)
                .Select(file => Path.GetRelativePath(root.FullName, file.Path).Replace('\\', '/')),
        ];

    private string At(string name) => Path.GetFullPath(Path.Combine(root.FullName, name));
}
