using System.Text;
using System.Text.Json;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Text;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Runbook.Journal;

/// <summary>
/// Whatever happens to a journal's bytes: it is refused by name, or it tells the beginning of what was written and nothing else. Nothing of it is ever
/// changed or cut off.
/// </summary>
public sealed class JournalDamageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-damage").FullName;

    private string Path => System.IO.Path.Combine(folder, "journal.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_byte_that_was_changed_is_found_and_its_line_is_named() =>
        ForAny(
            (random, written) =>
            {
                var at = random.Next(written.Length);
                var changed = (byte[])written.Clone();
                changed[at] ^= (byte)(1 << random.Next(8));
                // The last line's end may be lost with the power; nothing else may.
                if (at == written.Length - 1 && changed[at] == 0)
                    return;
                var damage = Refusal(changed)!;
                Assert.NotNull(damage);
                if (damage.Line is { } line)
                    Assert.InRange(line, 1, written.Take(at).Count(each => each == '\n') + 1);
            }
        );

    [Fact]
    public void A_file_that_was_cut_anywhere_tells_the_lines_before_and_is_gone_on_with() =>
        ForAny(
            (random, written) =>
            {
                var cut = written[..random.Next(written.Length)];
                if (Array.IndexOf(cut, (byte)'\n') < 0)
                    Assert.NotNull(Refusal(cut));
                else
                    GoesOn(cut, written);
            }
        );

    [Fact]
    public void NULs_that_a_power_failure_left_at_the_end_are_passed_over() =>
        ForAny(
            (random, written) =>
            {
                var end = random.Next(Array.IndexOf(written, (byte)'\n') + 1, written.Length + 1);
                GoesOn([.. written[..end], .. new byte[random.Next(1, 5000)]], written);
            }
        );

    [Fact]
    public void Bytes_that_were_put_in_are_found() =>
        ForAny(
            (random, written) =>
            {
                var at = random.Next(written.Length);
                var put = new byte[random.Next(1, 20)];
                random.NextBytes(put);
                byte[] changed = [.. written[..at], .. put, .. written[at..]];
                Assert.NotNull(Refusal(changed));
            }
        );

    [Fact]
    public void Bytes_that_were_taken_out_are_found() =>
        ForAny(
            (random, written) =>
            {
                var at = random.Next(written.Length - 2);
                var end = random.Next(at + 1, written.Length - 1);
                Assert.NotNull(Refusal([.. written[..at], .. written[end..]]));
            }
        );

    [Fact]
    public void Lines_that_were_swapped_doubled_or_taken_out_are_found_with_their_number() =>
        ForAny(
            (random, written) =>
            {
                var lines = Lines(written);
                var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
                var changed = new List<byte[]>(lines);
                switch (random.Next(4))
                {
                    case 0 when one != other:
                        (changed[one], changed[other]) = (changed[other], changed[one]);
                        break;
                    case 1:
                        changed.Insert(other, lines[one]);
                        break;
                    case 2 when one < lines.Count - 1:
                        changed.RemoveAt(one);
                        break;
                    case 3:
                        changed.Insert(one, "\n"u8.ToArray());
                        break;
                    default:
                        return;
                }
                var damage = Refusal([.. changed.SelectMany(line => line)]);
                Assert.NotNull(damage);
                Assert.True(damage.ErrorId == "NotAJournal" || damage.Line is not null, damage.Message);
            }
        );

    [Fact]
    public void A_line_of_another_journal_does_not_pass() =>
        ForAny(
            (random, written) =>
            {
                File.Delete(Path);
                var other = Lines(Journals.Write(Path, Entries(random)));
                var lines = Lines(written);
                var at = random.Next(1, Math.Min(lines.Count, other.Count));
                lines[at] = other[at];
                Assert.Equal(at + 1, Refusal([.. lines.SelectMany(line => line)])!.Line);
            }
        );

    [Fact]
    public void Any_bytes_at_all_are_refused_by_name() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    var bytes = new byte[random.Next(0, 300)];
                    random.NextBytes(bytes);
                    byte[] any = random.Next(2) == 0 ? bytes : [.. Encoding.ASCII.GetBytes(JournalLine.Opening), .. bytes, (byte)'\n'];
                    Assert.NotNull(Refusal(any));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_sealed_line_whose_content_is_something_else_is_refused_without_an_error_of_JSON()
    {
        foreach (
            var body in new[] { "null", "[]", "1", "{}", "{\"Kind\":7}", "{\"Kind\":\"Fact\",\"TimeUtc\":\"soon\"}", "{\"TimeUtc\":null}" }
        )
        {
            var (first, hash) = JournalLine.Write(Journals.Header());
            var content = Encoding.UTF8.GetBytes(
                JournalLine.Start(2, hash) + (body.Length > 2 && body[0] == '{' ? body[1..^1] : $"\"X\":{body}")
            );
            byte[] second = [.. content, .. Encoding.ASCII.GetBytes($",\"LineHash\":\"{Sha256.Hex(content)}\"}}\n")];
            Assert.Equal(2, Refusal([.. first, (byte)'\n', .. second])!.Line);
        }
    }

    [Fact]
    public void A_fact_that_is_something_else_is_refused_by_its_name()
    {
        var journal = new MemoryJournal();
        journal.WriteFact("Mark", 7);
        var refused = Assert.Throws<JournalException>(() => journal.FindFact<List<string>>("Mark"));
        Assert.Equal("JournalFactUnreadable", refused.ErrorId);
        Assert.Contains("Mark", refused.Message, StringComparison.Ordinal);
        journal.WriteFact<string?>("Mark", null);
        Assert.Null(journal.FindFact<List<string>>("Mark"));
    }

    /// <summary>The damaged file is gone on with: it stays as it is, and its entries are the beginning of what was written.</summary>
    private void GoesOn(byte[] damaged, byte[] written)
    {
        var all = Told(JournalReader.Read("whole", written).Entries);
        Journals.Put(Path, damaged);
        using (var journal = FileJournal.Resume(Path))
        {
            var told = Told(journal.Entries);
            Assert.Equal(all.Take(told.Count), told);
            // No line is lost whose end is there.
            Assert.InRange(told.Count, damaged.Count(each => each == '\n') - 1, all.Count);
            journal.Write(Journals.Entry("next"));
        }
        Assert.Equal(damaged, File.ReadAllBytes(Path)[..damaged.Length]);
        using var again = FileJournal.Resume(Path);
        Assert.Equal("next", again.Entries[^1].Text);
    }

    private static List<string> Told(IEnumerable<JournalEntry> entries) => [.. entries.Select(entry => JsonSerializer.Serialize(entry))];

    private static JournalException? Refusal(byte[] bytes)
    {
        try
        {
            return JournalReader.Read("journal", bytes).Damage;
        }
        catch (JournalException refused)
        {
            return refused;
        }
    }

    private void ForAny(Action<Random, byte[]> holds) =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    File.Delete(Path);
                    holds(random, Journals.Write(Path, Entries(random)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static List<JournalEntry> Entries(Random random) =>
        [
            .. Enumerable
                .Range(0, random.Next(1, 8))
                .Select(index => new JournalEntry
                {
                    TimeUtc = new DateTime(2026, 11, 21, 9, 0, index, DateTimeKind.Utc),
                    Kind = (JournalEntryKind)random.Next(8),
                    Step = random.Next(3) == 0 ? null : random.Next(1, 13),
                    Server = random.Next(3) == 0 ? null : Text(random),
                    Text = $"{index} {Text(random)}",
                    Data =
                        random.Next(3) == 0
                            ? null
                            : JsonSerializer.SerializeToElement(new { Name = Text(random), LineHash = Text(random) }),
                }),
        ];

    private static string Text(Random random)
    {
        const string letters = "aZ0 \"\\'{}[]:,;\n\r\t\0\u0001\u2028ü漢\ufeff";
        return string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => letters[random.Next(letters.Length)]))
            + (random.Next(4) == 0 ? "😀" : "");
    }

    private static List<byte[]> Lines(byte[] bytes)
    {
        var lines = new List<byte[]>();
        for (var start = 0; start < bytes.Length; )
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start) + 1;
            lines.Add(bytes[start..end]);
            start = end;
        }
        return lines;
    }
}
