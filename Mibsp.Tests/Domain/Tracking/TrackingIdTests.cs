using Mibsp.Domain.Tracking;

namespace Mibsp.Tests.Domain.Tracking;

public class TrackingIdTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    // From another implementation of the code (Python, by logarithm tables).
    private const string Known = "MIB-0123-4567-89AB-CDEF-GH3Q";

    [Theory]
    [InlineData(Known)]
    [InlineData("MIB-ZYXW-VTSR-QPNM-KJHG-FEX9")]
    [InlineData("MIB-0000-0000-0000-0000-00VE")]
    public void Agrees_with_another_implementation(string text) => Assert.Equal(text, Parse(text).Reveal());

    [Fact]
    public void A_new_one_has_the_shape_that_is_promised_and_reads_back()
    {
        for (int i = 0; i < 500; i++)
        {
            TrackingId id = TrackingId.New();
            Assert.Matches("^MIB(-[0-9A-HJKMNP-TV-Z]{4}){5}$", id.Reveal());
            Assert.Equal(id, Parse(id.Reveal()));
            Assert.Equal(id.Reveal()[^4..], id.LastGroup);
        }
    }

    [Fact]
    public void New_ones_differ_and_use_every_symbol_in_every_random_place()
    {
        var seen = new HashSet<string>();
        var places = Enumerable.Range(0, 20).Select(_ => new HashSet<char>()).ToArray();
        for (int i = 0; i < 3000; i++)
        {
            string symbols = TrackingId.New().Symbols;
            Assert.True(seen.Add(symbols));
            for (int place = 0; place < 20; place++)
            {
                places[place].Add(symbols[place]);
            }
        }

        Assert.All(places, place => Assert.Equal(32, place.Count));
    }

    [Fact]
    public void Every_single_wrong_symbol_is_noticed()
    {
        foreach (string symbols in Some())
        {
            for (int place = 0; place < 20; place++)
            {
                foreach (char wrong in Alphabet.Where(symbol => symbol != symbols[place]))
                {
                    Assert.False(TrackingId.TryParse(Replace(symbols, (place, wrong)), out _));
                }
            }
        }
    }

    [Fact]
    public void Every_swap_of_two_different_symbols_is_noticed_wherever_they_stand()
    {
        foreach (string symbols in Some())
        {
            for (int left = 0; left < 20; left++)
            {
                for (int right = left + 1; right < 20; right++)
                {
                    if (symbols[left] != symbols[right])
                    {
                        Assert.False(TrackingId.TryParse(Replace(symbols, (left, symbols[right]), (right, symbols[left])), out _));
                    }
                }
            }
        }
    }

    [Fact]
    public void Every_two_wrong_symbols_are_noticed()
    {
        // The code is linear, so what one word shows holds for all.
        string symbols = Parse(Known).Symbols;
        for (int left = 0; left < 20; left++)
        {
            for (int right = left + 1; right < 20; right++)
            {
                foreach (char one in Alphabet.Where(symbol => symbol != symbols[left]))
                {
                    foreach (char other in Alphabet.Where(symbol => symbol != symbols[right]))
                    {
                        Assert.False(TrackingId.TryParse(Replace(symbols, (left, one), (right, other)), out _));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("mib-0123-4567-89ab-cdef-gh3q")]
    [InlineData("  MIB 0123 4567 89AB CDEF GH3Q\t\n")]
    [InlineData("0123456789ABCDEFGH3Q")]
    [InlineData("MIB0123456789ABCDEFGH3Q")]
    [InlineData("M1B-0123-4567-89AB-CDEF-GH3Q")]
    [InlineData("mlb-o123-4567-89ab-cdef-gh3q")]
    [InlineData("MIB-OI23-4567-89AB-CDEF-GH3Q")]
    [InlineData("MIB-0L23-4567-89AB-CDEF-GH3Q")]
    [InlineData("MIB\u20130123\u20144567\u221289AB\u2010CDEF\u00A0GH3Q")]
    [InlineData("MIB_0123__4567--89AB-CDEF-GH3Q-")]
    [InlineData("\u200BMIB-0123-4567\u00AD-89AB-CDEF-GH3Q")]
    [InlineData("MIB-०१२३-४५६७-८९AB-CDEF-GH३Q")]
    public void Is_read_however_a_person_writes_it_down(string typed) => Assert.Equal(Known, Parse(typed).Reveal());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("MIB")]
    [InlineData("MIB-0123-4567-89AB-CDEF")]
    [InlineData("MIB-0123-4567-89AB-CDEF-GH3")]
    [InlineData("MIB-0123-4567-89AB-CDEF-GH3QQ")]
    [InlineData("MIBMIB-0123-4567-89AB-CDEF-GH3Q")]
    [InlineData("BIM-0123-4567-89AB-CDEF-GH3Q")]
    [InlineData("MIB-U123-4567-89AB-CDEF-GH3Q")]
    [InlineData("MIB-0123-4567-89AB-CDEF-GH3!")]
    [InlineData("0000-0000-0000-0000-0000")]
    [InlineData("MIB-0123-4567-89AB-CDEF-GH3Q; DROP TABLE")]
    public void Everything_else_is_refused(string? typed)
    {
        Assert.False(TrackingId.TryParse(typed, out TrackingId id));
        Assert.Equal(default, id);
    }

    [Fact]
    public void A_very_long_text_is_not_looked_at() => Assert.False(TrackingId.TryParse(Known + new string(' ', 64), out _));

    [Fact]
    public void Nothing_prints_it_by_accident()
    {
        TrackingId id = Parse(Known);
        Assert.Equal("MIB-…", id.ToString());
        Assert.Equal("MIB-…", $"{id}");
        Assert.Equal("{}", System.Text.Json.JsonSerializer.Serialize(id));
    }

    [Fact]
    public void One_that_was_never_set_reveals_nothing_and_says_so()
    {
        Assert.Throws<InvalidOperationException>(() => default(TrackingId).Reveal());
        Assert.Throws<InvalidOperationException>(() => default(TrackingId).LastGroup);
    }

    [Theory]
    [InlineData("GH3Q", true)]
    [InlineData(" gh3q ", true)]
    [InlineData("-gh 3q", true)]
    [InlineData("GH3R", false)]
    [InlineData("GH3", false)]
    [InlineData("GH3QQ", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_last_group_is_confirmed_forgivingly(string? typed, bool isRight) => Assert.Equal(isRight, Parse(Known).LastGroupIs(typed));

    private static TrackingId Parse(string text)
    {
        Assert.True(TrackingId.TryParse(text, out TrackingId id));
        return id;
    }

    private static IEnumerable<string> Some() => Enumerable.Range(0, 20).Select(_ => TrackingId.New().Symbols);

    private static string Replace(string symbols, params (int Place, char Symbol)[] changes)
    {
        char[] changed = symbols.ToCharArray();
        foreach ((int place, char symbol) in changes)
        {
            changed[place] = symbol;
        }

        return new string(changed);
    }
}
