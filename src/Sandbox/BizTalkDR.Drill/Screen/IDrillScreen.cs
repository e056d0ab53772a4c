using BizTalkDR.Runbook;

namespace BizTalkDR.Drill.Screen;

/// <summary>Shows a drill while it goes on: the scenes before and after, and the twelve steps in between.</summary>
internal interface IDrillScreen : IRunbookWatcher
{
    /// <summary>Shows all that <paramref name="drill"/> tells, until it ends.</summary>
    Task<T> ShowAsync<T>(IReadOnlyList<RunbookLine> steps, Func<Task<T>> drill);

    /// <summary>A scene begins: its place in the story and what happens.</summary>
    void BeginScene(string title);

    /// <summary>What has come of the scene.</summary>
    void EndScene(string outcome);

    /// <summary>The last words: proven or not, and where the report is.</summary>
    void Conclude(bool isProven, IReadOnlyList<string> lines);
}

/// <summary>A step as a line of the screen.</summary>
internal sealed record RunbookLine(int Number, string Title);
