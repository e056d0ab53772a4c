using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BizTalkDR.Logins;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Saved;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Completion;

/// <summary>Offers logins: those of the file that is named, where there is one; else all of the source.</summary>
public sealed class LoginCompleter : ServerCompleter, IArgumentCompleter
{
    /// <inheritdoc/>
    IEnumerable<CompletionResult> IArgumentCompleter.CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        FromFile(fakeBoundParameters) is { } logins
            ? Offered(logins, (wordToComplete ?? "").Trim('\'', '"'))
            : CompleteArgument(commandName, parameterName, wordToComplete ?? "", commandAst, fakeBoundParameters);

    private protected override IEnumerable<(string Text, string Tip)> Find(ServersAsked servers) =>
        Tips(servers.Engine.Logins.Export(servers.Topology, new LoginSelection { All = true }, servers.Cancellation));

    private static LoginExport? FromFile(IDictionary bound)
    {
        try
        {
            return bound["Path"] is { } path && Unwrapped.Of(path).ToString() is { Length: > 0 } file && File.Exists(Resolve(file))
                ? LoginFile.Load(Resolve(file))
                : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static IEnumerable<CompletionResult> Offered(LoginExport logins, string word) =>
        Tips(logins)
            .Where(offer => offer.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .GroupBy(offer => offer.Text, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.First())
            .Select(offer => new CompletionResult(Quote(offer.Text), offer.Text, CompletionResultType.ParameterValue, offer.Tip));

    private static IEnumerable<(string Text, string Tip)> Tips(LoginExport logins) =>
        logins.Instances.SelectMany(instance => instance.Logins.Select(login => (login.Name, $"{login.Kind} on {instance}")));
}
