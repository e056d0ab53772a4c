using BizTalkDR.HelpBuilder;

namespace BizTalkDR.PowerShell.Tests.Help;

/// <summary>The help pages say of each cmdlet what its attributes say.</summary>
public sealed class HelpPagesTests
{
    private static readonly string PagesFolder = Repository.File("docs", "en-US");

    public static TheoryData<string> Cmdlets => [.. CmdletMetadata.All.Select(cmdlet => cmdlet.Name)];

    [Fact]
    public void Every_page_is_a_cmdlets() =>
        Assert.Equal(
            CmdletMetadata.All.Select(cmdlet => cmdlet.Name),
            Directory.GetFiles(PagesFolder, "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_described_and_nothing_else(string name)
    {
        var cmdlet = Cmdlet(name);
        var expected = cmdlet
            .Parameters.Select(parameter => parameter.Name)
            .Concat(cmdlet.SupportsShouldProcess ? ["WhatIf", "Confirm"] : []);
        var page = Page(name);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            page.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(page.Parameters, parameter => Assert.NotEmpty(parameter.Description));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Type_aliases_and_wildcards_of_every_parameter_are_right(string name)
    {
        var page = Page(name);
        foreach (var parameter in Cmdlet(name).Parameters)
        {
            var described = page.Parameters.Single(candidate => candidate.Name == parameter.Name);
            Assert.All(
                described.Uses,
                use =>
                {
                    Assert.Equal(parameter.Type.Name, use.Type);
                    Assert.Equal(parameter.Aliases, use.Aliases);
                    Assert.Equal(parameter.Wildcards, use.Wildcards);
                }
            );
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_required_positioned_and_piped_as_said(string name)
    {
        var page = Page(name);
        var cmdlet = Cmdlet(name);
        Assert.Equal(
            cmdlet.ParameterSets.Order(StringComparer.Ordinal),
            page.ParameterSets.Where(set => set != HelpPage.AllSets).Order(StringComparer.Ordinal)
        );
        foreach (var parameter in cmdlet.Parameters)
        {
            var described = page.Parameters.Single(candidate => candidate.Name == parameter.Name);
            foreach (var set in page.ParameterSets)
            {
                var use = parameter.Uses.SingleOrDefault(candidate => candidate.Set == set || candidate.Set == ParameterUse.AllSets);
                var said = described.In(set);
                Assert.Equal(use is null, said is null);
                if (use is null)
                    continue;
                Assert.Equal(use.Mandatory, said!.Required);
                Assert.Equal(use.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "Named", said.Position);
                Assert.Equal(use.PipelineInput, said.PipelineInput);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_page_has_a_synopsis_examples_outputs_and_links(string name)
    {
        var page = Page(name);
        Assert.Equal(name, page.Name);
        Assert.NotEmpty(page.Synopsis);
        Assert.NotEmpty(page.Description);
        Assert.NotEmpty(page.Outputs);
        Assert.NotEmpty(page.Notes);
        Assert.NotEmpty(page.Links);
        Assert.NotEmpty(page.Examples);
        Assert.All(page.Examples, example => Assert.Contains(name, example.Code));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Links_to_other_pages_lead_somewhere(string name) =>
        Assert.All(
            Page(name).Links.Where(link => link.Address.Length == 0),
            link => Assert.Contains(link.Text, CmdletMetadata.All.Select(cmdlet => cmdlet.Name))
        );

    private static HelpPage Page(string name) => HelpPage.Read(Path.Combine(PagesFolder, name + ".md"));

    private static CmdletMetadata Cmdlet(string name) => CmdletMetadata.All.Single(cmdlet => cmdlet.Name == name);
}
