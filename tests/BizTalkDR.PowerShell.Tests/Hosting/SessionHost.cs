using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace BizTalkDR.PowerShell.Tests.Hosting;

/// <summary>The console of a session: remembers what was shown and asked, and answers as the test says.</summary>
internal sealed class SessionHost : PSHost
{
    private readonly Screen screen;

    public SessionHost() => screen = new Screen(this);

    /// <summary>Lines written, "What if: …" among them.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Heading and text of the questions asked.</summary>
    public List<(string Caption, string Message)> Questions { get; } = [];

    /// <summary>What each question is answered.</summary>
    public bool Answer { get; set; } = true;

    /// <summary>What is answered instead, by the choice's label: Yes to All.</summary>
    public string? AnswerLabel { get; set; }

    /// <summary>What Enter alone would have answered, question by question.</summary>
    public List<string> Defaults { get; } = [];

    /// <summary>The labels of the choices, question by question.</summary>
    public List<IReadOnlyList<string>> Choices { get; } = [];

    /// <summary>What is typed where a word is asked for.</summary>
    public string Typed { get; set; } = "";

    /// <summary>What asking throws, where nobody can be asked.</summary>
    public Exception? AskingFails { get; set; }

    /// <summary>What is typed where a credential is asked for.</summary>
    public PSCredential? Credential { get; set; }

    public override string Name => "Test";
    public override Version Version { get; } = new(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override PSHostUserInterface UI => screen;
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public void Forget()
    {
        Lines.Clear();
        Questions.Clear();
        Defaults.Clear();
        Choices.Clear();
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) { }

    private sealed class Screen(SessionHost host) : PSHostUserInterface
    {
        public override PSHostRawUserInterface? RawUI => null;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            if (host.AskingFails is not null)
                throw host.AskingFails;
            host.Questions.Add((caption, message));
            List<string> labels = [.. choices.Select(choice => choice.Label.Replace("&", "", StringComparison.Ordinal))];
            host.Choices.Add(labels);
            host.Defaults.Add(labels[defaultChoice]);
            return host.AnswerLabel is { } label && labels.Contains(label)
                ? labels.IndexOf(label)
                : labels.IndexOf(host.Answer ? "Yes" : "No");
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            host.Credential ?? throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName,
            PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options
        ) => PromptForCredential(caption, message, userName, targetName);

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
        {
            if (host.AskingFails is not null)
                throw host.AskingFails;
            host.Questions.Add((caption, message));
            return descriptions.ToDictionary(description => description.Name, _ => new PSObject(host.Typed));
        }

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(string value) => host.Lines.Add(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Write(value);

        public override void WriteDebugLine(string message) { }

        public override void WriteErrorLine(string value) { }

        public override void WriteProgress(long sourceId, ProgressRecord record) { }

        public override void WriteVerboseLine(string message) { }

        public override void WriteWarningLine(string message) { }
    }
}
