using System.Text.RegularExpressions;

namespace BizTalkDR.Sandbox.Tests.Cases;

/// <summary>
/// What SQL Server does, a script each (the .sql files beside this one): its first line is a pattern of what it must show, its second line says where that
/// is documented.
/// </summary>
[Collection(nameof(CaseServer))]
public sealed class ServerCaseTests(CaseServer server)
{
    private const string RightLine = "-- right: ";
    private const string SourceLine = "-- source: ";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.sql").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_shows_what_is_documented(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name + ".sql")).ReplaceLineEndings("\n");
        var lines = text.Split('\n', 3);
        Assert.StartsWith(RightLine, lines[0], StringComparison.Ordinal);
        Assert.StartsWith(SourceLine, lines[1], StringComparison.Ordinal);
        var names = new CaseNames();
        var right = lines[0][RightLine.Length..].Replace(@"\$\(A\)", names.A, StringComparison.Ordinal);

        var shown = server.Run(lines[2], names);

        Assert.True(
            Regex.IsMatch(shown, right, RegexOptions.Singleline),
            $"It must show {right} ({lines[1][SourceLine.Length..]}), and shows:\n{shown}"
        );
    }
}
