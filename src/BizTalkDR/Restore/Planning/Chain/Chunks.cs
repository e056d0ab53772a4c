namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// A list that grows in pieces. A history has hundreds of thousands of rows: arrays of that size land on the large object heap, and each of
/// them makes the collector look through everything there is.
/// </summary>
internal sealed class Chunks<T>
{
    private const int Bits = 9;
    private const int Size = 1 << Bits;

    private readonly List<T[]> chunks = [];

    public int Count { get; private set; }

    public T this[int index]
    {
        get => chunks[index >> Bits][index & (Size - 1)];
        set => chunks[index >> Bits][index & (Size - 1)] = value;
    }

    public void Add(T item)
    {
        if (Count >> Bits == chunks.Count)
            chunks.Add(new T[chunks.Count == 0 ? 16 : Size]);
        else if (Count == chunks[0].Length && Count < Size)
            Grow();
        chunks[Count >> Bits][Count & (Size - 1)] = item;
        Count++;
    }

    /// <summary>All items, in order.</summary>
    public IEnumerable<T> All()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    // The first piece begins small: many databases have few backups of a kind.
    private void Grow()
    {
        var grown = new T[Math.Min(Size, Count * 4)];
        Array.Copy(chunks[0], grown, Count);
        chunks[0] = grown;
    }
}
