using System.Text.RegularExpressions;

namespace BizTalkDR.Errors;

/// <summary>A name that says that a secret follows, with what stands between them.</summary>
/// <param name="Start">Where the name begins, with the words it is joined to: <c>DB_PASSWORD</c>.</param>
/// <param name="ValueStart">Where the secret begins.</param>
/// <param name="IsQuoted">Whether the name stands in quotes, as in JSON.</param>
/// <param name="IsEquation">Whether an equals sign stands between.</param>
internal sealed record SecretName(int Start, int ValueStart, bool IsQuoted, bool IsEquation)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // What may stand in front of most is left open: DB_PASSWORD, rmtpassword, SqlPasswort. What is short, or ends other words, begins a word.
    private const string Words =
        @"pass[ _\-]?words?|passwds?|pass[ _\-]?phrases?|pass[ _\-]?codes?|pwd|(?<![a-z])(?:pass|pw|mdp|sig|creds?)(?![a-z])"
        + @"|(?<!backup|restore|master|generate|server)secret|(?<!publickey|cancellation|unexpected )tokens?"
        + @"|(?:account|access|api|app|storage|shared[ _\-]?access|subscription|private|signing|license)[ _\-]?key(?:[ _\-]?\d)?"
        + @"|(?:encryption|decryption|client|function|consumer|master|primary|secondary)[_\-]?key"
        + @"|(?:shared[ _\-]?access[ _\-]?|[?&])signature|x-amz-signature|x-amz-security-token|(?<![a-z])sas(?![a-z])"
        + "|kennw(?:o|ö)rte?r?|passwort|geheimnis|(?:zugriffs|konto|geheim)schl(?:ü|ue)ssel|mots?[ _\\-]?de[ _\\-]?passe|cl(?:é|e)[ _\\-]?(?:d'acc(?:è|e)s|secr(?:è|e)te)"
        + "|contrase(?:ñ|n)as?|(?<![a-z])clave(?:[ _\\-]de[ _\\-]acceso)?|palavra[ _\\-]?passe|(?<![a-z])senhas?|parola(?:[ _\\-]d'ordine|[ _\\-]chiave)?|parolă"
        + "|wachtwoord(?:en)?|l(?:ö|o)senord|adgangskode|kodeord|passord|salasana|(?<![a-z])has(?:ł|l)o|heslo|jelsz(?:ó|o)|lozinka|geslo|(?<![a-z])(?:ş|s)ifre"
        + "|пароль|парола|секрет|κωδικ(?:ό|ο)ς|パスワード|密码|密碼|口令|비밀번호|암호|كلمة المرور|كلمة السر|סיסמה|סיסמא";

    /// <summary>An equals sign or a colon; a value on the next line only in quotes, as pretty JSON has it.</summary>
    private const string Sign = @"[ \t]*(?:=>|:=|==?|:|＝|：)(?:\s*(?=\\*[""']|\\+u002)|[ \t]*)";

    private static readonly Regex Pattern = new(
        $@"(?<name>(?:{Words})(?:[_\-]?(?:value|text|plain|plaintext|base64|hash|string|old|new|\d+))?)"
            + $@"(?:(?:[ \t]+(?:for|of)[ \t]+[^\s:=]+)?(?<close>\\*[""'’”»]|\\+u002[27]|&(?:quot|apos|\#34|\#39);|\])?(?<sign>{Sign})"
            // sqlcmd-like parameters and prose: only where a parameter's dash stands before, or a quote follows.
            + @"|(?<close>\\*[""'])?(?<space>[ \t]+(?:is[ \t]+|was[ \t]+|to[ \t]+)?)(?=\S))",
        Options
    );

    private static readonly Regex Parameter = new(@"(?:^|[\s'""`,(\[])(?:--?|/|–)[\w.\-]*$", RegexOptions.CultureInvariant);

    /// <summary>An XML element of such a name.</summary>
    internal static Regex Element { get; } =
        new(
            $@"(?<open><(?<tag>(?:[\w.\-]+:)?[\w.\-]*(?:{Words})[\w.\-]*)(?:\s[^<>]*)?>)(?!\*\*\*<)[^<]*(?:<!\[CDATA\[[\s\S]*?\]\]>)?[^<]*(?<close></\k<tag>\s*>)",
            Options
        );

    /// <summary>The next name at or after a place; null when there is none.</summary>
    public static SecretName? Next(string text, int from)
    {
        for (
            var match = Pattern.Match(text, from);
            match.Success;
            match = Pattern.Match(text, match.Groups["name"].Index + match.Groups["name"].Length)
        )
        {
            var start = match.Groups["name"].Index;
            var value = match.Index + match.Length;
            var isSign = match.Groups["sign"].Success;
            if (value < text.Length && (isSign || Follows(text, start, value)))
                return new SecretName(
                    BeginningOfWord(text, start),
                    value,
                    match.Groups["close"].Success,
                    isSign && match.Groups["sign"].Value.IndexOfAny(['=', '＝']) >= 0
                );
        }
        return null;
    }

    /// <summary>Without a sign between: the secret of a parameter (-Password x), or one in quotes (the password 'x').</summary>
    private static bool Follows(string text, int name, int value)
    {
        var before = text.Substring(Math.Max(0, name - 40), Math.Min(name, 40));
        return Parameter.IsMatch(before)
            || text[value] is '\'' or '"' or '‘' or '“' or '„' or '«'
            || (text[value] is 'N' or 'n' && value + 1 < text.Length && text[value + 1] == '\'');
    }

    private static int BeginningOfWord(string text, int at)
    {
        while (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-' or '@' or '.'))
            at--;
        return at;
    }
}
