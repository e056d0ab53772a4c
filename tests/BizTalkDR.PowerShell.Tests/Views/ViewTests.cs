using System.Text.RegularExpressions;
using System.Xml.Linq;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.PowerShell.Tests.Surface;

namespace BizTalkDR.PowerShell.Tests.Views;

/// <summary>What people see of objects: whole, in 80 columns and in 120, under names that can be used.</summary>
public sealed partial class ViewTests : CmdletTests
{
    private const int Narrow = 80;

    private static readonly XElement[] Views =
    [
        .. XDocument.Load(Repository.File("module", "BizTalkDR.Format.ps1xml")).Descendants("View"),
    ];

    private static readonly string Folder = Repository.File("tests", "BizTalkDR.PowerShell.Tests", "Views");

    [Fact]
    public void Every_type_with_a_view_has_a_sample() =>
        Assert.Equal(
            Views.Select(TypeOf).Distinct().Order(StringComparer.Ordinal),
            ViewSamples.All.Select(sample => sample.GetType().FullName!).Distinct().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_column_and_every_item_of_a_list_is_a_property_of_its_object()
    {
        foreach (var view in Views)
        {
            Session["sample"] = ViewSamples.All.First(sample => sample.GetType().FullName == TypeOf(view));
            Session["labels"] = view.Descendants("TableColumnHeader")
                .Concat(view.Descendants("ListItem"))
                .Select(item => item.Element("Label")?.Value ?? item.Element("PropertyName")!.Value)
                .ToArray();
            Assert.Empty(
                Run("$labels | Where-Object { -not $sample.PSObject.Properties[$_] }").Output.Select(label => $"{TypeOf(view)}: {label}")
            );
        }
    }

    [Fact]
    public void What_is_no_property_of_the_object_itself_can_be_asked_for_too()
    {
        Session["marks"] = ViewSamples.All.OfType<Backups.LogMark>().ToArray();
        Assert.Single(Run("$marks | Where-Object Usable").Output);
        Assert.Single(Run("$marks | Where-Object RollsForward").Output);
        Session["databases"] = ViewSamples.All.OfType<Group.BizTalkDatabase>().ToArray();
        Assert.Equal(
            ["BAMPrimaryImport"],
            Run("($databases | Sort-Object Size -Descending | Select-Object -First 1).Name").Output.Cast<string>()
        );
    }

    [Fact]
    public void No_column_is_so_narrow_in_80_that_its_text_runs_downwards()
    {
        foreach (var view in Views.Where(view => view.Descendants("TableControl").Any()))
        {
            var widths = view.Descendants("TableColumnHeader").Select(column => (int?)column.Element("Width")).ToList();
            var rest = Narrow - widths.Sum(width => width ?? 0) - (widths.Count - 1);
            var open = widths.Count(width => width is null);
            Assert.True(open > 0 ? rest / open >= 14 : rest >= 0, $"{TypeOf(view)} leaves {rest} of 80 for {open} columns.");
        }
    }

    [Theory]
    [InlineData(80, "en-US")]
    [InlineData(100, "en-US")]
    [InlineData(120, "en-US")]
    [InlineData(200, "en-US")]
    [InlineData(80, "")]
    [InlineData(120, "nl-NL")]
    [InlineData(80, "de-DE")]
    public void Nothing_is_cut_off_and_no_line_is_too_long(int width, string culture)
    {
        using var _ = new InCulture(culture);
        foreach (var line in Shown(width, "").Split('\n'))
        {
            Assert.DoesNotContain('…', line);
            Assert.InRange(line.Length, 0, width);
        }
    }

    [Fact]
    public void Where_PowerShell_would_cut_words_in_two_prose_is_not()
    {
        using var _ = new InCulture("");
        var shown = Shown(80, "");
        Assert.Contains("Backup BizTalk Server\n", Trailing().Replace(shown, "\n"), StringComparison.Ordinal);
        Assert.Contains("Take full backups of the databases on the disaster\n", Trailing().Replace(shown, "\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, "")]
    [InlineData(120, "")]
    [InlineData(80, "| Format-List")]
    [InlineData(80, "| Format-Table")]
    public void They_are_shown_as_was_approved(int width, string form)
    {
        using var _ = new InCulture("en-US");
        var received = Shown(width, form);
        var name = $"{width}{form.Replace("| ", "-", StringComparison.Ordinal)}";
        var approvedFile = Path.Combine(Folder, $"approved-{name}.txt");
        var receivedFile = Path.Combine(Folder, $"received-{name}.txt");
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (received == approved)
        {
            File.Delete(receivedFile);
            return;
        }
        File.WriteAllText(receivedFile, received);
        Assert.Fail(
            $"What people see has changed:\n{LineDifference.Between(approved, received)}\n"
                + $"If that is meant, move {receivedFile} over {approvedFile}."
        );
    }

    /// <summary>All samples as they are shown, type after type. Only a list that was asked for shows what changes from run to run: left out there.</summary>
    private string Shown(int width, string form)
    {
        var text = new List<string>();
        foreach (var kind in ViewSamples.All.GroupBy(sample => sample.GetType()))
        {
            if (form.Length > 0 && (kind.Key == typeof(BackupFileHeader) || Views.Count(view => TypeOf(view) == kind.Key.FullName) < 2))
                continue;
            Session["samples"] = kind.ToArray();
            text.Add($"== {kind.Key.Name}");
            text.Add(string.Concat(Run($"$samples {form} | Out-String -Width {width}").Output).ReplaceLineEndings("\n").Trim('\n'));
            text.Add("");
        }
        return string.Join('\n', string.Join('\n', text).Split('\n').Select(line => line.TrimEnd()));
    }

    private static string TypeOf(XElement view) => view.Descendants("TypeName").Single().Value;

    [GeneratedRegex(" +\n")]
    private static partial Regex Trailing();
}
