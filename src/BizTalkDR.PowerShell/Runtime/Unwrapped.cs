using System.Management.Automation;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>The object behind PowerShell's wrapper.</summary>
internal static class Unwrapped
{
    public static object Of(object value) => value is PSObject wrapper ? wrapper.BaseObject : value;
}
