using BizTalkDR.Errors;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Logins.Import;

/// <summary>
/// Does to one login what was decided: in one transaction, so that it is never left open or without its password half-way, and only if it still stands
/// as it did when it was shown. Whether it took is asked of the server.
/// </summary>
internal sealed class LoginWriter(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    /// <summary>15113 to 15128: the password, or its lack of strength, is not to the policy's liking.</summary>
    private static readonly (int First, int Last) PolicyMessages = (15113, 15128);

    private const int SidInUse = 15433;

    /// <exception cref="BizTalkDRException">
    /// <c>LoginChangedMeanwhile</c>, <c>PasswordPolicy</c>, <c>SidInUse</c>, <c>LoginNotImported</c>: nothing of it was done.
    /// </exception>
    public LoginImport Write(LoginImport import)
    {
        if (import.Wanted is null || import.State is not (LoginImportState.Missing or LoginImportState.Outdated))
            return import;
        var instance = topology.Instance(import.Instance);
        using var connection = connector.Open(instance, "master", cancellationToken);
        var now = Decide(import, instance, connection);
        if (now.State == LoginImportState.Present)
            return now;
        if (now.State != import.State || !now.Statements.SequenceEqual(import.Statements, StringComparer.Ordinal))
            throw ChangedMeanwhile(import, now);
        Run(import, connection);
        return Proof(import, instance, connection);
    }

    private LoginImport Decide(LoginImport import, InstanceReference instance, SqlConnection connection)
    {
        var there = InstanceLoginsReader.Read(connection, instance, cancellationToken);
        return LoginDecision.Decide(import, there, account => InstanceLoginsReader.WindowsSid(connection, account, cancellationToken));
    }

    private void Run(LoginImport import, SqlConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        try
        {
            foreach (var statement in import.Statements)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var command = new SqlCommand(statement, connection, transaction);
                command.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        catch (SqlException failure)
        {
            throw NotImported(import, failure);
        }
    }

    private LoginImport Proof(LoginImport import, InstanceReference instance, SqlConnection connection)
    {
        var now = Decide(import, instance, connection);
        if (now.State != LoginImportState.Present)
            throw new BizTalkDRException(
                "LoginNotAsSource",
                ErrorKind.Operation,
                $"Login {import.Login} on {import.Instance} is not as the source has it after all was done: {string.Join("; ", now.Changes)}{now.Detail}."
            )
            {
                Server = import.Instance,
                Remedy = "Something else changes it, a policy or a trigger of the server; look there, then import again.",
            };
        return now with
        {
            State = import.State == LoginImportState.Missing ? LoginImportState.Created : LoginImportState.Updated,
            Changed = true,
            Changes = import.Changes,
            Notes = import.Notes,
        };
    }

    private static BizTalkDRException ChangedMeanwhile(LoginImport import, LoginImport now) =>
        new(
            "LoginChangedMeanwhile",
            ErrorKind.Conflict,
            $"Login {import.Login} on {import.Instance} was changed since it was looked at; nothing was done to it. Now: {now.State}"
                + $"{(now.Changes.Count > 0 ? $", {string.Join("; ", now.Changes)}" : "")}."
        )
        {
            Server = import.Instance,
            Remedy = now.Detail ?? "Import again: it is then compared anew.",
        };

    // The statement holds the hash: it is in no message.
    private static BizTalkDRException NotImported(LoginImport import, SqlException failure)
    {
        var error = SqlErrors.Cause(failure);
        var number = error?.Number ?? failure.Number;
        var text = Without(import.Wanted?.PasswordHash, Secrets.Scrub(SqlErrors.Describe(failure, error)));
        var (id, remedy) = number switch
        {
            SidInUse => ("SidInUse", "Another login has that SID: Test-BtsLogin names it."),
            _ when number >= PolicyMessages.First && number <= PolicyMessages.Last => (
                "PasswordPolicy",
                "The password policy there refuses it. Give the login a password on the source that the policy takes, or set CHECK_POLICY = OFF there; "
                    + "then export and import again."
            ),
            _ => ("LoginNotImported", "Mend what the server's message names, then import again."),
        };
        return new BizTalkDRException(
            id,
            ErrorKind.Operation,
            $"Login {import.Login} on {import.Instance} was refused: {text} Nothing was done to it."
        )
        {
            Server = import.Instance,
            SqlErrorNumber = number,
            Remedy = remedy,
        };
    }

    private static string Without(string? secret, string text) => secret is null ? text : text.Replace(secret, "***");
}
