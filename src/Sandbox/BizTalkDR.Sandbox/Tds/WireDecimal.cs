namespace BizTalkDR.Sandbox.Tds;

/// <summary>Decimals as integers on the wire: a sign, and the digits without their point.</summary>
internal static class WireDecimal
{
    private static readonly UInt128[] Powers = MakePowers();

    /// <summary>The digits at a scale, rounded half away from zero when the value has more.</summary>
    internal static UInt128 Digits(decimal value, byte scale)
    {
        if (value.Scale > scale)
            value = decimal.Round(value, Math.Min((int)scale, 28), MidpointRounding.AwayFromZero);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        return checked(digits * Powers[scale - value.Scale]);
    }

    /// <summary>The value. Digits that a CLR decimal can't hold are dropped from the end of the fraction.</summary>
    /// <exception cref="OverflowException">The whole part has more than 28 or 29 digits.</exception>
    internal static decimal Value(bool isPositive, UInt128 digits, byte scale)
    {
        var largest = new UInt128(uint.MaxValue, ulong.MaxValue);
        while (scale > 0 && (digits > largest || scale > 28))
            (digits, scale) = ((digits + 5) / 10, (byte)(scale - 1));
        if (digits > largest)
            throw new OverflowException("Arithmetic overflow: the number has more digits than the server handles.");
        return new decimal((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), !isPositive, scale);
    }

    private static UInt128[] MakePowers()
    {
        var powers = new UInt128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
