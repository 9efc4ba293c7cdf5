using static Mibsp.Domain.Complaints.ComplaintKind;

namespace Mibsp.Domain.Demo;

/// <summary>What is said in complaints about water.</summary>
internal static class WaterStories
{
    public static readonly DemoWords Words = new(
    [
        new("Water Connection", BribeDemanded, "We applied for a house connection and paid the fee at the counter. The line inspector says the file will not move unless we give him {amount} rupees. He said the same to two neighbours. He does not give any receipt.", "Compare the date of payment with the date of the site visit in the register; the other files of that week moved only where money was paid.", 5000),
        new("Water Connection", BribePaid, "I gave {amount} rupees to the man who came to measure for the new connection, because he said there were no meters in stock. The meter came the next morning. I now know that it is free.", "The stock book will show that meters were there all along.", 3000),
        new("Water Connection", Delay, "The application for our connection was complete {days} days ago and the road cutting permit is there. At each visit we are told to come next week. Nobody can say what is missing.", "The file movement sheet shows on whose table it lies."),
        new("Water Connection", RefusedAndPunished, "When we did not pay the {amount} rupees that were asked for, our application was sent back with the remark 'documents unclear'. The same papers were accepted before for the house beside ours.", "Both files are in the same cupboard and can be laid side by side.", 4000),
        new("Water Quality Issue", ServiceFault, "The water near {place} has been brown since last week and smells of drains in the morning. Several children in the lane have had stomach trouble. Everybody is buying cans now."),
        new("Water Quality Issue", ServiceFault, "For {days} days the tap water has been yellow with small black bits in it. It clears after half an hour, but by then the supply hour is nearly over."),
        new("Water Quality Issue", Misconduct, "I took a bottle of the dirty water to the section office. The person at the desk laughed, poured it out, and told me to buy a filter if I am so fond of clean water. Others were standing there."),
        new("Pipeline Leakage", ServiceFault, "A main is leaking near {place} and the water runs down the street day and night, while we get no pressure on the second floor. It was reported by telephone three times. The road is breaking up now."),
        new("Pipeline Leakage", Delay, "The pipe was dug up near {place} {days} days ago, and then everybody left. The pit is open and full of water, and there is no barrier. At night it cannot be seen.", "Go and look; it is not possible to miss it."),
        new("Pipeline Leakage", BribeDemanded, "The crew that came to mend the leak asked the shops near {place} for {amount} rupees 'for the material'. They said that otherwise they would close the valve and go. Surely the municipality pays for the pipe.", "The stores ledger shows whether material was drawn for this job.", 1500),
        new("Billing Complaint", ServiceFault, "Our bill is four times what it was, although two of us have moved out. The meter has a reading that is lower than the one on the bill. The counter says the computer is always right."),
        new("Billing Complaint", BribeDemanded, "The meter reader offered to write a lower figure if we give him {amount} rupees every second month. He says that most houses in the row have agreed. I have not, and my bill has doubled.", "Compare the readings in this row with what the meters show today.", 500),
        new("Billing Complaint", ServiceRefused, "I paid in January and have the stamped slip, but the bill still shows the amount as due. The office refuses to take a written complaint and says only the head office can correct it."),
        new("Billing Complaint", Other, "The new bills are printed so small and only in one language that the elderly people in our building cannot read them. Please print the amount and the last date in large letters."),
    ],
    [
        new("Could you tell us the month printed on the last bill that was right? We do not need your name or number.", "The last right one was two months ago. After that the reader did not come any more."),
        new("At which hours does the water come discoloured: at the start of the supply, or all the time?", "Mostly in the first twenty minutes, and always in the morning. In the evening it is better."),
        new("Which shop or building is nearest to the leak? Our crew did not find the place.", "It is opposite the tea stall, just before the culvert. You can hear it."),
        new("Did the person show an identity card, or come with a departmental vehicle?", "No card. But he came on the department's motorcycle, with the blue number board."),
    ],
    [
        "The section was flushed and the broken joint near the drain was replaced. A sample was taken on two days and found fit to drink.",
        "The leak was closed and the road was made good. The pressure was measured at the last house in the street.",
        "The reading was checked on the spot and the bill was corrected. The difference is credited to the next bill.",
        "The file was taken from the section and decided by the head of the department. The connection was given. The conduct of the inspector is being looked into separately.",
        "All pending applications of this section were called up and put in order of date. Fees can now be paid online only.",
    ],
    ["The joint is older than the map says; ask stores for a 6 inch sleeve.", "Two more calls from the same street, see the call register.", "Visited in the morning, pressure 0.4 bar at the last house.", "Register for that week requested from the section."]);
}
