"""Sheet Leeswijzer: how to read this book, in plain Dutch."""

from __future__ import annotations

from openpyxl.worksheet.pagebreak import Break

from forecast.outputs.report import TOTAAL, Report
from forecast.outputs.workbook.layout import Layout
from forecast.outputs.workbook.wrapping import height_of
from forecast.periods import dutch


def write(layout: Layout) -> None:
    """Write the sheet."""
    sheet, report = layout.sheets["Leeswijzer"], layout.report
    sheet.heading("Leeswijzer", f"{report.title} – editie {report.edition} – run {report.run_id} – "
                  f"werkprognose {report.version}", None, 3)
    row = 4
    for title, lines in _text(layout):
        row += 1
        if title in _NEW_PAGE:
            sheet.excel.row_breaks.append(Break(id=row - 1))
        sheet.put(row, 1, title, "blok")
        sheet.height(row, 20)
        for head, words in lines:
            row += 1
            role, form = _KEY.get(head, ("label", ""))
            sheet.put(row, 1, head, role, form)
            sheet.put(row, 2, words, "tekst")
            sheet.height(row, height_of((head, _HEADS, 10), (words, _WORDS, 10)))
    sheet.widths(_HEADS, _WORDS)
    sheet.finish(row, 2, titles=1, freeze="A4")


#: Blocks that start a page.
_NEW_PAGE = ("Kleuren", "Begrippen", "Methode en schattingen")
#: Widths of the two columns.
_HEADS, _WORDS = 34.0, 120.0
#: Lines of the colour key are shown in their own colours.
_KEY = {
    "geel, blauwe letters": ("invoer_kleur", ""),
    "lila, paarse letters": ("run_links", ""),
    "wit, zwarte letters": ("reken_links", ""),
    "grijs": ("leeg", ""),
}
Lines = list[tuple[str, str]]


def _notes(report: Report) -> Lines:
    """Return the notes, with the topic only where it changes."""
    topics = ["", *(note.topic for note in report.notes)]
    return [
        ("" if note.topic == before else note.topic, note.text.replace(" %", "%"))
        for before, note in zip(topics, report.notes, strict=False)
    ]


_SCOPE = (
    "Drie rijkskaders apart: de gebundelde uitkering (BUIG), het participatiebudget (Wsw, beschut "
    "werk, nieuwe doelgroepen, re-integratie) en de uitvoering (deel van de algemene uitkering). "
    "Daarnaast het geld dat de gemeenten zelf betalen. Het ene kader betaalt niet voor het andere."
)
_ONLY_BUIG = (
    "De euro's gaan alleen over de gebundelde uitkering (BUIG): bijstand, IOAW, IOAZ, "
    "levensonderhoud Bbz en loonkostensubsidie."
)
_MISSING = (
    "De prijs volgens de normen staat op Budget als controle en rekent niet mee. Wat het vangnet "
    "over een jaar van de run landelijk kost en zo het macrobudget van twee jaar later verlaagt, is "
    "een vast deel (aanname), geen uitkomst van de trekkingen."
)
_WITHOUT_FRAMES = (
    "Het geld van de Wsw en van beschut werk (participatiebudget), de uitvoeringskosten en "
    "gemeentelijke middelen."
)


def _whole(report: Report) -> bool:
    """Return whether the run has all frames."""
    return any(a.frame == TOTAAL for a in report.scenarios[0].accounts)


def _frame_words(report: Report) -> Lines:
    """Return the words that only the frames beside the BUIG need."""
    if not _whole(report):
        return []
    return [
        ("Participatiebudget", "Naam uit de kadernota voor de integratie-uitkering Participatie met "
         "het re-integratiegeld, dat sinds 2019 in de algemene uitkering zit. Sinds 2015 geen "
         "wettelijk begrip meer."),
        ("Subsidieresultaat", "Bijdrage van het Rijk en lage-inkomensvoordeel min de lonen van de "
         "Wsw. Het operationele resultaat staat apart: opbrengst min exploitatie."),
        ("Bijdrage van de gemeente", "Wat de gemeente zelf uitgeeft, min het saldo van de drie "
         "rijkskaders. Wat de vergoeding voor de BOR boven de waarde van intern werk ligt, is een "
         "last van de gemeente en een opbrengst van de GR: samen nul."),
        ("Openeinde", "Wie er recht op heeft krijgt het, ook als het budget op is: uitkeringen, "
         "loonkostensubsidie, lonen van de Wsw en beschut werk, bijzondere bijstand."),
        ("Onderling betaald", "Loonkostensubsidie voor beschut werk is een last van de BUIG en een "
         "opbrengst van het participatiebudget. In de som van alle kaders telt dat één keer."),
    ]


def _middle(report: Report) -> str:
    """Say once why the mean of all draws is not the central path."""
    text = (
        "De euro's rekenen met het middenpad: het verloop als alles uitkomt zoals geraamd. Het "
        "gemiddelde van alle trekkingen kan hoger of lager liggen, om twee redenen. Sommige "
        "aannames kunnen verder naar de ene kant uitvallen dan naar de andere"
    )
    opening = next((a for a in report.scenarios[0].assumptions
                    if a.key == "bijstand.beginstand.factor" and not a.municipality), None)
    if opening is not None and opening.low is not None and opening.high is not None:
        low, high = (abs(round(100 * (bound - 1), 1)) for bound in (opening.low, opening.high))
        if low != high:
            text += (f", vooral het aantal mensen bij het begin (P10 {low:g}% lager, P90 "
                     f"{high:g}% hoger)").replace(".", ",")
    return text + (
        ". En het aantal mensen kan verder stijgen dan dalen. De verschillen staan "
        "op Samenvatting, Volumes en Controles. De kansen komen uit de trekkingen, dus die houden "
        "hier al rekening mee."
    )


#: What a reader asks, and the sheets that answer it.
_ASKED = (
    ("Past het binnen het budget?", ("Samenvatting", "Budget", "Bijdrage")),
    ("Waarom is het anders dan vorige keer, of dan een ander scenario?", ("Brug",
                                                                          "Wijzigingslog")),
    ("Welke aanname weegt het zwaarst?", ("Gevoeligheid", "Oorzaken")),
    ("Wat is afgesproken, hoe zeker is het, en wat kunt u beloven?", ("Prestaties",)),
    ("Hoe loopt het met een groep?", ("Wsw", "Beschut werk", "Doelgroepen",
                                      "Meedoen en inkomen")),
    ("Wat geeft het Rijk, en wie betaalt wat?", ("Verdeling", "Vangnet", "Wie betaalt wat")),
    ("Hoe goed waren eerdere ramingen?", ("Trackrecord", "Bandbreedte")),
    ("Waar komt een getal vandaan?", ("Aannames", "Volumes", "Bronnen", "Controles")),
)


def _questions(layout: Layout) -> Lines:
    """Return the questions that a sheet of this workbook answers."""
    found = ((asked, [title for title in titles if title in layout.sheets])
             for asked, titles in _ASKED)
    return [(asked, f"Bladen {', '.join(there[:-1])} en {there[-1]}" if len(there) > 1
             else f"Blad {there[0]}") for asked, there in found if there]


def _text(layout: Layout) -> list[tuple[str, Lines]]:
    report, past = layout.report, layout.past_word
    names = ", ".join(report.municipalities)
    year = str(report.years[0])
    span = year if len(report.years) == 1 else f"{year} tot en met {report.years[-1]}"
    derived = (
        f"Maanden tot en met {dutch(report.last_month)} zijn eigen cijfers (realisatie)."
        if report.observed else
        f"Er zijn geen openbare maandcijfers per gemeente. Maanden tot en met "
        f"{dutch(report.last_month)} zijn daarom {past}: afgeleid uit jaarcijfers en het "
        "landelijke verloop. Ze heten nergens realisatie en dragen een onzekerheid die meetelt "
        "in de kansen."
    )
    return [
        ("Welke vraag, welk blad?", _questions(layout)),
        ("Hoe leest u dit?", [
            ("Begin", "Samenvatting is één A4: het oordeel, hoe zeker het is, waar het van afhangt "
             "en wat u kunt kiezen. Alles daar is een formule; klik op een cel en volg de "
             "verwijzing naar het volume, de prijs en de bron."),
            ("Waar het over gaat", _SCOPE if _whole(report) else _ONLY_BUIG),
            ("Afdrukken", "Samenvatting past op één A4 en is genoeg voor een vergadering, zo nodig "
             "met Vergelijking erbij. De andere bladen zijn om na te slaan."),
            ("Gebied en periode", f"{report.whole} ({names}); {span}."),
            ("Scenario kiezen", "Op Aannames, cel B4. Alle scenario's zijn doorgerekend op Budget; "
             "de keuze bepaalt alleen welk scenario de Samenvatting en de grafieken tonen."),
            ("Saldo", "Saldo = budget − lasten. Plus is over (voordelig), min is tekort (nadelig). "
             "Lasten en baten staan als positieve bedragen; alleen terugvordering gaat van de "
             "lasten af."),
            ("Drie tekens", "● binnen budget, ▲ let op, ■ tekort. De vorm is het oordeel, de kleur "
             "helpt alleen. Het oordeel volgt de kans om binnen het budget te blijven; de grenzen "
             "staan op Aannames."),
            ("Kans", f"Het deel van de {report.draws} trekkingen waarin de baten de lasten dekken. "
             "Kansen zijn uitkomsten van de run. Zodra u een aanname wijzigt die euro's verandert, "
             "horen ze daar niet meer bij: ze worden grijs, en het oordeel volgt dan het saldo op "
             "het middenpad, met 'let op' zolang dat dicht bij nul ligt (grens op Aannames)."),
            ("Voorlopig oordeel", "Zolang de echte budgetten niet zijn ingevuld, rust het oordeel "
             "op een aangenomen aandeel in het macrobudget. Daarom staat het break-even-aandeel "
             "ernaast: het aandeel waarbij baten en lasten gelijk zijn."),
        ]),
        ("Kleuren", [
            ("geel, blauwe letters", "Invoer: deze cellen mag u wijzigen."),
            ("lila, paarse letters", "Uitkomst van de run: vaste waarden, niet te wijzigen."),
            ("wit, zwarte letters", "Formule: rekent mee."),
            ("grijs", "Niet van toepassing, of een maand die achter ons ligt."),
        ]),
        ("Wat werkt meteen, wat niet?", [
            ("Rekent direct mee", "Prijs, groei van de prijs, aandeel per gemeente, landelijke "
             "basisfout, loonkostensubsidie, IOAW en IOAZ, Bbz, terugvordering, grenzen van het "
             "stoplicht, uitstroomcorrectie en ingevulde budgetten."),
            ("Nieuwe run nodig", "Wat het aantal mensen bepaalt: werkloosheid, in- en uitstroom, "
             "herinstroom, statushouders. Wijzigt u zo'n cel, dan verandert er geen euro en meldt "
             "elk blad '▲ nieuwe run nodig'."),
            ("Uitstroomcorrectie", "Een vuistregel: schaalt het aantal uitkeringen van een jaar. "
             "Wie uitstroomt en later terugkomt, of anders nog jaren was gebleven, rekent deze cel "
             "niet door. Een nieuwe run doet dat wel."),
            ("Ingevuld budget", "Vervangt aandeel × macrobudget in dat ene jaar. Een voorlopig "
             "budget wordt eerst meegeschaald met het verwachte definitieve macrobudget. Latere "
             "jaren volgen pas in een nieuwe run."),
        ]),
        ("Begrippen", [
            ("Uitkeringen en personen", "Een echtpaar krijgt één uitkering en telt voor twee "
             "personen. Alleen uitkeringen krijgen een prijs."),
            ("Middenpad en gemiddelde", _middle(report)),
            ("Mediaan", "De uitkomst waar de helft van de trekkingen boven ligt en de helft "
             "onder; de donkere lijn in de grafiek met de banden."),
            ("Run en trekking", "Een run is één volledige doorrekening met het programma. Een "
             "trekking is één mogelijk verloop daarin, met eigen waarden voor alles wat onzeker "
             "is."),
            ("P10 en P90", "Met 80% kans ligt de uitkomst ertussen. Banden van gemeenten kunt u "
             "niet optellen."),
            ("Macrobudget", "Het landelijke bedrag voor bijstand (BUIG). Het Rijk stelt het drie "
             "keer vast: voorlopig, nader voorlopig en definitief. Gerekend wordt met het "
             "verwachte definitieve bedrag. Voor een jaar met een gepubliceerd voorlopig bedrag "
             "telt dat mee, met het gewicht dat op Aannames staat; voor latere jaren is er alleen "
             "de eigen raming. Daarom kan het eerste jaar anders uitvallen dan de jaren erna."),
            *_frame_words(report),
            ("Vangnet", "Het Rijk vergoedt een deel van een groot tekort, twee jaar later en onder "
             "voorwaarden: de tekorten van drie jaar samen moeten boven de drempel liggen. Voor de "
             "eerste twee jaren zijn daarvoor saldi van eerdere jaren nodig (buig.saldo.eerder); "
             "zonder die saldi is de toets niet gedaan. Daarom staat het oordeel "
             "vóór en ná vangnet."),
            ("Uitstroom geheel of gedeeltelijk", "Volledige uitstroom naar werk, eigen bedrijf of "
             "onderwijs, plus mensen die in deeltijd gaan werken en een lagere uitkering houden."),
            ("Plaatsing en label", "Een plaatsing is één mens uit de bijstand die gaat werken, "
             "volledig of in deeltijd. Statushouder, doelgroepregister en beschut werk zijn labels: "
             "wie er twee heeft, telt als één plaatsing."),
            ("Afgeleid, raming, aanname", "Afgeleid: met een vaste methode berekend uit openbare "
             "cijfers. Raming: van een instelling zoals het CPB, of uitkomst van het model. "
             "Aanname: door de makers gekozen, met reden; vervang die door uw eigen cijfer."),
            ("Maanden die achter ons liggen", derived),
        ]),
        ("Wat zit er niet in deze versie?", [
            ("Nog niet", _MISSING if _whole(report) else _WITHOUT_FRAMES),
            ("Vereenvoudigd", "De instroom volgt de mediaan van drie modellen op het verloop tot nu "
             "toe, met een breedte die aan het verleden is getoetst (blad Trackrecord). Regels "
             "zonder eigen model, zoals loonkostensubsidie, staan als aanname."),
        ]),
        ("Methode en schattingen", _notes(report)),
    ]
