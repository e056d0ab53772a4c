namespace BizTalkDR.HelpBuilder;

/// <summary>A parameter and how it is used in each parameter set.</summary>
/// <param name="Name">Without the dash.</param>
/// <param name="Description">Paragraphs.</param>
/// <param name="Uses">One for all sets, or one for each group of sets that use it alike.</param>
public sealed record HelpParameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<HelpParameterUse> Uses)
{
    /// <summary>How the parameter is used in a set, or null if the set does not have it.</summary>
    public HelpParameterUse? In(string parameterSet) =>
        Uses.FirstOrDefault(u => u.ParameterSets.Contains(HelpPage.AllSets) || u.ParameterSets.Contains(parameterSet));

    internal static HelpParameter From(MarkdownSection section)
    {
        if (section.CodeBlocks.Count == 0)
            throw new FormatException($"The parameter {section.Title} has no yaml block.");
        return new HelpParameter(
            section.Title.TrimStart('-'),
            section.Paragraphs,
            [.. section.CodeBlocks.Select(block => HelpParameterUse.From(section.Title, block))]
        );
    }
}

/// <summary>How a parameter is used in one or more parameter sets.</summary>
/// <param name="Type">The type's short name; <c>SwitchParameter</c> takes no value.</param>
/// <param name="ParameterSets">Names of sets, or <see cref="HelpPage.AllSets"/>.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Position">A number, or <c>Named</c>.</param>
/// <param name="Default">Its value when not given.</param>
/// <param name="PipelineInput">For instance <c>True (ByPropertyName)</c>.</param>
/// <param name="Wildcards">Whether <c>*</c> and <c>?</c> are understood.</param>
public sealed record HelpParameterUse(
    string Type,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<string> Aliases,
    bool Required,
    string Position,
    string Default,
    string PipelineInput,
    bool Wildcards
)
{
    internal static HelpParameterUse From(string parameter, string block)
    {
        var facts = block
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0].Trim(), pair => pair.Length > 1 ? pair[1].Trim() : "");
        return new HelpParameterUse(
            Fact("Type"),
            List("Parameter Sets"),
            List("Aliases"),
            Fact("Required") == "True",
            Fact("Position"),
            Fact("Default value"),
            Fact("Accept pipeline input"),
            Fact("Accept wildcard characters") == "True"
        );

        string Fact(string name) =>
            facts.TryGetValue(name, out var value) ? value : throw new FormatException($"The parameter {parameter} does not say '{name}'.");

        string[] List(string name) => Fact(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
