using static Mibsp.Domain.Complaints.ComplaintKind;

namespace Mibsp.Domain.Demo;

/// <summary>What is said in complaints about sanitation.</summary>
internal static class SanitationStories
{
    public static readonly DemoWords Words = new(
    [
        new("Sewage Blockage", ServiceFault, "The manhole near {place} overflows every morning, and sewage runs along the wall of the school. Children jump over it. It has been so for {days} days."),
        new("Sewage Blockage", BribeDemanded, "The jetting machine came, and the operator asked for {amount} rupees from each house before he would switch it on. He said that diesel is not paid by the office.", "The trip sheet of the machine has our street as 'cleared' on a day when nothing was done.", 500),
        new("Sewage Blockage", BribePaid, "Our house had sewage on the ground floor, and I paid {amount} rupees to the crew to come the same night. The helpline had told us to wait for a week. Surely it cannot depend on that.", "The crew came with the municipal machine outside its shift.", 2500),
        new("Sewage Blockage", Misconduct, "A worker was sent into the manhole near {place} without any mask or rope, while the contractor's supervisor stood by. When people objected they were told to mind their own business. This is forbidden by law."),
        new("Waste Collection", ServiceFault, "The collection van has not come to the lanes behind {place} for {days} days. People have begun to burn plastic in the evening. Those with asthma cannot open a window."),
        new("Waste Collection", ServiceFault, "We separate wet and dry waste as we were taught, and then the van throws everything together. After one year of this nobody wants to separate any more."),
        new("Waste Collection", BribeDemanded, "For building waste there is a fixed price on the notice. The driver asks {amount} rupees on top, or else leaves half of it on the road, and then the fine comes to us.", "The weighbridge slips show loads for which no fee was entered.", 1000),
        new("Waste Collection", Delay, "The application of our building for a compost pit was complete {days} days ago. The section only had to send somebody to look. Each week it is another reason."),
        new("Drain Cleaning", ServiceFault, "The open drain near {place} was last cleaned before the elections. It is full to the brim, and with the first rain it will enter the houses."),
        new("Drain Cleaning", ServiceFault, "The silt taken from the drain near {place} has lain on the edge for {days} days, and it is washing back. It is half the work done twice."),
        new("Drain Cleaning", RefusedAndPunished, "The gang leader asked each house for {amount} rupees in tea money. Ours did not pay, and the drain was cleaned up to our wall and again after it.", "One can see it: six metres of silt exactly in front of one house.", 200),
        new("Public Cleanliness", ServiceFault, "The corner near {place} has become a dumping place. Somebody empties a tractor there at night. The municipal board saying 'no dumping' lies under the heap."),
        new("Public Cleanliness", Misconduct, "Sweepers' attendance in our ward is marked for twelve people, and only five ever come. The mukadam signs for the rest. We have counted for a month.", "Count them at seven in the morning on any three days."),
        new("Public Cleanliness", Retaliation, "After the matter of the attendance was reported, our lane has not been swept once, and the mukadam asked at the tea stall which house it was. We live here and have to pass him every day.", "The sweeping chart still lists our lane for each morning."),
        new("Public Cleanliness", Other, "Please put a second bin near {place}. One is not enough on market days, and the vendors would use it; they have said so themselves."),
    ],
    [
        new("Is the overflow there all day, or only at certain hours?", "Only from six to nine in the morning, when everybody is using water."),
        new("Did the tractor have a number plate or a company's name that you could see?", "No plate that I could see. It is green, and the trailer has one new side board."),
        new("On about how many days in the last month did the van come?", "On four days. I have marked them on the calendar."),
        new("Does the contractor's crew wear jackets with a name on them?", "Orange jackets, with the letters half gone. I could read 'Clean' and then nothing."),
    ],
    [
        "The line was jetted from both ends and a broken pipe was replaced. The chamber was watched for three mornings and did not overflow.",
        "The round was given a second van, and the crew leader now sends a report each noon. Missed days are deducted from the contractor's bill.",
        "The drain was cleaned over its whole length and the silt was taken away the same day.",
        "The heap was cleared, the corner was fenced, and a camera was put up by the ward. Two people have been fined so far.",
        "The attendance of the ward is now taken by machine. The months before are being looked through by the integrity cell.",
    ],
    ["Trip sheet and call time do not fit. Ask for the vehicle log.", "Old line, 150 mm. It will block again unless it is laid anew.", "Visited at seven: five people, twelve on the list.", "Contractor's bill of the month held back until this is settled."]);
}
