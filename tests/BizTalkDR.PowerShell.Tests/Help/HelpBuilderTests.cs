using System.Xml.Linq;
using BizTalkDR.HelpBuilder;

namespace BizTalkDR.PowerShell.Tests.Help;

public sealed class HelpBuilderTests
{
    private const string Text = """
        ---
        schema: 2.0.0
        ---

        # Get-Thing

        ## SYNOPSIS
        Gets a thing.

        ## SYNTAX

        ### ByName (Default)
        ```
        Get-Thing [-Name] <string>
        ```

        ### ById
        ```
        Get-Thing -Id <int>
        ```

        ## DESCRIPTION
        First line
        goes on.

        Second `paragraph`.

        ## EXAMPLES

        ### Example 1: One
        ```powershell
        # a comment, not a heading
        Get-Thing a
        ```

        It <works>.

        ## PARAMETERS

        ### -Name
        The name.

        ```yaml
        Type: String[]
        Parameter Sets: ByName
        Aliases: N, Label
        Required: True
        Position: 0
        Default value: None
        Accept pipeline input: True (ByValue)
        Accept wildcard characters: True
        ```

        ### -Id
        The id.

        ```yaml
        Type: Int32
        Parameter Sets: ById
        Aliases:
        Required: True
        Position: Named
        Default value: None
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        ### CommonParameters
        All of them.

        ## INPUTS

        ### System.String
        A name.

        ## OUTPUTS

        ### System.Object
        A thing.

        ## NOTES
        Note.

        ## RELATED LINKS

        [Set-Thing](Set-Thing.md)

        [Page](https://example.org/page)
        """;

    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    [Fact]
    public void A_page_is_read_as_it_is_written()
    {
        var page = HelpPage.Parse(Text);
        Assert.Equal("Get-Thing", page.Name);
        Assert.Equal(["ByName", "ById"], page.ParameterSets);
        Assert.Equal(["First line goes on.", "Second paragraph."], page.Description);
        Assert.Equal("# a comment, not a heading\nGet-Thing a", Assert.Single(page.Examples).Code);
        Assert.Equal(["Name", "Id"], page.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["N", "Label"], page.Parameters[0].Uses[0].Aliases);
        Assert.Equal([new HelpLink("Set-Thing", ""), new HelpLink("Page", "https://example.org/page")], page.Links);
    }

    [Fact]
    public void A_parameter_is_in_the_sets_it_names()
    {
        var page = HelpPage.Parse(Text);
        Assert.NotNull(page.Parameters[0].In("ByName"));
        Assert.Null(page.Parameters[0].In("ById"));
    }

    [Fact]
    public void Each_parameter_set_is_a_syntax_with_its_parameters_only()
    {
        var items = Xml().Descendants(Command + "syntaxItem").ToList();
        Assert.Equal(2, items.Count);
        Assert.Equal("Name", items[0].Element(Command + "parameter")!.Element(Maml + "name")!.Value);
        Assert.Equal("Id", Assert.Single(items[1].Elements(Command + "parameter")).Element(Maml + "name")!.Value);
    }

    [Fact]
    public void A_parameters_facts_become_attributes()
    {
        var parameter = Xml().Descendants(Command + "parameters").Single().Elements(Command + "parameter").First();
        Assert.Equal(
            ("true", "true", "true", "True (ByValue)", "0", "N, Label"),
            (
                parameter.Attribute("required")!.Value,
                parameter.Attribute("variableLength")!.Value,
                parameter.Attribute("globbing")!.Value,
                parameter.Attribute("pipelineInput")!.Value,
                parameter.Attribute("position")!.Value,
                parameter.Attribute("aliases")!.Value
            )
        );
    }

    [Fact]
    public void Text_is_escaped_and_comes_back_whole() =>
        Assert.Contains("It <works>.", XDocument.Parse(Xml().ToString()).Descendants(Dev + "remarks").Single().Value);

    [Theory]
    [InlineData("## NOTES", "## REMARKS", "'## NOTES'")]
    [InlineData("Position: 0\n", "", "-Name does not say 'Position'")]
    [InlineData("[Page](https://example.org/page)", "Page", "RELATED LINKS")]
    public void What_is_missing_is_named(string present, string instead, string told) =>
        Assert.Contains(
            told,
            Assert
                .Throws<FormatException>(() =>
                    HelpPage.Parse(Text.ReplaceLineEndings("\n").Replace(present, instead, StringComparison.Ordinal))
                )
                .Message
        );

    private static XDocument Xml() => MamlWriter.ToXml([HelpPage.Parse(Text)]);
}
