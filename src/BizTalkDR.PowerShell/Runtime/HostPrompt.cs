using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// Questions to whoever sits at the screen. PowerShell's own would take Enter for Yes, and one "Yes to All" for all that comes after it, seen or not.
/// </summary>
/// <param name="cmdlet">The cmdlet that asks.</param>
internal sealed class HostPrompt(PSCmdlet cmdlet)
{
    private const string Yes = "&Yes";
    private const string YesToAll = "Yes to &All";
    private const string No = "&No";
    private const string NoToAll = "No to A&ll";
    private const string Suspend = "&Suspend";

    private static readonly (string Label, string Help)[] Offered =
    [
        (Yes, "Does this and nothing more."),
        (YesToAll, "Does this and all the rest, and asks again before anything is lost."),
        (No, "Leaves this as it is."),
        (NoToAll, "Leaves this and all the rest as it is."),
        (Suspend, "Opens a prompt to look around; 'exit' comes back to this question."),
    ];

    private string? earlier;

    /// <summary>Asks a question; Enter alone answers No.</summary>
    /// <param name="caption">The heading.</param>
    /// <param name="question">The question.</param>
    /// <param name="isDestructive">Whether something is lost: then only the answer to this question counts.</param>
    public bool Ask(string caption, string question, bool isDestructive)
    {
        if (earlier == NoToAll || (earlier == YesToAll && !isDestructive))
            return earlier == YesToAll;
        var offered = Offered.Where(choice => !isDestructive || choice.Label is not (YesToAll or NoToAll)).ToList();
        var choices = new Collection<ChoiceDescription>([.. offered.Select(choice => new ChoiceDescription(choice.Label, choice.Help))]);
        while (true)
        {
            var answer = offered[
                cmdlet.Host.UI.PromptForChoice(caption, question, choices, offered.FindIndex(choice => choice.Label == No))
            ].Label;
            if (answer == Suspend)
            {
                cmdlet.Host.EnterNestedPrompt();
                continue;
            }
            if (answer is YesToAll or NoToAll)
                earlier = answer;
            return answer is Yes or YesToAll;
        }
    }

    /// <summary>Has a word typed.</summary>
    /// <param name="caption">The heading.</param>
    /// <param name="message">What it is about.</param>
    /// <param name="label">What is to be typed.</param>
    public string AskWord(string caption, string message, string label)
    {
        var field = new FieldDescription(label) { IsMandatory = false };
        field.SetParameterType(typeof(string));
        var typed = cmdlet.Host.UI.Prompt(caption, message, [field]);
        return typed is not null && typed.TryGetValue(label, out var word) ? word?.ToString() ?? "" : "";
    }
}
