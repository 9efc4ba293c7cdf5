using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.SignIn;

public sealed class PasswordPolicyTests
{
    [Theory]
    [InlineData(null, PasswordWeakness.TooShort)]
    [InlineData("", PasswordWeakness.TooShort)]
    [InlineData("nine-char", PasswordWeakness.TooShort)]
    [InlineData("my ASHA.RAO is long", PasswordWeakness.HasUserName)]
    [InlineData("the-MiBsP-portal", PasswordWeakness.HasPortalName)]
    [InlineData("password123", PasswordWeakness.Common)]
    [InlineData("P@ssw0rd2026!", PasswordWeakness.Common)]
    [InlineData("Pa$$word@1234", PasswordWeakness.Common)]
    [InlineData("Officer@1234", PasswordWeakness.Common)]
    [InlineData("Admin@1234", PasswordWeakness.Common)]
    [InlineData("qwertyuiop", PasswordWeakness.Common)]
    [InlineData("1qaz2wsx3edc", PasswordWeakness.Common)]
    [InlineData("12345678901234", PasswordWeakness.Common)]
    [InlineData("aaaaaaaaaaaa", PasswordWeakness.Common)]
    [InlineData("abababababab", PasswordWeakness.Common)]
    [InlineData("abcdefghijkl", PasswordWeakness.Common)]
    [InlineData("lkjihgfedcba", PasswordWeakness.Common)]
    [InlineData("iloveyou1234", PasswordWeakness.Common)]
    [InlineData("welcomewelcome", PasswordWeakness.Common)]
    [InlineData("2026-Jai-Hind", PasswordWeakness.Common)]
    [InlineData("i-love-my-india", PasswordWeakness.Common)]
    [InlineData("JaiShreeRam!!!", PasswordWeakness.Common)]
    public void Weak_ones_are_named(string? password, PasswordWeakness weakness) => Assert.Equal(weakness, PasswordPolicy.Find(password, "asha.rao"));

    [Theory]
    [InlineData("copper basket window")]
    [InlineData("Correct-horse-7")]
    [InlineData("xkcdordinary")]
    [InlineData("hjrtuwqpzmvn")]
    [InlineData("834719264051")]
    [InlineData("नल का पानी बंद है")]
    public void Good_ones_are_taken_whatever_they_are_made_of(string password) => Assert.Null(PasswordPolicy.Find(password, "asha.rao"));

    [Fact]
    public void A_very_long_one_is_refused() => Assert.Equal(PasswordWeakness.TooLong, PasswordPolicy.Find(new string('x', 129), "asha"));

    [Fact]
    public void A_name_of_two_letters_does_not_spoil_a_password() => Assert.Null(PasswordPolicy.Find("copper basket window", "as"));

    [Fact]
    public void The_list_is_long_enough_to_be_of_use() => Assert.InRange(CommonPasswords.Count, 1000, 10_000);

    [Fact]
    public void What_administrators_hand_over_is_good()
        => Assert.All(Enumerable.Range(0, 500).Select(_ => OneTimePassword.New()), password => Assert.Null(PasswordPolicy.Find(password, "asha.rao")));

    [Fact]
    public void Tests_sign_in_with_a_good_one() => Assert.Null(PasswordPolicy.Find(A.Password, "asha.rao"));
}
