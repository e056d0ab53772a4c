using System.Management.Automation;
using System.Text.RegularExpressions;

namespace BizTalkDR.PowerShell.Tests.Hosting;

/// <summary>What came of a script.</summary>
internal sealed partial record SessionRun
{
    /// <summary>What was written, in PowerShell's wrappers.</summary>
    public required IReadOnlyList<PSObject> Objects { get; init; }

    /// <summary>The errors after which it went on.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>The error that ended it.</summary>
    public ErrorRecord? Failure { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }
    public required IReadOnlyList<string> Verbose { get; init; }
    public required IReadOnlyList<ProgressRecord> Progress { get; init; }
    public required IReadOnlyList<string> Lines { get; init; }
    public required IReadOnlyList<(string Caption, string Message)> Questions { get; init; }

    /// <summary>What was written.</summary>
    public IReadOnlyList<object> Output => [.. Objects.Select(each => each.BaseObject)];

    /// <summary>What -WhatIf showed, was asked, or was done without a question because the caller's preference says so.</summary>
    public IReadOnlyList<(string Target, string Action)> Asked =>
        [
            .. Lines
                .Concat(Questions.Select(question => question.Message))
                .Concat(Verbose)
                .Select(text => Operation().Match(text))
                .Where(match => match.Success)
                .Select(match => (match.Groups["target"].Value, match.Groups["action"].Value)),
        ];

    [GeneratedRegex("""Performing the operation "(?<action>.*)" on target "(?<target>.*)"\.\s*$""", RegexOptions.Singleline)]
    private static partial Regex Operation();
}

internal static class ErrorRecordReading
{
    /// <summary>The error's id, without the cmdlet's name.</summary>
    public static string Id(this ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
