using System.Net;
using Mibsp.Domain.Common;
using Mibsp.Tests.Support;
using Mibsp.Web.Flood;
using Mibsp.Web.Options;
using OptionsMaker = Microsoft.Extensions.Options.Options;

namespace Mibsp.Tests.Web.Flood;

/// <summary>Floods make everything slower and close nothing.</summary>
public sealed class FloodTests(ITestOutputHelper output)
{
    private const int Many = 5_000;

    private readonly Gate _gate = new();

    [Fact]
    public void Under_five_thousand_forms_without_script_everybody_gets_through_and_is_told_when()
    {
        var (flood, honest) = (Key("203.0.113.9"), Key("198.51.100.7"));
        var forms = Enumerable.Range(0, Many).Select(i => _gate.Open($"junk {i}", flood)).ToList();
        _gate.Clock.Advance(TimeSpan.FromMinutes(2));
        var admitted = forms.Count(form => _gate.Admit(form, $"junk {forms.IndexOf(form)}").IsAdmitted);
        Assert.InRange(admitted, 1, 2 * _gate.Options.PlainPerMinute);

        // One without script from elsewhere, one without script from the very address of the flood (Tor, a proxy), one with script.
        var (elsewhere, same, script) = (_gate.Open("elsewhere", honest), _gate.Open("same", flood), _gate.Open("script", flood));
        Assert.True(_gate.Admit(script.Solve(), "script").IsAdmitted);
        var waits = (Elsewhere: Wait(elsewhere, "elsewhere"), Same: Wait(same, "same"));
        output.WriteLine($"Of {Many} at once {admitted} were let in. Then: with script 0 s, without script {waits.Elsewhere} s from elsewhere, {waits.Same} s from the same address.");

        Assert.InRange(waits.Elsewhere, 1, 2 * _gate.Options.MostSeconds);
        Assert.InRange(waits.Same, waits.Elsewhere, 7 * 60);
    }

    [Fact]
    public void Under_five_thousand_forms_with_script_the_work_grows_to_its_cap_and_an_honest_one_does_it_and_gets_through()
    {
        var gate = new Gate(new FloodOptions { LeastBits = 1, MostBits = 5 });
        for (var i = 0; i < Many; i++)
        {
            Assert.True(gate.Admit(gate.Open($"junk {i}").Solve(), $"junk {i}").IsAdmitted);
        }

        var honest = gate.Open("honest");

        Assert.Equal(gate.Options.MostBits, honest.Bits);
        Assert.True(gate.Admit(honest.Solve(), "honest").IsAdmitted);
        var plain = gate.Open("plain");
        Assert.Equal(gate.Options.MostSeconds, gate.Admit(plain, "plain").Seconds);
        gate.Clock.Advance(TimeSpan.FromSeconds(gate.Options.MostSeconds));
        Assert.True(gate.Admit(plain, "plain").IsAdmitted);
    }

    [Fact]
    public void A_turn_once_given_holds_whoever_comes_meanwhile()
    {
        var gate = new Gate(new FloodOptions { PlainPerMinute = 1, LeastSeconds = 0 });
        Assert.True(gate.Admit(gate.Open("first"), "first").IsAdmitted);
        var second = gate.Open("second");
        var wait = gate.Admit(second, "second").Seconds;
        Assert.InRange(wait, 1, 60);
        for (var i = 0; i < 100; i++)
        {
            gate.Admit(gate.Open($"pusher {i}"), $"pusher {i}");
        }

        gate.Clock.Advance(TimeSpan.FromSeconds(wait));

        Assert.True(gate.Admit(second, "second").IsAdmitted);
    }

    [Fact]
    public void An_address_that_opens_many_forms_goes_half_the_way_and_no_further()
    {
        var shared = Key("203.0.113.9");
        for (var i = 0; i < 1_000; i++)
        {
            _gate.Open($"{i}", shared);
        }

        Assert.Equal(13, _gate.Open("theirs", shared).Bits);
        Assert.Equal(11, _gate.Open("others", Key("198.51.100.7")).Bits);
        _gate.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(11, _gate.Open("later", shared).Bits);
    }

    [Fact]
    public async Task Spent_tokens_are_remembered_up_to_a_bound_and_forgotten_with_their_age()
    {
        var (clock, spent) = (new TestClock(), default(SpentTokens));
        spent = new SpentTokens(clock);
        var first = Token(clock);
        Assert.True(await spent.TrySpendAsync(first, null));
        Assert.False(await spent.TrySpendAsync(first, null));

        clock.Advance(WorkToken.Lifetime);
        Assert.True(await spent.TrySpendAsync(Token(clock), null));

        Assert.False(spent.Contains(first.Nonce));
    }

    [Fact]
    public void Settings_that_would_close_something_stop_the_start_all_in_one_message()
    {
        var faults = new FloodOptionsValidator().Validate(null, new FloodOptions
        {
            LeastBits = 9, MostBits = 8, MostSeconds = 301, FloodPerMinute = 1, PlainPerMinute = 0, BurstAfter = 0,
        }).Failures!.ToList();

        Assert.Equal(5, faults.Count);
        Assert.True(new FloodOptionsValidator().Validate(null, new FloodOptions()).Succeeded);
    }

    /// <summary>Does as the page says until it is let in. Seconds that took.</summary>
    private int Wait(FormWork work, string form)
    {
        for (var (waited, tries) = (0, 0); tries < 5; tries++)
        {
            var admission = _gate.Admit(work, form);
            if (admission.IsAdmitted)
            {
                return waited;
            }

            waited += admission.Seconds;
            _gate.Clock.Advance(TimeSpan.FromSeconds(admission.Seconds));
        }

        throw new InvalidOperationException("It was told to wait again and again.");
    }

    private static WorkToken Token(TestClock clock) => new(Identifiers.Random(), clock.GetUtcNow(), 1, Identifiers.Random());

    private VisitorKey Key(string address) => _keys.Of(IPAddress.Parse(address));

    private readonly VisitorKeys _keys = new(new MunicipalTime(new TestClock(), TimeZoneInfo.Utc));
}
