"""The one icon set: 24 × 24, line 1.75, round ends.

An icon always stands beside a word and is never named itself. The names say what is
drawn or meant, not where it is used.
"""

# Name → what the <symbol viewBox="0 0 24 24"> holds.
ICONS: dict[str, str] = {
    "phone": (
        '<path d="M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3a2 2 0 0 '
        '1-2.2 2A17 17 0 0 1 4 5.7a2 2 0 0 1 2-2.2z"/>'
    ),
    "exit": '<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>',
    "globe": (
        '<circle cx="12" cy="12" r="9"/>'
        '<path d="M3 12h18M12 3c3 2.7 4 5.6 4 9s-1 6.3-4 9c-3-2.7-4-5.6-4-9s1-6.3 '
        '4-9z"/>'
    ),
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "search": ('<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>'),
    "talk": (
        '<path d="M4 5h12a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H9l-4 3.5V14H4a2 2 0 0 '
        "1-2-2V7a2 2 0 0 1 2-2zM20.5 9.5A2 2 0 0 1 22 11.5v4a2 2 0 0 1-2 2v3"
        'l-3.5-3H13"/>'
    ),
    "moon": (
        '<path d="M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10zM15 4h4l-4 4.5h4"/>'
    ),
    "wave": (
        '<path d="M2.5 9c2.2-2.6 4.2-2.6 6.3 0s4.2 2.6 6.4 0 4.2-2.6 6.3 0"/>'
        '<path d="M2.5 15.5c2.2-2.6 4.2-2.6 6.3 0s4.2 2.6 6.4 0 4.2-2.6 6.3 0"/>'
    ),
    "candle": (
        '<path d="M12 3c1.8 2 2.6 3.3 2.6 4.5a2.6 2.6 0 0 1-5.2 0'
        'C9.4 6.3 10.2 5 12 3z"/>'
        '<path d="M8.5 13h7v7.5h-7zM12 10.1V13M5.5 20.5h13"/>'
    ),
    "people": (
        '<circle cx="9" cy="8" r="3.5"/>'
        '<path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.2'
        'a6.5 6.5 0 0 1 3.5 5.8"/>'
    ),
    "family": (
        '<circle cx="8" cy="6" r="3"/>'
        '<circle cx="17" cy="11" r="2.3"/>'
        '<path d="M2.5 20v-2.5a5.5 5.5 0 0 1 11 0V20M13.5 20a3.5 3.5 0 0 1 7 0"/>'
    ),
    "heart": (
        '<path d="M12 20S3.5 15 3.5 9A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2c0 '
        '6-8.5 11-8.5 11zM7 11.5h2.5l1.5-2 2 4 1.5-2H17"/>'
    ),
    "shield": (
        '<path d="M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6zM12 '
        '8v4.5M12 15.8v.1"/>'
    ),
    "scale": (
        '<path d="M12 4v16M8 20h8M5 7l7-1.5L19 7M5 7l-3 6.5a3 3 0 0 0 6 0zM19 7'
        'l-3 6.5a3 3 0 0 0 6 0z"/>'
    ),
    "walk": (
        '<circle cx="13" cy="4.5" r="2"/>'
        '<path d="M8 12.5l2-4 3-1 2.5 3.5 3 1M13 7.5l-1.5 6 3 3L16 21M11.5 13.5'
        'L10 17l-3 4"/>'
    ),
    "pin": (
        '<path d="M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z"/>'
        '<circle cx="12" cy="10" r="2.3"/>'
    ),
    "clock": ('<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.5l3.5 2"/>'),
    "cal": '<path d="M4 6.5h16v13H4zM4 10.5h16M8 4v4M16 4v4M8 14h2M14 14h2"/>',
    "lang": (
        '<path d="M3 5.5h9M7.5 3.5v2M10 5.5c-.8 4-3.2 6.8-6.5 8.5M5 8.5c1 2.5 3 '
        '4.3 5.5 5.5M12.5 20.5l4.25-10 4.25 10M14 17.5h5.5"/>'
    ),
    "coin": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M14.8 9.2A3 2 0 0 0 12 8c-1.7 0-2.9.9-2.9 2s1 1.7 2.9 2 2.9 1 '
        '2.9 2-1.2 2-2.9 2a3 2 0 0 1-2.8-1.2M12 6.5v11"/>'
    ),
    "doc": '<path d="M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h4"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "okc": ('<circle cx="12" cy="12" r="8.5"/><path d="m8 12.3 2.8 2.8L16 9.5"/>'),
    "warn": '<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.3v.1"/>',
    "info": ('<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.7v.1"/>'),
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "next": '<path d="m9.5 6 6 6-6 6"/>',
    "arrow": '<path d="M4 12h15M13.5 6.5 19 12l-5.5 5.5"/>',
    "x": '<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>',
    "listen": (
        '<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6"/>'
        '<path d="M18 6.5a7.8 7.8 0 0 1 0 11"/>'
    ),
    "print": (
        '<path d="M7 8V3.5h10V8M7 17H4V9.5A1.5 1.5 0 0 1 5.5 8h13A1.5 1.5 0 0 1 '
        '20 9.5V17h-3M7 14h10v6.5H7z"/>'
    ),
    "share": (
        '<circle cx="6" cy="12" r="2.5"/>'
        '<circle cx="17.5" cy="5.5" r="2.5"/>'
        '<circle cx="17.5" cy="18.5" r="2.5"/>'
        '<path d="m8.2 10.8 7-4M8.2 13.2l7 4"/>'
    ),
    "mail": '<path d="M3.5 5.5h17v13h-17zM3.5 7l8.5 6.5L20.5 7"/>',
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.4M14 10a4 '
        '4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.2"/>'
    ),
    "map": (
        '<path d="m3.5 6.5 5.5-2.5 6 2.5 5.5-2.5v13.5L15 20l-6-2.5L3.5 20zM9 4'
        'v13.5M15 6.5V20"/>'
    ),
    "filter": (
        '<path d="M4 7h10M18 7h2M4 17h2M10 17h10"/>'
        '<circle cx="16" cy="7" r="2"/>'
        '<circle cx="8" cy="17" r="2"/>'
    ),
    "flag": '<path d="M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12"/>',
    "child": (
        '<circle cx="12" cy="7" r="4"/>'
        '<path d="M10.5 6.5v.1M13.5 6.5v.1M10.7 8.7c.8.6 1.8.6 2.6 0M6 20.5c0-4 '
        '2.5-6.5 6-6.5s6 2.5 6 6.5"/>'
    ),
    "bag": '<path d="M5 8.5h14l1 12H4zM9 11V7a3 3 0 0 1 6 0v4"/>',
    "lock": '<path d="M5.5 11h13v9.5h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 15v2"/>',
    "step": ('<circle cx="9" cy="14" r="5.5"/><path d="M9 4.5v4.2M9 10.5h4l2 6h3.5"/>'),
    "person": (
        '<circle cx="12" cy="7.5" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>'
    ),
    "hand": (
        '<path d="M3 13.5h4l3.5 1.5h4a1.5 1.5 0 0 1 0 3H10M14.5 16l4.5-2.5a1.6 '
        "1.6 0 0 1 1.7 2.7L14 21H8l-5-1.5M12.5 10.5S8 8 8 5.3A2.3 2.3 0 0 1 12.5 "
        '4.5 2.3 2.3 0 0 1 17 5.3C17 8 12.5 10.5 12.5 10.5z"/>'
    ),
    "book": (
        '<path d="M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2'
        'v-14C17 4.5 14 5 12 6.5zM12 6.5v14"/>'
    ),
    "tag": ('<path d="M3.5 12.5v-8h8l9 9-8 8z"/><circle cx="8" cy="9" r="1.3"/>'),
    "ask": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M9.5 9.7a2.5 2.5 0 1 1 3.8 2.1c-.9.6-1.3 1.1-1.3 2M12 16.7v.1"/>'
    ),
    "door": '<path d="M3.5 20.5h17M6.5 20.5v-17h11v17M14.3 12v.1"/>',
    "net": (
        '<circle cx="12" cy="5" r="2.3"/>'
        '<circle cx="5" cy="17.5" r="2.3"/>'
        '<circle cx="19" cy="17.5" r="2.3"/>'
        '<path d="M11 7.2 6.2 15.3M13 7.2l4.8 8.1M7.3 17.5h9.4"/>'
    ),
}

# Icons that point or walk somewhere: mirrored where the page runs from right to left.
# Clocks, check marks and phones are not. Arabic turns the question mark round as well.
MIRRORED = frozenset({"arrow", "ask", "exit", "next", "share", "walk"})
