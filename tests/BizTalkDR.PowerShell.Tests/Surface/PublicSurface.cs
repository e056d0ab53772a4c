using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using BizTalkDR.PowerShell.Tests.Help;

namespace BizTalkDR.PowerShell.Tests.Surface;

/// <summary>All that scripts may rely on, as text: cmdlets with their parameters, and the types of what they return.</summary>
internal sealed class PublicSurface
{
    private readonly StringBuilder text = new();
    private readonly SortedDictionary<string, Type> types = new(StringComparer.Ordinal);

    /// <param name="cmdlets">The cmdlets as PowerShell knows them.</param>
    public static string Describe(IEnumerable<CmdletInfo> cmdlets)
    {
        var surface = new PublicSurface();
        foreach (var cmdlet in cmdlets.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal))
            surface.Add(cmdlet);
        surface.AddTypes();
        return surface.text.ToString();
    }

    private void Add(CmdletInfo cmdlet)
    {
        var declared = CmdletMetadata.All.Single(candidate => candidate.Name == cmdlet.Name);
        Line(0, cmdlet.Name + (declared.SupportsShouldProcess ? $", asks with impact {declared.ConfirmImpact}" : ""));
        foreach (var set in cmdlet.ParameterSets.Where(set => set.Name != ParameterAttribute.AllParameterSets))
            Line(1, $"set {set.Name}{(set.IsDefault ? " (default)" : "")}");
        var own = cmdlet.Parameters.Values.Where(parameter =>
            !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name)
        );
        foreach (var parameter in own.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
            Add(parameter);
        foreach (var output in cmdlet.OutputType)
            Line(1, $"returns {NameOf(output.Type)}");
        Line(0, "");
    }

    private void Add(System.Management.Automation.ParameterMetadata parameter)
    {
        Line(1, $"-{parameter.Name} {NameOf(parameter.ParameterType)}");
        if (parameter.Aliases.Count > 0)
            Line(2, $"aliases {string.Join(", ", parameter.Aliases.Order(StringComparer.Ordinal))}");
        foreach (var limit in parameter.Attributes.Select(Limit).OfType<string>().Order(StringComparer.Ordinal))
            Line(2, limit);
        foreach (var (set, use) in parameter.ParameterSets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Line(2, $"{(set == ParameterAttribute.AllParameterSets ? "every set" : "set " + set)}: {Use(use)}");
    }

    private static string Use(ParameterSetMetadata use)
    {
        var words = new List<string> { use.IsMandatory ? "mandatory" : "optional" };
        words.Add(use.Position == int.MinValue ? "named" : "position " + use.Position.ToString(CultureInfo.InvariantCulture));
        if (use.ValueFromPipeline)
            words.Add("by value");
        if (use.ValueFromPipelineByPropertyName)
            words.Add("by property name");
        return string.Join(", ", words);
    }

    private static string? Limit(Attribute attribute) =>
        attribute switch
        {
            ValidateRangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"from {range.MinRange} to {range.MaxRange}"),
            ValidateSetAttribute set => $"one of {string.Join(", ", set.ValidValues)}",
            ValidateNotNullOrEmptyAttribute => "not null, not empty",
            ValidateNotNullAttribute => "not null",
            SupportsWildcardsAttribute => "wildcards",
            CredentialAttribute => "a credential, or a name for which one is asked",
            ArgumentCompleterAttribute completer => $"completed by {completer.Type.Name}",
            _ => null,
        };

    private void AddTypes()
    {
        var told = new HashSet<string>();
        while (types.FirstOrDefault(pair => !told.Contains(pair.Key)) is { Key: { } name, Value: var type })
        {
            told.Add(name);
            // Their own text comes after that of all types, in order.
            foreach (var property in PropertiesOf(type))
                NameOf(property.PropertyType);
        }
        foreach (var (name, type) in types.ToList())
        {
            Line(0, name);
            if (type.IsEnum)
                Line(1, string.Join(", ", Enum.GetNames(type)));
            else
                foreach (var property in PropertiesOf(type))
                    Line(1, $"{property.Name} {NameOf(property.PropertyType)}");
            Line(0, "");
        }
    }

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.IsEnum
            ? []
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0)
                .OrderBy(property => property.Name, StringComparer.Ordinal);

    private string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return NameOf(value) + "?";
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        if (type.IsGenericType)
            return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
        if (type.Namespace?.StartsWith("BizTalkDR", StringComparison.Ordinal) == true)
            types[type.FullName!] = type;
        return type.Name;
    }

    private void Line(int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
