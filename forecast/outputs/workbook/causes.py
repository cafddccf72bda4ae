"""Words about causes: whether the board can influence one, who can, and when."""

from __future__ import annotations

#: By the start of a key, the longest that fits counts: can it be influenced, by whom, when.
_WORDS = {
    "buig.aandeel": ("niet", "verdeelmodel van het Rijk; voorlopig in oktober, definitief een "
                     "jaar later"),
    "toeval.aandeel": ("niet", "verdeelmodel van het Rijk; voorlopig in oktober"),
    "buig.macro": ("niet", "macrobudget van het Rijk; definitief eind september van het jaar zelf"),
    "toeval.macro": ("niet", "macrobudget van het Rijk; definitief eind september"),
    "buig.prijs.lokaal": ("deels", "uitvoering: handhaving, deeltijdinkomsten en verrekening, "
                          "het hele jaar"),
    "buig.prijs": ("niet", "normen en loonontwikkeling; januari en juli"),
    "buig.lks": ("deels", "uitvoering en werkgevers: aantal plaatsingen, het hele jaar"),
    "buig.ioaw_ioaz": ("niet", "instroom uit de WW en pensioenleeftijd"),
    "buig": ("deels", "uitvoering, het hele jaar"),
    "economie": ("niet", "economie; volgen met de CPB-ramingen van maart, juni en september"),
    "economie.reactie.lokaal": ("door te tellen", "eigen maandcijfers invullen, dan wordt dit "
                                "kleiner"),
    "arbeidsmarkt": ("deels", "arbeidsmarktregio en werkgevers; regioplan"),
    "bijstand.beginstand": ("door te tellen", "eigen maandcijfers invullen, dan vervalt dit"),
    "bijstand.instroom": ("deels", "poort en preventie; het hele jaar"),
    "bijstand.uitstroom": ("ja", "uitvoering: bemiddeling en plaatsing; jaarplan"),
    "bijstand.herinstroom": ("ja", "uitvoering: nazorg en duurzame plaatsing; jaarplan"),
    "bijstand.statushouders": ("deels", "taakstelling van het Rijk, tempo van huisvesting en "
                               "inburgering"),
    "bijstand.aow": ("niet", "leeftijdsopbouw en AOW-leeftijd; eigen bestand tellen"),
    "bijstand": ("deels", "uitvoering, het hele jaar"),
    "statushouders": ("deels", "uitvoering en inburgering; het hele jaar"),
    "register": ("ja", "uitvoering en werkgevers: plaatsing en begeleiding; jaarplan"),
    "wsw.rijk": ("niet", "het Rijk verdeelt naar het landelijke verloop"),
    "wsw.subsidieresultaat": ("niet", "bijdrage van het Rijk en de cao Wsw"),
    "wsw.uitstroom": ("niet", "leeftijd en gezondheid van de medewerkers"),
    "wsw": ("deels", "het werkbedrijf: opdrachten, detachering en begeleiding; jaarplan"),
    "beschut.loon": ("niet", "minimumloon en cao"),
    "beschut": ("deels", "plekken, begeleiding en loonkostensubsidie; jaarplan"),
    "meedoen": ("ja", "eigen capaciteit en partners; jaarplan"),
    "inkomen": ("ja", "uitvoering; jaarplan"),
    "taal": ("ja", "uitvoering; jaarplan"),
    "uitvoering": ("ja", "formatie en bedrijfsvoering; begroting"),
    "reintegratie": ("ja", "begroting en inkoop van trajecten"),
    "nieuw": ("deels", "begeleiding van nieuwe doelgroepen; jaarplan"),
    "gemeentelijk": ("ja", "gemeenteraad: bijzondere bijstand en meedoen; begroting"),
    "prijs": ("niet", "loon- en prijsontwikkeling"),
    "toeval": ("niet", "toeval van kleine aantallen"),
}


def influence(key: str) -> tuple[str, str]:
    """Return whether a cause can be influenced and by whom and when."""
    starts = [start for start in _WORDS if key.startswith(start)]
    if not starts:
        return "onbekend", ""
    return _WORDS[max(starts, key=len)]
