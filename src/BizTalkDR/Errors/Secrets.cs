using System.Text;
using System.Text.RegularExpressions;

namespace BizTalkDR.Errors;

/// <summary>
/// Keeps secrets out of whatever leaves: errors, journals, reports, verbose lines. Texts of servers and scripts may carry a statement, a command line, a
/// connection string, JSON or a URL with one. Secrets are known by what stands before them, in the languages that servers and people write; where it is
/// not certain how far one goes, more is hidden rather than less.
/// </summary>
public static class Secrets
{
    /// <summary>What stands for a secret.</summary>
    internal const string Hidden = "***";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string SecureString = "ConvertTo-SecureString";

    private const string Quoted = @"N?'(?:[^']|'')*(?:'|$)|""(?:[^""]|"""")*(?:""|$)";

    /// <summary>Secrets that are known by themselves or by the word before them; each is looked for only where its word is.</summary>
    private static readonly (string Word, Regex Pattern, string Replacement)[] Kinds =
    [
        (
            "PRIVATE KEY",
            new(@"(?<keep>-----BEGIN[A-Z ]*PRIVATE KEY-----)[\s\S]*?(?<end>-----END[A-Z ]*PRIVATE KEY-----|$)", Options),
            "${keep}***${end}"
        ),
        // A port is no password.
        ("://", new(@"(?<keep>\b[a-z][a-z0-9+.\-]*://[^\s:/?#@'""]*:)(?!\d{1,5}(?:[/?#\s]|$))\S+(?=@)", Options), "${keep}***"),
        ("eyJ", new(@"\beyJ[\w\-]{6,}\.[\w\-]+(?:\.[\w\-]*){0,3}", Options), Hidden),
        ("Bearer", new(@"(?<keep>\bBearer\s+)(?!tokens?\b|auth|of\b)[^\s'"",;]+", Options), "${keep}***"),
        ("Basic", new(@"(?<keep>\bBasic\s+)(?=[A-Za-z0-9+/]*[0-9+/=])[A-Za-z0-9+/]{8,}={0,2}", Options), "${keep}***"),
        ("Authorization", new(@"(?<keep>\bAuthorization['""]?\s*[:=]\s*)[^\r\n]+", Options), "${keep}***"),
        ("Cookie", new(@"(?<keep>\b(?:Set-)?Cookie['""]?\s*:\s*)[^\r\n]+", Options), "${keep}***"),
        ("IDENTIFIED", new(@"(?<keep>\bIDENTIFIED\s+BY\s+(?:VALUES\s+)?)(?:" + Quoted + @"|\S+)", Options), "${keep}***"),
        (SecureString, new(@"(?<keep>\bConvertTo-SecureString\s+(?:-String\s+)?)(?![$\-])(?:" + Quoted + @"|\S+)", Options), "${keep}***"),
        (SecureString, new("(?:" + Quoted + @")(?<keep>\s*\|\s*ConvertTo-SecureString)", Options), "***${keep}"),
        ("-u", new(@"(?<keep>(?:^|\s)(?:-u|--user|--proxy-user)[\s=]+['""]?[^\s:'""]+:)\S+", Options), "${keep}***"),
    ];

    /// <summary>Commands whose arguments are secrets by their place or by a letter: in the rest of their line.</summary>
    private static readonly (Regex Command, Regex Secret)[] Commands =
    [
        (Line(@"(?:sqlcmd|osql|isql|bcp)(?:\.exe)?"), new(@"(?<=\s-P)\s*(?:" + Quoted + @"|\S+)", RegexOptions.CultureInvariant)),
        (Line(@"(?:psexec|certutil|signtool)(?:64)?(?:\.exe)?"), new(@"(?<=\s[-/]p)\s+(?:" + Quoted + @"|\S+)", Options)),
        (Line(@"schtasks(?:\.exe)?"), new(@"(?<=\s/rp)\s+(?:" + Quoted + @"|\S+)", Options)),
        (Line(@"plink(?:\.exe)?"), new(@"(?<=\s-pw)\s+(?:" + Quoted + @"|\S+)", Options)),
        (Line(@"net1?(?:\.exe)?\s+use(?=[^\r\n]*\\\\)"), new(@"(?<=\s)(?![/\\*]|[a-z]:)(?:" + Quoted + @"|[^\s'""]+)", Options)),
        (Line(@"(?<!\.)net1?(?:\.exe)?\s+user\s+\S+(?=\s+\S+\s*(?:/|$))"), new(@"(?<=\s)(?!/)(?:" + Quoted + @"|[^\s'""]+)", Options)),
        (Line(@"sp_(?:password|addlogin|addlinkedsrvlogin|addremotelogin|setapprole|addapprole|approlepassword)"), new(Quoted, Options)),
        (Line(@"(?:NetworkCredential|PSCredential)\b"), new(@"(?<=,\s*)(?:" + Quoted + ")", Options)),
    ];

    /// <summary>The text with the values of passwords, tokens and the like replaced by ***.</summary>
    public static string Scrub(string text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        foreach (var (word, pattern, replacement) in Kinds)
        {
            if (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0)
                text = pattern.Replace(text, replacement);
        }
        foreach (var (command, secret) in Commands)
            text = command.Replace(text, line => line.Groups["command"].Value + secret.Replace(line.Groups["rest"].Value, " " + Hidden));
        return Elements(Named(text));
    }

    /// <summary>
    /// The error, if neither it nor what is behind it tells a secret; else one with the same name and place that does not.
    /// </summary>
    public static Exception Scrub(Exception error)
    {
        for (var inner = error ?? throw new ArgumentNullException(nameof(error)); inner is not null; inner = inner.InnerException)
        {
            if (Scrub(inner.Message) != inner.Message || (inner as BizTalkDRException)?.Remedy is { } remedy && Scrub(remedy) != remedy)
                return Bare(error);
        }
        return error;
    }

    private static Exception Bare(Exception error) =>
        error is BizTalkDRException known
            ? new BizTalkDRException(known.ErrorId, known.Kind, Scrub(known.Message))
            {
                Server = known.Server,
                Database = known.Database,
                Remedy = known.Remedy is null ? null : Scrub(known.Remedy),
                DocumentationUri = known.DocumentationUri,
                SqlErrorNumber = known.SqlErrorNumber,
            }
            : new InvalidOperationException(Scrub(error.Message));

    private static Regex Line(string command) => new(@"(?<command>\b" + command + @")(?<rest>[ \t(][^\r\n]*)", Options);

    private static string Named(string text)
    {
        StringBuilder? scrubbed = null;
        var done = 0;
        for (var name = SecretName.Next(text, 0); name is not null; name = SecretName.Next(text, Math.Max(name.ValueStart, done)))
        {
            var end = SecretValue.End(text, name);
            if (end <= name.ValueStart)
                continue;
            scrubbed ??= new StringBuilder(text.Length);
            scrubbed.Append(text, done, name.ValueStart - done).Append(SecretValue.Replacement(text, name.ValueStart, end));
            done = end;
        }
        return scrubbed is null ? text : scrubbed.Append(text, done, text.Length - done).ToString();
    }

    private static string Elements(string text) =>
        text.IndexOf("</", StringComparison.Ordinal) < 0 ? text : SecretName.Element.Replace(text, "${open}***${close}");
}
