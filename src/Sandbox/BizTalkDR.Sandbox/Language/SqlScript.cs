using System.Collections.Concurrent;
using System.Reflection;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language;

/// <summary>The embedded .sql files: what of the server, and of the BizTalk group, is written in T-SQL.</summary>
internal static class SqlScript
{
    private static readonly ConcurrentDictionary<string, string[]> BatchesByName = new(StringComparer.Ordinal);

    /// <summary>The names of all embedded scripts, such as Agent.msdb.sql.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    private static string Prefix => "BizTalkDR.Sandbox.";

    /// <summary>The batches of a script: its text, split at the lines that hold GO and nothing else.</summary>
    internal static IReadOnlyList<string> Batches(string name) => BatchesByName.GetOrAdd(name, static key => [.. Split(Read(key))]);

    /// <summary>Runs a script in a session of the server's own.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="name">The script, such as Agent.msdb.sql.</param>
    /// <param name="database">The database it starts in.</param>
    /// <param name="variables">Values put in the place of $(name), as sqlcmd does.</param>
    /// <exception cref="SqlServerException">A statement failed.</exception>
    internal static void Run(DatabaseEngine instance, string name, string database, IReadOnlyDictionary<string, string>? variables = null)
    {
        using var session = instance.OpenInternalSession("SQLServer setup", database);
        foreach (var batch in Batches(name))
        {
            var sink = new ResultCollector();
            session.ExecuteBatch(Substitute(batch, variables), sink, CancellationToken.None);
            if (sink.Errors.FirstOrDefault() is { } error)
                throw new InvalidOperationException(
                    $"Script {name} failed on {instance.Name}, database {database}, at message {error.Number}, line {error.Line}, of the batch "
                        + $"that begins '{batch[..Math.Min(batch.Length, 120)]}': {error.Text}",
                    new SqlServerException(error)
                );
        }
    }

    private static string Substitute(string batch, IReadOnlyDictionary<string, string>? variables)
    {
        foreach (var (key, value) in variables ?? new Dictionary<string, string>())
            batch = batch.Replace($"$({key})", value, StringComparison.Ordinal);
        return batch;
    }

    private static string Read(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"There is no embedded script '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The batches between the lines that hold GO and nothing else; empty ones are left out.</summary>
    internal static IEnumerable<string> Split(string text) => Numbered(text).Select(batch => batch.Text.Trim('\n'));

    /// <summary>The same, each with the line that it begins at.</summary>
    internal static IEnumerable<(int Line, string Text)> Numbered(string text)
    {
        var batch = new List<string>();
        var (first, number) = (1, 0);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append("GO"))
        {
            number++;
            if (!line.Trim().SameAs("GO"))
            {
                batch.Add(line);
                continue;
            }
            var joined = string.Join('\n', batch);
            if (!string.IsNullOrWhiteSpace(joined))
                yield return (first, joined);
            batch.Clear();
            first = number + 1;
        }
    }
}
