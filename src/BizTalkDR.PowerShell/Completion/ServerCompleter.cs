using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Completion;

/// <summary>
/// The base of the completers that ask the servers, with the connection parameters typed so far. A completer never fails and never waits
/// long: where the servers don't answer, there is nothing to offer.
/// </summary>
public abstract class ServerCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        Offers(wordToComplete, fakeBoundParameters)
            .Select(offer => new CompletionResult(Quote(offer.Text), offer.Text, CompletionResultType.ParameterValue, offer.Tip));

    /// <summary>What could be typed, and what it is.</summary>
    internal IReadOnlyList<(string Text, string Tip)> Offers(string? word, IDictionary bound)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var typed = (word ?? "").Trim('\'', '"');
            var side =
                Value(bound, "Side") is { } given && Enum.TryParse<InstanceSide>(given.ToString(), true, out var parsed)
                    ? parsed
                    : DefaultSide;
            var settings = Settings(bound, side);
            var engine = Surroundings.CreateQuickEngine(settings.BuildCredentials());
            return
            [
                .. Find(new ServersAsked(settings.BuildTopology(), engine, side, patience.Token))
                    .Where(offer => offer.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .GroupBy(offer => offer.Text, StringComparer.OrdinalIgnoreCase)
                    .Select(same => same.First()),
            ];
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>The side meant when -Side was not typed.</summary>
    private protected virtual InstanceSide DefaultSide => InstanceSide.Source;

    /// <summary>Asks the servers.</summary>
    private protected abstract IEnumerable<(string Text, string Tip)> Find(ServersAsked servers);

    private ConnectionSettings Settings(IDictionary bound, InstanceSide side) =>
        new()
        {
            Topology = ToTopology(Value(bound, "Topology")),
            SqlInstances = Texts(Value(bound, "SqlInstance") ?? Value(bound, "ServerInstance")),
            Side = side,
            ManagementDatabase = Value(bound, "ManagementDatabase")?.ToString() ?? "BizTalkMgmtDb",
            SqlCredential = ToParts(Value(bound, "SqlCredential")),
            Credentials = ToTable(Value(bound, "Credential")),
            Encrypt = Enum.TryParse<ConnectionEncryption>(Value(bound, "Encrypt")?.ToString(), true, out var encrypt) ? encrypt : null,
            TrustServerCertificate = bound.Contains("TrustServerCertificate") ? true : null,
        };

    private static Topology? ToTopology(object? value) =>
        value switch
        {
            null => null,
            Topology topology => topology,
            TopologyArgument argument => argument.Load(Resolve),
            FileInfo file => TopologyFile.Load(file.FullName),
            _ => TopologyFile.Load(Resolve(value.ToString()!)),
        };

    /// <summary>A path of the session as one of the file system.</summary>
    internal static string Resolve(string path) =>
        Path.IsPathRooted(path)
            ? path
            : ScriptBlock
                .Create("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)")
                .InvokeReturnAsIs(path)
                .ToString()!;

    private static Dictionary<string, CredentialParts> ToTable(object? value)
    {
        var credentials = new Dictionary<string, CredentialParts>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in value as IDictionary ?? new Hashtable())
        {
            if (ToParts(Bare(entry.Value)) is { } parts)
                credentials[entry.Key.ToString()!] = parts;
        }
        return credentials;
    }

    private static CredentialParts? ToParts(object? value) => value is PSCredential credential ? CredentialParts.Of(credential) : null;

    private static string[] Texts(object? value) =>
        value switch
        {
            null => [],
            string text => [text],
            IEnumerable several => [.. several.Cast<object>().Select(one => one.ToString()!)],
            _ => [value.ToString()!],
        };

    private static object? Value(IDictionary bound, string name) => Bare(bound[name]);

    private static object? Bare(object? value) => value is null ? null : Unwrapped.Of(value);

    /// <summary>What is typed for a text: quoted where it must be.</summary>
    internal static string Quote(string text) =>
        text.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '/')
            ? text
            : "'" + text.Replace("'", "''") + "'";
}
