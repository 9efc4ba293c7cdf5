using static Mibsp.Domain.Complaints.ComplaintKind;

namespace Mibsp.Domain.Demo;

/// <summary>What is said in complaints about public health.</summary>
internal static class HealthStories
{
    public static readonly DemoWords Words = new(
    [
        new("Mosquito Menace", ServiceFault, "There is standing water behind {place}, and the mosquitoes are unbearable from five in the evening. Four people in our building have fever. Fogging was promised and never came."),
        new("Mosquito Menace", ServiceFault, "The empty plot near {place} has been under green water for {days} days. One can see the larvae. The owner does not live in the town."),
        new("Mosquito Menace", BribeDemanded, "The fogging team goes only into lanes where somebody gives them {amount} rupees for 'diesel'. Our lane did not, so they drove past with the machine switched off.", "The log of the machine can be laid beside the list of streets.", 300),
        new("Garbage Collection", ServiceFault, "The bin near {place} has not been emptied for {days} days. Dogs and cows pull everything out on to the road. The smell reaches the school."),
        new("Garbage Collection", BribeDemanded, "The collectors ask each house for {amount} rupees a month and leave the bags of those who do not pay. They say that the supervisor has to be given his part.", "Ask at ten houses of the lane; all were asked for the same sum.", 100),
        new("Garbage Collection", Misconduct, "When my mother asked why the van had not come, the driver shouted at her and threw the bin across the road. It is the same driver every week and everybody in the lane is afraid to ask now."),
        new("Public Toilet Maintenance", ServiceFault, "The women's side of the public toilet near {place} has no light, no bolt and no water. The caretaker keeps one cabin locked for himself."),
        new("Public Toilet Maintenance", BribeDemanded, "The toilet near {place} is free according to the board, but the man at the door takes {amount} rupees from everybody and gives no ticket. Whoever objects is told to go elsewhere.", "Stand there for ten minutes.", 10),
        new("Public Toilet Maintenance", Delay, "The public toilet near {place} was closed for repair {days} days ago, and nobody has worked there since. Drivers and vendors now use the wall of the park."),
        new("Health Violation", BribePaid, "I have a small food stall. The inspector takes {amount} rupees on the fifth of each month; otherwise he finds something. I paid again last month because I cannot lose a day.", "He comes in the same week each month without any entry in the inspection diary.", 2000),
        new("Health Violation", ServiceFault, "An eating place near {place} washes its plates in a bucket in the lane and throws the water into the drain. Rats run there in daylight. I became ill after eating there, and so did two colleagues."),
        new("Health Violation", BribeDemanded, "For the renewal of a food licence I was told {amount} rupees 'all included', although the fee on the website is much less. I was told that a renewal without an agent takes half a year.", "Compare how long renewals take with an agent's name on the form and without one.", 3500),
        new("Health Violation", RefusedAndPunished, "We did not pay the monthly {amount} rupees, and within a week our shop had two inspections and a notice. Shops with the same fittings left and right of us got none.", "The inspection diary shows which shops were visited in those two weeks.", 1500),
        new("Health Violation", Retaliation, "Since the complaint about the inspector was made, he comes to our lane every second day and asks loudly who is writing letters. People have stopped talking to us. He said that licences can also be lost.", "Nobody had inspected this lane for a year; now there are six visits in two weeks."),
    ],
    [
        new("On which days does the van come at all? Even a rough answer helps us to find the crew.", "It used to come on Monday and Thursday. For three weeks it has come on Thursday only, and late."),
        new("Is the water in the plot rain water, or does it come from a pipe?", "It came with the rain, but it does not dry up, so I think there is a pipe as well."),
        new("Is the caretaker there at all hours, or do several people take turns?", "There are two. The one who takes money is there in the mornings."),
        new("Would you say whether this happened once, or regularly?", "Every month in the first week. Everybody in the row knows it."),
    ],
    [
        "The plot was drained and treated. Fogging was done on three evenings, and the owner has been served with a notice.",
        "The collection round was changed, and the bin is now emptied every day. The contractor was fined for the days missed.",
        "Lights, bolts and the water tank were repaired. The caretaker was replaced, and the board with the words 'free of charge' was put up in two languages.",
        "The place was inspected by a team from another zone, without notice. It was closed for four days and passed a second visit.",
        "The licence was issued at the printed fee. Renewals are now given out by lot to inspectors, so that nobody keeps a street.",
    ],
    ["Vector control visited; larvae found in the tank, not in the plot.", "Ask the contractor for the tracking data of the van.", "Inspection diary copied for the two weeks named.", "Same place as in spring. Check whether the earlier notice was followed up."]);
}
