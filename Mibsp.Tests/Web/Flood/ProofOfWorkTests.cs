using System.Buffers.Binary;
using System.Security.Cryptography;
using Mibsp.Web.Flood;

namespace Mibsp.Tests.Web.Flood;

public sealed class ProofOfWorkTests
{
    private static readonly Guid _nonce = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void An_answer_that_solves_every_puzzle_is_taken_for_its_nonce_and_difficulty_only()
    {
        var answer = Puzzle.Solve($"{_nonce:N}", 8);

        Assert.True(ProofOfWork.IsSolved(_nonce, 8, answer));
        Assert.False(ProofOfWork.IsSolved(Guid.Parse("00112233-4455-6677-8899-aabbccddeefe"), 8, answer));
        Assert.False(ProofOfWork.IsSolved(_nonce, 20, answer));
        Assert.False(ProofOfWork.IsSolved(_nonce, 8, string.Join('.', answer.Split('.').Reverse())));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("................")]
    [InlineData("0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0")]
    [InlineData("-1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0")]
    [InlineData("4294967296.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0")]
    [InlineData("１.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0")]
    public void Nonsense_is_no_answer_even_where_nothing_is_asked_for(string? answer) => Assert.False(ProofOfWork.IsSolved(_nonce, 0, answer));

    [Fact]
    public void A_puzzle_is_plain_sha_256_over_nonce_puzzle_and_number()
    {
        Span<byte> text = stackalloc byte[24];
        Convert.FromHexString($"{_nonce:N}").CopyTo(text);
        text[19] = 3;
        uint number = 0;
        do
        {
            BinaryPrimitives.WriteUInt32BigEndian(text[20..], ++number);
        }
        while (SHA256.HashData(text)[0] != 0);

        Assert.True(ProofOfWork.Fits(_nonce, 3, number, 8));
    }
}
