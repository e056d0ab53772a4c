using System.Management.Automation;
using System.Reflection;
using BizTalkDR.PowerShell.Base;

namespace BizTalkDR.PowerShell.Tests.Help;

/// <summary>The cmdlets as their attributes declare them.</summary>
internal sealed record CmdletMetadata(
    string Name,
    Type Type,
    IReadOnlyDictionary<string, object?> Facts,
    IReadOnlyList<ParameterMetadata> Parameters
)
{
    public static IReadOnlyList<CmdletMetadata> All { get; } =
    [
        .. typeof(BtsCmdlet)
            .Assembly.GetTypes()
            .Where(type => type.CustomAttributes.Any(attribute => attribute.AttributeType == typeof(CmdletAttribute)))
            .Select(Read)
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
    ];

    public bool SupportsShouldProcess => Facts.TryGetValue("SupportsShouldProcess", out var value) && value is true;

    public ConfirmImpact ConfirmImpact => Facts.TryGetValue("ConfirmImpact", out var value) ? (ConfirmImpact)value! : ConfirmImpact.Medium;

    public IReadOnlyList<string> ParameterSets =>
        [.. Parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).Where(set => set != ParameterUse.AllSets).Distinct()];

    private static CmdletMetadata Read(Type type)
    {
        var attribute = type.CustomAttributes.Single(candidate => candidate.AttributeType == typeof(CmdletAttribute));
        return new CmdletMetadata(
            $"{attribute.ConstructorArguments[0].Value}-{attribute.ConstructorArguments[1].Value}",
            type,
            attribute.NamedArguments.ToDictionary(argument => argument.MemberName, argument => argument.TypedValue.Value),
            [.. type.GetProperties().Select(ParameterMetadata.Read).OfType<ParameterMetadata>()]
        );
    }
}

internal sealed record ParameterMetadata(
    string Name,
    Type Type,
    IReadOnlyList<ParameterUse> Uses,
    IReadOnlyList<string> Aliases,
    bool Wildcards
)
{
    public static ParameterMetadata? Read(PropertyInfo property)
    {
        var uses = property
            .CustomAttributes.Where(attribute => attribute.AttributeType == typeof(ParameterAttribute))
            .Select(ParameterUse.Read)
            .ToList();
        if (uses.Count == 0)
            return null;
        var aliases =
            property
                .CustomAttributes.SingleOrDefault(attribute => attribute.AttributeType == typeof(AliasAttribute))
                ?.ConstructorArguments[0]
                .Value as IReadOnlyCollection<CustomAttributeTypedArgument>;
        return new ParameterMetadata(
            property.Name,
            Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
            uses,
            [.. (aliases ?? []).Select(alias => (string)alias.Value!)],
            property.CustomAttributes.Any(attribute => attribute.AttributeType == typeof(SupportsWildcardsAttribute))
        );
    }
}

internal sealed record ParameterUse(string Set, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    public const string AllSets = "(All)";

    public static ParameterUse Read(CustomAttributeData attribute)
    {
        var facts = attribute.NamedArguments.ToDictionary(argument => argument.MemberName, argument => argument.TypedValue.Value);
        return new ParameterUse(
            facts.GetValueOrDefault("ParameterSetName") as string ?? AllSets,
            facts.GetValueOrDefault("Mandatory") is true,
            facts.GetValueOrDefault("Position") as int?,
            facts.GetValueOrDefault("ValueFromPipeline") is true,
            facts.GetValueOrDefault("ValueFromPipelineByPropertyName") is true
        );
    }

    public string PipelineInput =>
        (ByPropertyName, ByValue) switch
        {
            (true, true) => "True (ByPropertyName, ByValue)",
            (false, true) => "True (ByValue)",
            (true, false) => "True (ByPropertyName)",
            _ => "False",
        };
}
