"""Mail domains at which anybody may have an address: none of them is an employer's (C6).

A manager who uses one would otherwise close content to every supervisee whose private address is there. Who keeps the
mailbox is then known only of the one address, so only that one counts as the employer's.

Left out on purpose: domains whose company also employs people there (elisa.fi, telia.com), since an employer can read
those. Missing ones cost little: content opens with a code from the supervisor.
"""

PROVIDERS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.fi",
        "hotmail.com",
        "hotmail.fi",
        "hotmail.se",
        "live.com",
        "live.fi",
        "live.se",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "yahoo.com",
        "yahoo.se",
        "ymail.com",
        "rocketmail.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "tuta.com",
        "tuta.io",
        "tutanota.com",
        "mailbox.org",
        "posteo.de",
        "fastmail.com",
        "fastmail.fm",
        "hey.com",
        "gmx.com",
        "gmx.net",
        "gmx.de",
        "web.de",
        "mail.com",
        "zohomail.com",
        "mail.ru",
        "yandex.com",
        "yandex.ru",
        "elisanet.fi",
        "kolumbus.fi",
        "saunalahti.fi",
        "inet.fi",
        "pp.inet.fi",
        "welho.com",
        "dnainternet.net",
        "netti.fi",
        "luukku.com",
        "suomi24.fi",
        "jippii.fi",
        "surffi.net",
        "mbnet.fi",
        "iki.fi",
        "aland.net",
        "comhem.se",
        "spray.se",
        "bredband.net",
    ]
)


def is_public(domain: str) -> bool:
    """`domain` in lower case, as it stands after the @."""
    return domain in PROVIDERS
