using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A language by its code; those that Discord adds are kept. Discord's documentation: <see href="https://discord.com/developers/docs/reference#locales">Reference › Locales</see>.</summary>
[StringEnum("en-US")]
public readonly partial record struct Locale
{
    /// <summary>id.</summary>
    public static Locale Indonesian { get; } = new("id");

    /// <summary>da.</summary>
    public static Locale Danish { get; } = new("da");

    /// <summary>de.</summary>
    public static Locale German { get; } = new("de");

    /// <summary>en-GB.</summary>
    public static Locale EnglishUK { get; } = new("en-GB");

    /// <summary>en-US.</summary>
    public static Locale EnglishUS { get; } = new("en-US");

    /// <summary>es-ES.</summary>
    public static Locale Spanish { get; } = new("es-ES");

    /// <summary>es-419.</summary>
    public static Locale SpanishLatam { get; } = new("es-419");

    /// <summary>fr.</summary>
    public static Locale French { get; } = new("fr");

    /// <summary>hr.</summary>
    public static Locale Croatian { get; } = new("hr");

    /// <summary>it.</summary>
    public static Locale Italian { get; } = new("it");

    /// <summary>lt.</summary>
    public static Locale Lithuanian { get; } = new("lt");

    /// <summary>hu.</summary>
    public static Locale Hungarian { get; } = new("hu");

    /// <summary>nl.</summary>
    public static Locale Dutch { get; } = new("nl");

    /// <summary>no.</summary>
    public static Locale Norwegian { get; } = new("no");

    /// <summary>pl.</summary>
    public static Locale Polish { get; } = new("pl");

    /// <summary>pt-BR.</summary>
    public static Locale Portuguese { get; } = new("pt-BR");

    /// <summary>ro.</summary>
    public static Locale Romanian { get; } = new("ro");

    /// <summary>fi.</summary>
    public static Locale Finnish { get; } = new("fi");

    /// <summary>sv-SE.</summary>
    public static Locale Swedish { get; } = new("sv-SE");

    /// <summary>vi.</summary>
    public static Locale Vietnamese { get; } = new("vi");

    /// <summary>tr.</summary>
    public static Locale Turkish { get; } = new("tr");

    /// <summary>cs.</summary>
    public static Locale Czech { get; } = new("cs");

    /// <summary>el.</summary>
    public static Locale Greek { get; } = new("el");

    /// <summary>bg.</summary>
    public static Locale Bulgarian { get; } = new("bg");

    /// <summary>ru.</summary>
    public static Locale Russian { get; } = new("ru");

    /// <summary>uk.</summary>
    public static Locale Ukrainian { get; } = new("uk");

    /// <summary>hi.</summary>
    public static Locale Hindi { get; } = new("hi");

    /// <summary>th.</summary>
    public static Locale Thai { get; } = new("th");

    /// <summary>zh-CN.</summary>
    public static Locale ChineseChina { get; } = new("zh-CN");

    /// <summary>ja.</summary>
    public static Locale Japanese { get; } = new("ja");

    /// <summary>zh-TW.</summary>
    public static Locale ChineseTaiwan { get; } = new("zh-TW");

    /// <summary>ko.</summary>
    public static Locale Korean { get; } = new("ko");
}
