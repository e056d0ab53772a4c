using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>Stands in for PowerShell: remembers what a cmdlet writes and asks, and answers as the test says.</summary>
internal sealed class RecordingRuntime : ICmdletRuntime
{
    public List<object> Output { get; } = [];
    public List<CmdletError> Errors { get; } = [];
    public List<string> Verbose { get; } = [];
    public List<string> Warnings { get; } = [];
    public List<CmdletProgress> Progress { get; } = [];
    public List<(string Target, string Action)> Asked { get; } = [];
    public HashSet<int> Threads { get; } = [];

    /// <summary>Switches the caller set, and other parameters given.</summary>
    public HashSet<string> Given { get; init; } = [];
    public bool Answer { get; set; } = true;

    /// <summary>What asking throws, where nobody can be asked.</summary>
    public Exception? AskingFails { get; init; }
    public List<string> Questions { get; } = [];
    public bool IsWhatIf { get; set; }
    public Func<object?[], IReadOnlyList<IReadOnlyDictionary<string, object?>>> Script { get; set; } = _ => [];

    public void WriteObject(object value) => Record(() => Output.Add(value));

    public List<(string Property, string Value)> Texts { get; } = [];

    public void WriteText(string text, string property, string value)
    {
        WriteObject(text);
        Texts.Add((property, value));
    }

    public void WriteError(CmdletError error) => Record(() => Errors.Add(error));

    public void ThrowTerminatingError(CmdletError error) => throw new TerminatingException(error);

    public void WriteVerbose(string text) => Record(() => Verbose.Add(text));

    public void WriteWarning(string text) => Record(() => Warnings.Add(text));

    public void WriteProgress(CmdletProgress progress) => Record(() => Progress.Add(progress));

    public bool ShouldProcess(string target, string action, string? caption = null, string? question = null, bool isDestructive = false)
    {
        if (AskingFails is not null)
            throw AskingFails;
        if (question is not null)
            Questions.Add($"{caption}\n{question}");
        Record(() => Asked.Add((target, action)));
        return Answer && !IsWhatIf;
    }

    public List<string> Shown { get; } = [];

    public void WriteHost(string text, object? data = null) => Record(() => Shown.Add(text));

    public string AskWord(string caption, string message, string label) => "";

    public bool IsUnattended => false;

    public bool ExpectsInput { get; set; }

    public string? DeserializedType(object value) => null;

    public bool IsBound(string parameter) => Given.Contains(parameter);

    public string ResolvePath(string path) => Path.GetFullPath(path);

    public IReadOnlyList<string> ResolveWildcards(string path) =>
        [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path)).Order()];

    public IReadOnlyDictionary<string, object?> Properties(object value) =>
        (IReadOnlyDictionary<string, object?>?)(value as Dictionary<string, object?>)
        ?? value.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(value));

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Invoke(ScriptBlock script, params object?[] arguments)
    {
        Threads.Add(Environment.CurrentManagedThreadId);
        return Script(arguments);
    }

    private void Record(Action write)
    {
        Threads.Add(Environment.CurrentManagedThreadId);
        write();
    }
}

/// <summary>What PowerShell's ThrowTerminatingError does: it does not return.</summary>
internal sealed class TerminatingException(CmdletError error) : Exception(error.Exception.Message)
{
    public CmdletError Error { get; } = error;
}

internal static class CmdletRunning
{
    /// <summary>Runs a cmdlet to its end and returns what it wrote.</summary>
    public static RecordingRuntime Run(this BtsCmdlet cmdlet, RecordingRuntime runtime)
    {
        cmdlet.Runtime = runtime;
        cmdlet.RunAll();
        return runtime;
    }

    /// <summary>Runs a cmdlet with these switches set.</summary>
    public static RecordingRuntime Run(this BtsCmdlet cmdlet, params string[] given) =>
        cmdlet.Run(new RecordingRuntime { Given = [.. given] });

    /// <summary>Runs a cmdlet with -WhatIf.</summary>
    public static RecordingRuntime RunWhatIf(this BtsCmdlet cmdlet, params string[] given) =>
        cmdlet.Run(new RecordingRuntime { Given = [.. given], IsWhatIf = true });

    /// <summary>Runs a cmdlet that ends with a terminating error, and returns that error.</summary>
    public static CmdletError RunToFailure(this BtsCmdlet cmdlet, params string[] given) =>
        Assert.Throws<TerminatingException>(() => cmdlet.Run(given)).Error;
}
