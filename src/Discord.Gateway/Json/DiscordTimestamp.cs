namespace Discord.Gateway.Json;

/// <summary>Discord's usual form of a timestamp: 2026-08-01T12:34:56.789000+00:00, with or without a fraction.</summary>
internal static class DiscordTimestamp
{
    internal static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        long fraction = 0;
        switch (text.Length)
        {
            case 25 when text.EndsWith("+00:00"u8):
                break;
            case 32 when text[19] == '.' && text.EndsWith("+00:00"u8) && Digits(text.Slice(20, 6)) is var microseconds and >= 0:
                fraction = microseconds * TimeSpan.TicksPerMicrosecond;
                break;
            default:
                return false;
        }

        if (text[4] != '-' | text[7] != '-' | text[10] != 'T' | text[13] != ':' | text[16] != ':')
        {
            return false;
        }

        int year = Digits(text[..4]), month = Digits(text.Slice(5, 2)), day = Digits(text.Slice(8, 2));
        int hour = Digits(text.Slice(11, 2)), minute = Digits(text.Slice(14, 2)), second = Digits(text.Slice(17, 2));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || (uint)hour > 23 || (uint)minute > 59 || (uint)second > 59)
        {
            return false;
        }

        value = new DateTimeOffset(new DateTime(year, month, day, hour, minute, second).Ticks + fraction, TimeSpan.Zero);
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        int value = 0;
        foreach (byte b in text)
        {
            uint digit = b - (uint)'0';
            if (digit > 9)
            {
                return -1;
            }

            value = (value * 10) + (int)digit;
        }

        return value;
    }
}
