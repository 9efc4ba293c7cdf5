using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.SignIn;

namespace Mibsp.Tests.Web.SignIn;

/// <summary>Ten wrong passwords do not tell whether there is such a user.</summary>
public sealed class SilentDoorTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task The_same_is_answered_with_the_same_work_whether_a_user_is_there_disabled_or_not()
    {
        var hasher = new CountingHasher(new PasswordHasher<StaffUser>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })));
        await using var counted = host.WithWebHostBuilder(web => web.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<StaffUser>>(hasher)));
        var (member, disabled) = (await host.Town.HireAsync(), await host.Town.HireAsync());
        Town.Done(await host.Town.Get<StaffAccounts>().SetDisabledAsync(disabled.Id, true, host.Town.Administrator, TestContext.Current.CancellationToken));
        var nobody = member.UserName[..^1] + "X";
        Assert.Equal(member.UserName.Length, disabled.UserName.Length);

        var (there, off, missing) = (await TryAsync(counted, hasher, member.UserName), await TryAsync(counted, hasher, disabled.UserName), await TryAsync(counted, hasher, nobody));

        Assert.Equal(10, there.Count);
        Assert.Equal(there, missing);
        Assert.Equal(there, off);

        // The first four are wrong, the others locked: told apart from each other, or this test could not fail.
        Assert.Equal(2, there.Distinct().Count());
    }

    [Fact]
    public async Task The_right_password_of_a_disabled_account_is_a_wrong_one()
    {
        var (disabled, member) = (await host.Town.HireAsync(), await host.Town.HireAsync());
        Town.Done(await host.Town.Get<StaffAccounts>().SetDisabledAsync(disabled.Id, true, host.Town.Administrator, TestContext.Current.CancellationToken));

        Assert.Equal(await AnswerAsync(host, member.UserName, "not-the-password"), await AnswerAsync(host, disabled.UserName, A.Password));
    }

    private static async Task<List<(HttpStatusCode Status, int Length, string Words, int Verified)>> TryAsync(WebApplicationFactory<Program> portal, CountingHasher hasher, string userName)
    {
        var answers = new List<(HttpStatusCode, int, string, int)>();
        for (var i = 0; i < 10; i++)
        {
            var before = hasher.Verified;
            var (status, words) = await AnswerAsync(portal, userName, "not-the-password");
            answers.Add((status, words.Length, words, hasher.Verified - before));
        }

        return answers;
    }

    private static async Task<(HttpStatusCode Status, string Words)> AnswerAsync(WebApplicationFactory<Program> portal, string userName, string password)
    {
        using var http = portal.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await new StaffBrowser(http).SignInAsync(userName, password);

        // Each failure takes the same time, however little there was to do.
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(400));
        var text = await StaffBrowser.TextAsync(answer);
        return (answer.StatusCode, System.Text.RegularExpressions.Regex.Replace(text, "__RequestVerificationToken\" value=\"[^\"]*\"|<!--Blazor.*?-->", "").Replace(userName, "NAME", StringComparison.Ordinal));
    }
}
