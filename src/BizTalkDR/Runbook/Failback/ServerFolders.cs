using System.Data;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback;

/// <summary>Asks an instance whether it sees a folder (master.dbo.xp_fileexist).</summary>
internal static class ServerFolders
{
    internal static bool Exists(FailbackContext context, string instance, string folder)
    {
        using var connection = context.Tools.Connector.Open(context.Topology.Instance(instance), null, context.Cancellation);
        using var command = new SqlCommand("dbo.xp_fileexist", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@filename", SqlDbType.NVarChar, 4000).Value = folder.TrimEnd('\\');
        using var reader = command.ExecuteReader();
        // One row: File Exists, File is a Directory, Parent Directory Exists.
        return reader.Read() && Convert.ToInt32(reader.GetValue(1), System.Globalization.CultureInfo.InvariantCulture) == 1;
    }
}
