using static Mibsp.Domain.Complaints.ComplaintKind;

namespace Mibsp.Domain.Demo;

/// <summary>What is said in complaints about electricity.</summary>
internal static class PowerStories
{
    public static readonly DemoWords Words = new(
    [
        new("Power Outage", ServiceFault, "Our street near {place} has had no power since last night, while the other side of the road has. The helpline says 'work in progress', but nobody has come."),
        new("Power Outage", ServiceFault, "Every afternoon from two to five the power goes, for {days} days now. There is no announcement. Small workshops here cannot keep their orders."),
        new("Power Outage", BribeDemanded, "The crew came, looked at the transformer, and asked the street to collect {amount} rupees for the fuse. When we asked for a bill they drove away. We were without power for another night.", "The call register has our call as 'attended' although nothing was done.", 1200),
        new("Power Outage", Misconduct, "I called the fault line four times at night because an old person here needs a breathing machine. The operator said 'then go to a hospital' and cut the line."),
        new("Voltage Issue", ServiceFault, "The voltage near {place} is so low in the evening that the fan hardly turns and the pump does not start. Two refrigerators in our building have burnt out."),
        new("Voltage Issue", ServiceFault, "The lights grow very bright and then dim again all day. For {days} days we have switched everything off out of fear. The joint on the pole gives sparks when it rains."),
        new("Voltage Issue", Delay, "A larger transformer for our area was approved {days} days ago. It stands in the yard of the section, wrapped, and we are told that there is no crane.", "It can be seen from the road."),
        new("New Connection", BribeDemanded, "For a three-phase connection to a small workshop I was asked for {amount} rupees outside the estimate. The assistant wrote the sum on a slip and took the slip back. He said that without it there would be 'objections'.", "In this section each application of the past months had exactly one objection, lifted within a day or two.", 15000),
        new("New Connection", BribePaid, "I paid {amount} rupees through an agent, because three visits had led to nothing. The connection came within two days. I am telling this so that the next person need not pay.", "Applications handed in by this agent are always released on the same day of the week.", 8000),
        new("New Connection", Delay, "The estimate was paid {days} days ago. The rule says fifteen working days. The section says that the wire is out of stock, but wire is being laid in the next street."),
        new("New Connection", ServiceRefused, "The office refuses our application for a change of name because the previous owner has dues at another house. That is not our debt, and the rules do not say so."),
        new("Meter Complaint", ServiceFault, "Our meter counts even when the main switch is off. I have photographs of the figures from three evenings. The bill is more than double that of our neighbours."),
        new("Meter Complaint", BribeDemanded, "The meter inspector said that our seal was broken and that this costs a fine of fifty thousand, but for {amount} rupees he would not have seen it. The seal was whole when he came.", "The photograph in the reader's device from the week before shows the seal.", 10000),
        new("Meter Complaint", RefusedAndPunished, "We did not give the {amount} rupees to the meter reader. For three months we have been billed as 'door locked' on an average that is far too high, though somebody is always at home.", "Houses left and right were read on the same days.", 500),
    ],
    [
        new("Is there a number on the transformer or on the pole nearest to you?", "The pole has 7/3 painted on it in red."),
        new("Are the houses across the road affected as well?", "No, only our side, from the corner to the temple."),
        new("Do you still have the paper on which the amount was written? Please do not send it; a yes or no is enough.", "No, he took it back at once. But the date was the same as on my estimate."),
        new("Does the meter also count with the main switch off at night?", "Yes, about one unit in a night."),
    ],
    [
        "The fuse unit and two spans of cable were replaced. The load on the transformer was measured over three days and is within limits.",
        "A second transformer was put into service. The voltage at the last pole is now 228 volts in the evening.",
        "The meter was tested in the laboratory, found to run fast by eleven per cent, and replaced. The bills of six months were corrected.",
        "The connection was given. All objections of the section in the past quarter are being looked through by the vigilance engineer.",
        "The bills were redone from real readings, and the reader's round was given to somebody else.",
    ],
    ["Load readings attached to the feeder file.", "Section says wire is in stock since Monday. Ask why it was not issued.", "Laboratory slot booked for the meter.", "Helpline recording for that night requested."]);
}
