namespace Mibsp.Tests.Browser;

/// <summary>Small files to upload.</summary>
internal static class SamplePictures
{
    /// <summary>8 by 8 pixels, with a text chunk that says who made it: "marker-author".</summary>
    public static readonly byte[] PngWithText = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFHRFWHRBdXRob3IAbWFya2VyLWF1dGhvcmT13EMAAABqSURBVHic" +
        "FYxBEQBBDMKqpEpQEiVVghKUoOj2eJJMZphlxMAcYyZMmRl2WbGwx5oNW/YBLRICHTIKKnrgl9/9dmAI9HWHW07/eceZC1fuAS/W" +
        "r/qwcXDxA1miP5AjJiElD3Sp/myPmoaWfv+wSwF/oq+dAAAAAElFTkSuQmCC");
}
