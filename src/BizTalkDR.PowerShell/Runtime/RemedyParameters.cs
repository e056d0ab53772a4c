using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// A remedy of the engine names parameters, and is read by whoever has used some cmdlet or other: where that one lacks the parameter, the cmdlets are
/// named that have it.
/// </summary>
internal static class RemedyParameters
{
    // A command says itself which parameters it has: Get-BtsJob -Kind Other.
    private static readonly Regex Command = new(
        @"\b[A-Z][a-z]+-[A-Z]\w+(?:\s+[^\s.;,()]+)*",
        RegexOptions.CultureInvariant | RegexOptions.Compiled
    );

    private static readonly Regex Named = new(@"(?<=^|[\s('])-(?<name>[A-Z]\w+)", RegexOptions.CultureInvariant | RegexOptions.Compiled);

    private static readonly Lazy<ILookup<string, string>> Cmdlets = new(() =>
        typeof(RemedyParameters)
            .Assembly.GetTypes()
            .Select(type => (Type: type, Name: type.GetCustomAttribute<CmdletAttribute>()))
            .Where(each => each.Name is not null)
            .SelectMany(each =>
                Parameters(each.Type).Select(parameter => (parameter, Cmdlet: $"{each.Name!.VerbName}-{each.Name.NounName}"))
            )
            .ToLookup(each => each.parameter, each => each.Cmdlet, StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>The remedy, true for a cmdlet.</summary>
    /// <param name="remedy">What to do.</param>
    /// <param name="cmdlet">The cmdlet's type.</param>
    public static string For(string remedy, Type cmdlet)
    {
        var own = Parameters(cmdlet).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = Named
            .Matches(Command.Replace(remedy, " "))
            .Cast<Match>()
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => !own.Contains(name) && Cmdlets.Value.Contains(name))
            .Select(name =>
                $"-{name} is a parameter of {string.Join(", ", Cmdlets.Value[name].OrderBy(each => each, StringComparer.Ordinal))}."
            )
            .ToList();
        return others.Count == 0 ? remedy : $"{remedy} ({string.Join(" ", others)})";
    }

    private static IEnumerable<string> Parameters(Type cmdlet)
    {
        var named = cmdlet
            .GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true))
            .Select(property => property.Name);
        return cmdlet.GetCustomAttribute<CmdletAttribute>()?.SupportsShouldProcess == true ? named.Concat(["WhatIf", "Confirm"]) : named;
    }
}
