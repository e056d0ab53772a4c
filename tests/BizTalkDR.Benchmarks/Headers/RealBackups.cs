namespace BizTalkDR.Benchmarks.Headers;

/// <summary>Backup files that real servers wrote: the folder named by BTSDR_REAL_BACKUPS, else ../shared/data/backups beside the checkout.</summary>
internal static class RealBackups
{
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BTSDR_REAL_BACKUPS") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "BizTalkDR.sln")))
                continue;
            var beside = Path.Combine(folder.FullName, "..", "shared", "data", "backups");
            return Directory.Exists(beside) ? beside : null;
        }
        return null;
    }

    /// <summary>Copies the files over and over, until there are as many as wanted.</summary>
    public static Copies Copy(string folder, int count)
    {
        var originals = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".bak" or ".trn")
            .Order(StringComparer.Ordinal)
            .ToList();
        var copies = new Copies();
        for (var copy = 0; copy < count; copy++)
            copies.Add(originals[copy % originals.Count], copy);
        return copies;
    }

    /// <summary>Copies in a temporary folder that goes with them.</summary>
    internal sealed class Copies : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("biztalkdr-headers-");
        private readonly List<string> paths = [];

        public IReadOnlyList<string> Paths => paths;

        public void Add(string original, int number)
        {
            var path = Path.Combine(folder.FullName, $"{number:0000}_{Path.GetFileName(original)}");
            File.Copy(original, path);
            File.SetAttributes(path, FileAttributes.Normal);
            paths.Add(path);
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
