namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The five-byte dates of Microsoft Tape Format: big-endian bits for year (14), month (4), day (5), hour (5), minute (6), second (6).</summary>
internal static class MtfDate
{
    public const int Length = 5;

    /// <summary>The date, or null for five zeros and for bits that are no date.</summary>
    public static DateTime? Read(ReadOnlySpan<byte> bytes)
    {
        ulong bits = 0;
        for (var i = 0; i < Length; i++)
            bits = bits << 8 | bytes[i];
        var (year, month, day) = ((int)(bits >> 26), (int)(bits >> 22 & 0xF), (int)(bits >> 17 & 0x1F));
        var (hour, minute, second) = ((int)(bits >> 12 & 0x1F), (int)(bits >> 6 & 0x3F), (int)(bits & 0x3F));
        var valid = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60;
        return valid && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day, hour, minute, second) : null;
    }

    /// <summary>Writes the date to the second; null becomes five zeros.</summary>
    public static void Write(Span<byte> bytes, DateTime? date)
    {
        ulong bits = 0;
        if (date is { } d)
            bits =
                (ulong)d.Year << 26
                | (ulong)d.Month << 22
                | (ulong)d.Day << 17
                | (ulong)d.Hour << 12
                | (ulong)d.Minute << 6
                | (uint)d.Second;
        for (var i = Length - 1; i >= 0; i--, bits >>= 8)
            bytes[i] = (byte)bits;
    }
}
