using Discord.Gateway;

// Every event that Discord documents: its name, the record it arrives as, and the intents any of which make Discord send it.
GatewayEventType[] types = [.. Enum.GetValues<GatewayEventType>().Where(type => type != GatewayEventType.Unknown)];
Console.WriteLine($"{"event",-40} {"record",-40} intents");
foreach (GatewayEventType type in types)
{
    string record = type.GetRecordType()?.Name ?? "Unknown";
    string intents = type.GetIntents() == GatewayIntents.None ? "(always sent)" : type.GetIntents().ToString();
    Console.WriteLine($"{type.GetName(),-40} {record,-40} {intents}");
}

Console.WriteLine($"{types.Length} events");
