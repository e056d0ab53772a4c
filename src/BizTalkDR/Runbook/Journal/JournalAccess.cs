using BizTalkDR.PrivateFiles;

namespace BizTalkDR.Runbook.Journal;

/// <summary>Whose a journal's file is: its owner's alone, or it is none that is gone on with.</summary>
internal static class JournalAccess
{
    /// <summary>Makes the file; one that is there already, even an empty one, is left alone.</summary>
    /// <exception cref="JournalException"><c>JournalNotPrivate</c>: the file system keeps no permissions, and the file is gone again.</exception>
    public static FileStream Create(string path, FileShare share) =>
        PrivateFile.Create(path, share, why => JournalErrors.NotKept(path, why));

    /// <summary>Makes sure that a file that is there may be used.</summary>
    /// <exception cref="JournalException"><c>NotAJournal</c>: it is a folder, a link, a device; <c>JournalNotPrivate</c>: it is others' too.</exception>
    public static void Check(string path)
    {
        CheckKind(path);
        if (PrivateFile.Problem(path) is { } problem)
            throw JournalErrors.NotPrivate(path, problem.Why, problem.Remedy);
    }

    /// <summary>Makes sure that it is a file of its own: to open a pipe would wait for ever.</summary>
    /// <exception cref="JournalException"><c>NotAJournal</c>: it is a folder, a link, a device.</exception>
    public static void CheckKind(string path)
    {
        if (PrivateFile.ProblemOfKind(path) is { } why)
            throw JournalErrors.NotAJournal(path, why);
    }
}
