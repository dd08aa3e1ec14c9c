namespace Discord.Gateway.Models;

/// <summary>How Discord shows a time in a message, in the reader's time zone and language. Discord's documentation: <see href="https://discord.com/developers/docs/reference#message-formatting-timestamp-styles">Reference › Timestamp Styles</see>.</summary>
public enum TimestampStyle
{
    /// <summary>f, also the default: April 20, 2021 at 16:20.</summary>
    LongDateShortTime = 0,

    /// <summary>t: 16:20.</summary>
    ShortTime,

    /// <summary>T: 16:20:30.</summary>
    MediumTime,

    /// <summary>d: 20/04/2021.</summary>
    ShortDate,

    /// <summary>D: April 20, 2021.</summary>
    LongDate,

    /// <summary>F: Tuesday, April 20, 2021 at 16:20.</summary>
    FullDateShortTime,

    /// <summary>s: 20/04/2021, 16:20.</summary>
    ShortDateShortTime,

    /// <summary>S: 20/04/2021, 16:20:30.</summary>
    ShortDateMediumTime,

    /// <summary>R: 4 years ago.</summary>
    Relative,
}
