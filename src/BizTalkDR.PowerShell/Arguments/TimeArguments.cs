using System.Management.Automation;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>A parameter that takes a length of time with its unit: 30m, 2h, 1d. A bare number is refused.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LengthOfTimeAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Transformed(() => TimeText.Read(inputData is null ? null : Unwrapped.Of(inputData)));

    internal static T Transformed<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }
}

/// <summary>A parameter that takes seconds, as its page says, or a length of time with another unit.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecondsAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LengthOfTimeAttribute.Transformed(() =>
            (object)(int)Math.Ceiling(TimeText.Read(inputData is null ? null : Unwrapped.Of(inputData), TimeText.OfSeconds).TotalSeconds)
        );
}
