using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Mibsp.Web.Composition;
using Mibsp.Web.Resources;

namespace Mibsp.Tests.Web.Live;

public sealed class RememberedTextsTests
{
    private readonly IStringLocalizer<CommonTexts> _texts = Localizer();

    [Fact]
    public void A_text_is_the_same_each_time_and_not_looked_up_again()
    {
        var first = _texts["App.Name"];

        Assert.Equal("MIBSP", first.Value);
        Assert.Same(first, _texts["App.Name"]);
    }

    [Fact]
    public void What_is_not_there_is_said_so_and_not_kept()
    {
        var first = _texts["No.Such.Text"];

        Assert.True(first.ResourceNotFound);
        Assert.NotSame(first, _texts["No.Such.Text"]);
    }

    [Fact]
    public void Arguments_are_put_in_as_the_reader_writes_numbers()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal("1,5", _texts["{0:0.0}", 1.5].Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Each_language_keeps_its_own()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            var english = _texts["App.Name"];
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("hi-IN");

            Assert.NotSame(english, _texts["App.Name"]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static IStringLocalizer<CommonTexts> Localizer()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddMibspTexts();
        return services.BuildServiceProvider().GetRequiredService<IStringLocalizer<CommonTexts>>();
    }
}
