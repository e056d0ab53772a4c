using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.Facts;

/// <summary>Security identifiers as text, to be compared.</summary>
internal static class SidText
{
    public static string Of(object? sid) => sid is byte[] bytes ? "0x" + BitConverter.ToString(bytes).Replace("-", "") : "";
}
