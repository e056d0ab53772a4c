using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>The built module against module/Assemblies.props: what ships, whether it is whole, how big it is, whose it is.</summary>
public sealed partial class ModuleContentTests(ITestOutputHelper output)
{
    private static readonly string Root = Repository.Root;
    private static readonly string Folder = Path.Combine(Root, "out", "module", "BizTalkDR");
    private static readonly string Binaries = Path.Combine(Folder, "bin");
    private static readonly XElement List = XElement.Load(Path.Combine(Root, "module", "Assemblies.props"));

    /// <summary>The lines that hold for every build.</summary>
    private static IEnumerable<XElement> Shipped =>
        List.Elements("ItemGroup").Where(group => group.Attribute("Condition") is null).Elements("Ships");

    [Fact]
    public void The_module_holds_the_assemblies_that_are_listed_and_no_others()
    {
        var found = Directory
            .EnumerateFiles(Folder, "*.dll", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Binaries, file).Replace('\\', '/'));

        Assert.Equal(
            Shipped.Select(line => (string)line.Attribute("Include")!).Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net472")]
    public void What_an_assembly_refers_to_ships_too_or_comes_with_NET_or_is_left_out_with_a_reason(string framework)
    {
        var files = Directory.GetFiles(Path.Combine(Binaries, framework), "*.dll", SearchOption.AllDirectories);
        var known = files
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Concat(List.Descendants("LeftOut").Select(line => (string)line.Attribute("Include")!))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(
            from file in files
            from reference in References(file)
            where !known.Contains(reference.Name!) && !ComesWith(framework, reference)
            select $"{Path.GetFileName(file)} refers to {reference.Name} {reference.Version}"
        );
    }

    [Fact]
    public void The_module_stays_small()
    {
        var sizes = Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(Folder, file), file => new FileInfo(file).Length);
        foreach (var (file, size) in sizes.OrderByDescending(pair => pair.Value))
            output.WriteLine($"{size, 10:N0}  {file}");

        var limit = (int)List.Descendants("ModuleLimitInMegabytes").Single();
        Assert.InRange(sizes.Values.Sum(), 1, limit * 1_000_000L);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net472")]
    public void Every_package_stands_in_the_notices_with_its_version_and_license(string framework)
    {
        var notices = File.ReadAllLines(Path.Combine(Folder, "THIRD-PARTY-NOTICES.txt"))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3)))
            .ToHashSet(StringComparer.Ordinal);
        var versions = PackageVersions(framework);

        Assert.Empty(
            Shipped
                .Where(line => ((string)line.Attribute("Include")!).StartsWith(framework, StringComparison.Ordinal))
                .Where(line => (string)line.Attribute("Package")! != "BizTalkDR")
                .Select(line =>
                    $"{line.Attribute("Package")!.Value} {versions[line.Attribute("Package")!.Value]} {line.Attribute("License")!.Value}"
                )
                .Where(notice => !notices.Contains(notice))
        );
    }

    [Fact]
    public void Every_page_ships_but_those_about_the_code_and_the_sandbox_and_its_links_lead_to_what_ships_too()
    {
        var docs = Path.Combine(Root, "docs");
        var expected = Directory
            .EnumerateFiles(docs, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(docs, file).Replace('\\', '/'))
            .Where(file => file is not ("architecture.md" or "sandbox.md") && !file.EndsWith(".help.txt", StringComparison.Ordinal));
        var shipped = Path.Combine(Folder, "docs");
        var files = Directory.GetFiles(shipped, "*", SearchOption.AllDirectories);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            files.Select(file => Path.GetRelativePath(shipped, file).Replace('\\', '/')).Order(StringComparer.Ordinal)
        );
        Assert.Empty(
            from file in files
            where file.EndsWith(".md", StringComparison.Ordinal)
            from Match link in Link().Matches(File.ReadAllText(file))
            let target = link.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal) && !File.Exists(Path.Combine(Path.GetDirectoryName(file)!, target))
            select $"{Path.GetRelativePath(shipped, file)}: {target}"
        );
    }

    private static IEnumerable<AssemblyName> References(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        if (!image.HasMetadata)
            return [];
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }

    /// <summary>PowerShell 7.4 runs on .NET 8. What runs this test is later, but lacks nothing of it.</summary>
    private static bool ComesWith(string framework, AssemblyName reference) =>
        framework == "net472"
            ? FrameworkAssemblies.Value.Contains(reference.Name!)
            : reference.Version!.Major <= 8
                && File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, reference.Name + ".dll"));

    private static readonly Lazy<HashSet<string>> FrameworkAssemblies = new(() =>
        Directory
            .EnumerateFiles(Metadata("FrameworkAssemblies"), "*.dll", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ToHashSet(StringComparer.Ordinal)
    );

    private static Dictionary<string, string> PackageVersions(string framework)
    {
        var file = Path.Combine(Root, "src", "BizTalkDR.PowerShell", "obj", "project.assets.json");
        using var assets = JsonDocument.Parse(File.ReadAllText(file));
        return assets
            .RootElement.GetProperty("targets")
            .GetProperty(framework)
            .EnumerateObject()
            .Select(package => package.Name.Split('/'))
            .ToDictionary(package => package[0], package => package[1]);
    }

    /// <summary>Where a link of a page leads, without the part of the page.</summary>
    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();

    private static string Metadata(string key) =>
        typeof(ModuleContentTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
