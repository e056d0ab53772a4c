using System.Management.Automation;
using System.Reflection;
using BizTalkDR.Errors;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>The runtime of a cmdlet that PowerShell runs. No secret in a text gets through.</summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class PowerShellRuntime(PSCmdlet cmdlet) : ICmdletRuntime
{
    private const string Deserialized = "Deserialized.";
    private readonly HostPrompt prompt = new(cmdlet);

    public void WriteObject(object value) => cmdlet.WriteObject(value);

    public void WriteText(string text, string property, string value)
    {
        var wrapper = new PSObject(text);
        wrapper.Properties.Add(new PSNoteProperty(property, value));
        cmdlet.WriteObject(wrapper);
    }

    public void WriteError(CmdletError error) => cmdlet.WriteError(Record(error));

    public void ThrowTerminatingError(CmdletError error) => cmdlet.ThrowTerminatingError(Record(error));

    public void WriteVerbose(string text) => cmdlet.WriteVerbose(Secrets.Scrub(text));

    public void WriteWarning(string text) => cmdlet.WriteWarning(Secrets.Scrub(text));

    public void WriteProgress(CmdletProgress progress) =>
        cmdlet.WriteProgress(
            new ProgressRecord(progress.Id, Secrets.Scrub(progress.Activity), Secrets.Scrub(progress.Status))
            {
                PercentComplete = progress.Percent,
                SecondsRemaining = progress.SecondsRemaining,
                ParentActivityId = progress.ParentId,
                RecordType = progress.IsCompleted ? ProgressRecordType.Completed : ProgressRecordType.Processing,
            }
        );

    public void WriteHost(string text, object? data = null)
    {
        if (data is not null)
            cmdlet.WriteInformation(data, [data.GetType().Name]);
        cmdlet.WriteInformation(new HostInformationMessage { Message = Secrets.Scrub(text) }, ["PSHOST"]);
    }

    public bool ShouldProcess(string target, string action, string? caption = null, string? question = null, bool isDestructive = false)
    {
        (target, action) = (Secrets.Scrub(target), Secrets.Scrub(action));
        if (!IsWhatIf && !IsUnattended)
            return prompt.Ask(
                caption ?? "Confirm",
                question is null ? $"Performing the operation \"{action}\" on target \"{target}\"." : Secrets.Scrub(question),
                isDestructive
            );
        return question is null
            ? cmdlet.ShouldProcess(target, action)
            : cmdlet.ShouldProcess($"{target}: {action}", Secrets.Scrub(question), caption);
    }

    public string AskWord(string caption, string message, string label) => prompt.AskWord(caption, Secrets.Scrub(message), label);

    public bool IsUnattended
    {
        get
        {
            if (cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var given))
                return !LanguagePrimitives.IsTrue(given);
            var impact = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()?.ConfirmImpact ?? ConfirmImpact.Medium;
            var preference = cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference");
            var least = LanguagePrimitives.TryConvertTo<ConfirmImpact>(preference, out var level) ? level : ConfirmImpact.High;
            return least == ConfirmImpact.None || impact < least;
        }
    }

    public bool IsWhatIf =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? LanguagePrimitives.IsTrue(given)
            : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    public bool ExpectsInput => cmdlet.MyInvocation.ExpectingInput;

    public string? DeserializedType(object value) =>
        PSObject.AsPSObject(value).TypeNames[0] is { } name && name.StartsWith(Deserialized, StringComparison.Ordinal)
            ? name.Substring(Deserialized.Length)
            : null;

    public bool IsBound(string parameter) => cmdlet.MyInvocation.BoundParameters.ContainsKey(parameter);

    public string ResolvePath(string path)
    {
        var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return InFileSystem(provider) ? resolved : throw NoFile(path, provider);
    }

    public IReadOnlyList<string> ResolveWildcards(string path)
    {
        var resolved = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
        return InFileSystem(provider) ? [.. resolved] : throw NoFile(path, provider);
    }

    private static bool InFileSystem(ProviderInfo provider) => provider.Name == "FileSystem";

    private static ArgumentException NoFile(string path, ProviderInfo provider) =>
        new($"{path} is a path of PowerShell's {provider.Name} provider, not of the file system.");

    public IReadOnlyDictionary<string, object?> Properties(object value) => ObjectProperties.Of(value);

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Invoke(ScriptBlock script, params object?[] arguments) =>
        [.. script.Invoke(arguments).Where(result => result is not null).Select(ObjectProperties.Of)];

    private static ErrorRecord Record(CmdletError error)
    {
        var record = new ErrorRecord(error.Exception, error.Id, error.Category, error.Target);
        if (error.RecommendedAction is { } action)
            record.ErrorDetails = new ErrorDetails(Shown(error.Exception.Message, action)) { RecommendedAction = action };
        return record;
    }

    /// <summary>PowerShell 7 shows the recommended action below the message by itself, Windows PowerShell never does.</summary>
    private static string Shown(string message, string action)
    {
#if NETFRAMEWORK
        return message + Environment.NewLine + action;
#else
        return message;
#endif
    }
}
