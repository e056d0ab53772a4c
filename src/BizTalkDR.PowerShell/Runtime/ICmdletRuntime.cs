using System.Management.Automation;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// All that a cmdlet asks of PowerShell. <see cref="PowerShellRuntime"/> passes it on to the running pipeline; tests of the base classes
/// record it.
/// </summary>
internal interface ICmdletRuntime
{
    /// <summary>Writes an object to the pipeline.</summary>
    void WriteObject(object value);

    /// <summary>Writes a text that carries a property, which PowerShell shows to those who ask for it.</summary>
    void WriteText(string text, string property, string value);

    /// <summary>Writes an error and goes on.</summary>
    void WriteError(CmdletError error);

    /// <summary>Writes an error and ends the command; does not return.</summary>
    void ThrowTerminatingError(CmdletError error);

    /// <summary>Writes to the verbose stream.</summary>
    void WriteVerbose(string text);

    /// <summary>Writes to the warning stream.</summary>
    void WriteWarning(string text);

    /// <summary>Shows how far an activity is.</summary>
    void WriteProgress(CmdletProgress progress);

    /// <summary>Tells people at the screen something that is no output of the command; what it is goes with it for those who listen.</summary>
    /// <param name="text">The text.</param>
    /// <param name="data">What the text is about; null where it is only a text.</param>
    void WriteHost(string text, object? data = null);

    /// <summary>
    /// Whether to do it: asks when the caller confirms, tells and answers no with -WhatIf. Enter alone answers No.
    /// </summary>
    /// <param name="target">What is concerned: database and server.</param>
    /// <param name="action">What would be done to it.</param>
    /// <param name="caption">The heading of the question; PowerShell's own without one.</param>
    /// <param name="question">The question, where more is to be said than target and action.</param>
    /// <param name="isDestructive">Whether something is lost by it: then no earlier "Yes to All" answers for it.</param>
    bool ShouldProcess(string target, string action, string? caption = null, string? question = null, bool isDestructive = false);

    /// <summary>Has a word typed.</summary>
    /// <param name="caption">The heading.</param>
    /// <param name="message">What it is about.</param>
    /// <param name="label">What is to be typed.</param>
    /// <returns>What was typed; empty for Enter alone.</returns>
    string AskWord(string caption, string message, string label);

    /// <summary>Whether the caller does not want to be asked: -Confirm:$false or $ConfirmPreference.</summary>
    bool IsUnattended { get; }

    /// <summary>Whether the caller only wants to see what would be done (-WhatIf or $WhatIfPreference).</summary>
    bool IsWhatIf { get; }

    /// <summary>Whether the command stands behind another one in a pipeline, whether or not that writes anything.</summary>
    bool ExpectsInput { get; }

    /// <summary>The type that an object once had which went through Export-Clixml, a job or a remote session; null if it did not.</summary>
    string? DeserializedType(object value);

    /// <summary>Whether the caller gave this parameter.</summary>
    bool IsBound(string parameter);

    /// <summary>A file system path, relative ones against the session's location. The file need not exist.</summary>
    string ResolvePath(string path);

    /// <summary>The file system paths that a path with wildcards stands for, none if there are none.</summary>
    IReadOnlyList<string> ResolveWildcards(string path);

    /// <summary>The properties of an object, or the entries of a table, by name without regard to case.</summary>
    IReadOnlyDictionary<string, object?> Properties(object value);

    /// <summary>Runs a script block in the caller's session and returns the properties of each object it writes.</summary>
    IReadOnlyList<IReadOnlyDictionary<string, object?>> Invoke(ScriptBlock script, params object?[] arguments);
}
