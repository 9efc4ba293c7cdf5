using static Mibsp.Domain.Complaints.ComplaintKind;

namespace Mibsp.Domain.Demo;

/// <summary>What is said in complaints about roads.</summary>
internal static class RoadStories
{
    public static readonly DemoWords Words = new(
    [
        new("Pothole Repair", ServiceFault, "There is a deep hole in the road near {place}, just after the speed breaker. Two scooters fell last week when it was full of rain. Somebody has put a branch in it as a warning."),
        new("Pothole Repair", ServiceFault, "The potholes near {place} were filled with loose stones {days} days ago. All of it has come out again and now lies on the road. It is worse than before."),
        new("Pothole Repair", BribePaid, "The contractor's man collected {amount} rupees from each shop near {place} to fill the holes before the festival. He said the municipality had no budget. We later saw the work on the paid list.", "The measurement book has this stretch as done at public cost in the same month.", 1000),
        new("Pothole Repair", Delay, "We handed in a request with many signatures {days} days ago. It was marked to the section engineer, and nothing has happened since. School buses take this road every day.", "The inward register of the office has the request."),
        new("Street Light Issue", ServiceFault, "Five lamps in a row are out near {place}. Women coming from the evening shift walk with their phones as torches. A chain was snatched there last week."),
        new("Street Light Issue", BribeDemanded, "The lineman says he will mend the lamp outside our lane if we collect {amount} rupees for him. He switched it off himself last month to show what he means.", "The lamp works when the fuse in the box is put in, so it is not broken.", 800),
        new("Street Light Issue", ServiceFault, "The lamps near {place} burn through the day and are dark from nine at night. It has been so for {days} days. It seems the timer is the wrong way round."),
        new("Road Construction", Misconduct, "The new road near {place} is hardly two fingers thick; one can lift the edge by hand. When residents asked, the site supervisor threatened to stop the work altogether.", "Cut one core out of the road and measure it against the tender."),
        new("Road Construction", BribeDemanded, "For the road opening permit for our drain the clerk asks {amount} rupees more than the fee on the notice board. He calls it 'file charges', and says the engineer takes the larger part.", "Ask for the permits of the last month: each has the same delay except those that were 'arranged'.", 6000),
        new("Road Construction", Delay, "Half of the road was dug up {days} days ago, and the work has stood still since. No ambulance can reach the lanes behind {place}. The contractor's board has no telephone number."),
        new("Road Construction", ServiceRefused, "Our lane is in the sanctioned list for paving, but the section says that it belongs to somebody else and will not even take our letter. The list hangs in their own office."),
        new("Drainage Problem", ServiceFault, "The storm drain near {place} has lost its cover, and there is a hole as wide as a child. We have put a bed frame over it. Please come before the rain does."),
        new("Drainage Problem", ServiceFault, "After each shower the water stands knee-deep near {place} and enters the ground-floor houses. The drain was built higher than the road."),
        new("Drainage Problem", RefusedAndPunished, "We refused the {amount} rupees which the overseer wanted for clearing the drain. Now the silt that was taken out in front of the other houses has been put before ours.", "The heap lies exactly along the two houses that did not pay.", 700),
    ],
    [
        new("Is the hole on the side of the shops, or on the side of the park?", "On the side of the shops, about ten steps from the bus stop."),
        new("Do you remember in which week the work stopped?", "It must have been the second week of the month, a day or two before the holiday."),
        new("Is there a number painted on any of the lamp posts?", "The first dark one has 14 on it, and it goes on to 18."),
        new("Was the amount asked for in the office or on the road?", "In the corridor outside the office, after the others had gone."),
    ],
    [
        "The stretch was resurfaced with hot mix and rolled. It is under a guarantee of three years and will be looked at after the rains.",
        "The lamps and the damaged cable were replaced, and the timer was set. Our crew saw them lit at eight in the evening.",
        "A new cover was cast and set. The drain was cleared up to the culvert.",
        "The measurement was repeated by an engineer of another division. The contractor has to redo the work at his own cost.",
        "The permit was given at the printed fee. The clerk has been moved from the counter while the matter is looked into.",
    ],
    ["Same stretch as last month's request, put them on one work order.", "Contractor given notice, seven days.", "Core sample booked for Thursday.", "Photograph of the site is with the section, taken before repair."]);
}
