using BizTalkDR.Restore.Running;

namespace BizTalkDR.Tests.Restore.Running;

public sealed class TurnsTests
{
    [Fact]
    public async Task The_item_with_most_left_goes_first_then_the_one_that_has_waited_longest()
    {
        var items = new[] { new Item("A", 1), new Item("B", 3), new Item("C", 2) };
        var order = new List<string>();

        await new Turns<Item>(items, item => item.Left, item => item.Step(order)).RunAsync(1);

        Assert.Equal(["B", "C", "B", "A", "C", "B"], order);
    }

    [Fact]
    public async Task No_more_than_the_limit_run_at_once_and_an_item_never_twice()
    {
        var items = Enumerable.Range(0, 9).Select(number => new Item($"{number}", 5)).ToList();
        var running = 0;
        var most = 0;

        await new Turns<Item>(
            items,
            item => item.Left,
            item =>
            {
                Assert.True(Monitor.TryEnter(item), "An item runs twice at once.");
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                Thread.Sleep(5);
                Interlocked.Decrement(ref running);
                var goesOn = item.Step([]);
                Monitor.Exit(item);
                return goesOn;
            }
        ).RunAsync(4);

        Assert.InRange(most, 1, 4);
        Assert.All(items, item => Assert.Equal(0, item.Left));
    }

    [Fact]
    public async Task Nine_equal_items_keep_four_lanes_busy_to_the_end()
    {
        // Nine items of four steps each make 36 steps: nine times four. Whole items would take three times four.
        var items = Enumerable.Range(0, 9).Select(number => new Item($"{number}", 4)).ToList();
        var rounds = 0;
        using var together = new Barrier(4, _ => rounds++);

        await new Turns<Item>(
            items,
            item => item.Left,
            item =>
            {
                Assert.True(together.SignalAndWait(TimeSpan.FromMinutes(15)), "A lane stands idle.");
                return item.Step([]);
            }
        ).RunAsync(4);

        Assert.Equal(9, rounds);
    }

    [Fact]
    public async Task An_item_that_fails_does_not_keep_the_others_from_their_end()
    {
        var items = new[] { new Item("A", 3), new Item("B", 2) };

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new Turns<Item>(
                items,
                item => item.Left,
                item => item.Name == "A" ? throw new InvalidOperationException() : item.Step([])
            ).RunAsync(2)
        );

        Assert.Equal(0, items[1].Left);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)))
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private sealed class Item(string name, int left)
    {
        public string Name => name;

        public int Left { get; private set; } = left;

        public bool Step(List<string> order)
        {
            order.Add(name);
            return --Left > 0;
        }
    }
}
