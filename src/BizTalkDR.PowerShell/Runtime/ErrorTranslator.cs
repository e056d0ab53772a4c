using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Sql;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>Turns a failure into what PowerShell shows: message, id, category, target and what to do next. No secret gets through.</summary>
internal static class ErrorTranslator
{
    /// <summary>Translates a failure of a cmdlet.</summary>
    /// <param name="failure">The failure; of an aggregate, the first that the engine can explain.</param>
    /// <param name="cmdlet">The cmdlet's type, for failures that have no name of their own.</param>
    /// <param name="target">What it happened to, if the failure does not say.</param>
    public static CmdletError Translate(Exception failure, Type cmdlet, object? target)
    {
        var cause = ServerErrors.Explain(Innermost(failure));
        if (cause is not BizTalkDRException known)
            return new CmdletError(Secrets.Scrub(cause), cause.GetType().Name, CategoryOf(cause), target ?? cmdlet.Name, null);
        return new CmdletError(
            Secrets.Scrub(known),
            known.ErrorId,
            CategoryOf(known.Kind),
            Place(known) ?? target,
            known.DocumentationUri is { } page ? $"{Remedy(known, cmdlet)} See {page}".TrimStart() : Remedy(known, cmdlet)
        );
    }

    private static string? Remedy(BizTalkDRException error, Type cmdlet) =>
        error.Remedy is { } remedy ? RemedyParameters.For(Secrets.Scrub(remedy), cmdlet) : null;

    private static Exception Innermost(Exception failure)
    {
        if (failure is not AggregateException aggregate)
            return failure;
        var causes = aggregate.Flatten().InnerExceptions;
        return causes.OfType<BizTalkDRException>().FirstOrDefault() ?? causes[0];
    }

    private static string? Place(BizTalkDRException error) =>
        (error.Database, error.Server) switch
        {
            (null, null) => null,
            (null, { } server) => server,
            ({ } database, null) => database,
            ({ } database, { } server) => $"{database} on {server}",
        };

    private static ErrorCategory CategoryOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Configuration => ErrorCategory.InvalidArgument,
            ErrorKind.Connection => ErrorCategory.ConnectionError,
            ErrorKind.Permission => ErrorCategory.PermissionDenied,
            ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
            ErrorKind.History => ErrorCategory.InvalidData,
            ErrorKind.Plan => ErrorCategory.InvalidOperation,
            ErrorKind.State => ErrorCategory.InvalidOperation,
            ErrorKind.Conflict => ErrorCategory.ResourceBusy,
            ErrorKind.Cancelled => ErrorCategory.OperationStopped,
            _ => ErrorCategory.NotSpecified,
        };

    private static ErrorCategory CategoryOf(Exception error) =>
        error switch
        {
            OperationCanceledException => ErrorCategory.OperationStopped,
            SessionStateException => ErrorCategory.ObjectNotFound,
            WildcardPatternException => ErrorCategory.InvalidArgument,
            UnauthorizedAccessException => ErrorCategory.PermissionDenied,
            FileNotFoundException or DirectoryNotFoundException => ErrorCategory.ObjectNotFound,
            IOException => ErrorCategory.ReadError,
            ArgumentException => ErrorCategory.InvalidArgument,
            _ => ErrorCategory.NotSpecified,
        };
}
