using System.Globalization;

namespace BizTalkDR.Sandbox.Errors;

/// <summary>The texts of sys.messages that the sandbox raises, each area's in a file of its own.</summary>
internal static class MessageCatalog
{
    private static readonly Dictionary<int, MessageText> Texts = Collect(
        LanguageMessages.Texts,
        StorageMessages.Texts,
        CatalogMessages.Texts,
        AgentMessages.Texts,
        ConnectionMessages.Texts
    );

    internal static IReadOnlyDictionary<int, MessageText> All => Texts;

    /// <summary>The message with its parameters filled in ({0}, {1} ... in the text).</summary>
    internal static SqlMessage Message(int number, params object?[] arguments) => MessageWithState(number, 1, arguments);

    internal static SqlMessage MessageWithState(int number, byte state, params object?[] arguments)
    {
        var text = Texts[number];
        return new SqlMessage(number, text.Severity, state, string.Format(CultureInfo.InvariantCulture, text.Format, arguments));
    }

    /// <summary>The exception to throw for an error.</summary>
    internal static SqlServerException Error(int number, params object?[] arguments) => new(Message(number, arguments));

    internal static SqlServerException ErrorWithState(int number, byte state, params object?[] arguments) =>
        new(MessageWithState(number, state, arguments));

    private static Dictionary<int, MessageText> Collect(params IReadOnlyDictionary<int, MessageText>[] areas)
    {
        var all = new Dictionary<int, MessageText>();
        foreach (var (number, text) in areas.SelectMany(area => area))
            all.Add(number, text);
        return all;
    }
}

/// <summary>A message's severity and its text with {0}, {1} ... where sys.messages has %d, %ls.</summary>
internal readonly record struct MessageText(byte Severity, string Format);
