"""Made-up groups whose stocks close on their flows, in every municipality and month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecast.ensemble import Ensemble
from forecast.outputs.groups import Compared, Gross, GroupFigure, Recount, Target
from forecast.outputs.promises import Offer, Path, Promises, Proposal

PLACES = ("intern", "groepsdetachering", "individuele_detachering", "begeleid_werken", "bor")
#: Stock at the opening per municipality of this size, and flows per month with their sign.
STOCKS = {
    "wsw.personen": (220.0, {"wsw.uitstroom.aow": (-0.5), "wsw.uitstroom.overlijden": -0.2,
                             "wsw.uitstroom.ziekte": -0.2, "wsw.uitstroom.werk": -0.15}),
    "wsw.personen.regulier": (84.0, {"wsw.naar_buiten": 0.8, "wsw.terug_naar_binnen": -0.4,
                                     "wsw.uitstroom.regulier": -0.45, "wsw.bor_overgang": 0.0}),
    "beschut.personen": (11.0, {"beschut.gestart": 0.9, "beschut.gestopt": -0.2,
                                "beschut.doorstroom": -0.1}),
    "register.personen": (150.0, {"register.instroom": 2.9, "register.uitstroom": -0.6}),
    "register.banen": (47.0, {"register.plaatsingen": 2.2, "register.baanverlies": -0.8}),
}
LEVELS = {
    "wsw.wachtend": ("personen", 1.0), "wsw.se": ("SE", 210.0), "wsw.fte": ("fte", 200.0),
    "wsw.se.rijk": ("SE", 212.0), "beschut.taakstelling": ("plekken", 20.0),
    "beschut.plekken": ("plekken", 15.0), "beschut.uren": ("uren per week", 465.0),
    "beschut.plekken.open": ("plekken", 18.0), "beschut.wachtend": ("personen", 2.0),
    "beschut.tekort.geen_kandidaat": ("plekken", 4.0),
    "beschut.tekort.geen_plek": ("plekken", 1.0),
    "register.personen.nug": ("personen", 40.0), "register.banen.nug": ("personen", 12.0),
    "statushouders.personen": ("personen", 133.0),
    "statushouders.met_bijstand": ("personen", 130.0),
    "statushouders.uitkeringen": ("uitkeringen", 91.0),
    "statushouders.aan_het_werk": ("personen", 12.0), "meedoen.route": ("personen", 430.0),
    "meedoen.in_beeld": ("personen", 400.0), "meedoen.niet_in_beeld": ("personen", 30.0),
    "meedoen.met_activiteit": ("personen", 290.0),
    "meedoen.zonder_activiteit": ("personen", 140.0),
    "meedoen.activiteit.mantelzorg": ("personen", 80.0),
    "meedoen.activiteit.taal_en_leren": ("personen", 60.0),
    "taal.niet_gescreend": ("personen", 300.0),
}
RATES = {
    "beschut.adviezen": ("personen", 1.2), "beschut.positief": ("personen", 0.9),
    "beschut.gestart.bijstand": ("personen", 0.4), "beschut.afgehaakt": ("personen", 0.1),
    "beschut.wachtmaanden": ("maanden", 2.0),
    "register.instroom.schoolverlaters": ("personen", 1.0),
    "register.plaatsingen.bijstand": ("personen", 1.5),
    "register.plaatsingen.nug": ("personen", 0.7), "statushouders.aankomst": ("personen", 2.0),
    "statushouders.naar_werk": ("personen", 1.1),
    "statushouders.naar_werk.volledig": ("personen", 0.5),
    "statushouders.naar_werk.gedeeltelijk": ("personen", 0.6),
    "statushouders.baanverlies": ("personen", 0.3), "plaatsingen.volledig": ("personen", 10.0),
    "plaatsingen.gedeeltelijk": ("personen", 5.0), "plaatsingen.label.lks": ("personen", 2.0),
    "plaatsingen.nug": ("personen", 0.7), "meedoen.contacten.eerste": ("gesprekken", 12.0),
    "meedoen.contacten.periodiek": ("gesprekken", 20.0),
    "meedoen.via_begeleider": ("personen", 10.0), "meedoen.capaciteit": ("gesprekken", 40.0),
    "inkomen.voorzieningenwijzer.aangeboden": ("keer", 8.0),
    "inkomen.voorzieningenwijzer.gebruikt": ("keer", 5.0),
    "inkomen.besluiten": ("besluiten", 200.0), "inkomen.besluiten.juist": ("besluiten", 198.0),
    "taal.gescreend": ("personen", 15.0), "taal.doorverwezen": ("personen", 5.0),
}


def groups(names, whole, years, last, draws, placed):
    """Return frames, ensembles, targets, figures, promises; `placed` is the 700 per month."""
    ahead = pd.period_range(last + 1, periods=12 * len(years), freq="M")
    opened = pd.period_range(last, ahead[-1], freq="M")
    size = np.linspace(1.0, 0.4, len(names))
    central, ensembles = {}, {}

    def put(name, values, unit, flow):
        index = ahead if flow else opened
        central[name] = pd.DataFrame(values, index=index, columns=list(names))
        ensembles[name] = Ensemble(np.repeat(values[None], draws, axis=0), index, names, unit, flow)

    def flat(level, count):
        return np.outer(np.ones(count), level * size)

    for name, (opening, flows) in STOCKS.items():
        parts = {flow: flat(abs(rate), len(ahead)) for flow, rate in flows.items()}
        change = sum(np.sign(flows[flow]) * values for flow, values in parts.items())
        put(name, np.vstack([opening * size, opening * size + np.cumsum(change, axis=0)]),
            "personen", False)
        for flow, values in parts.items():
            put(flow, values, "personen", True)
    for name, (unit, level) in LEVELS.items():
        put(name, flat(level, len(opened)), unit, False)
    for name, (unit, level) in RATES.items():
        put(name, flat(level, len(ahead)), unit, True)
    for place in PLACES:
        put(f"wsw.personen.{place}", central["wsw.personen"].to_numpy() / len(PLACES), "personen",
            False)
    work = placed.loc[ahead]
    for name, part in (("overig", 0.7), ("statushouder", 0.1), ("register", 0.1),
                       ("statushouder_en_register", 0.04), ("beschut", 0.06)):
        put(f"plaatsingen.{name}", work.to_numpy() * part, "personen", True)
    targets = _targets(names, whole, years[0], size / size.sum())
    figures = (
        GroupFigure("wsw", "nodig", "Eerste jaar waarin vergrijzing het wint", whole,
                    (float(years[-1]),), "jaar", "De balans van ontwikkeling en vergrijzing."),
        GroupFigure("beschut", "verschil", "Gemiddelde van de trekkingen min middenpad", whole,
                    tuple(-0.2 for _ in years), "plekken"),
    )
    return central, ensembles, targets, figures, _promises(names, whole, years, targets)


def _targets(names, whole, year, parts):
    """Return targets of every kind: at least, at most, a percentage, insight alone, and parts."""
    def target(key, variable, label, unit, norm, chance, outcome, area=whole, least=True, **more):
        expected, mean, with_50, with_70, with_90 = outcome
        return Target(key, variable, label, "Thema", f"Wat telt bij {label.lower()}.", "", area,
                      year, least, norm, unit, expected, mean, chance, with_50, with_70, with_90,
                      *(("", "") if norm is None else ("afspraken-2020", "feit")), **more)

    bor = Recount("Zonder de BOR", "De overgang van de BOR is een andere telling.", "medewerkers",
                  249.0, (("Beheer openbare ruimte", -130.0),), 250.0, 0.45)
    people = Recount("In mensen", "Een contract is meestal korter dan 31 uur.", "personen", 59.0,
                     (("Contracten korter dan 31 uur", 8.0),), None, None)
    # the first closes and the second does not, so that the line for the rest is drawn as well
    moved = Gross(380.0, 379.0, (("Naar buiten", 20.0), ("Overgang BOR", 0.0)),
                  (("Terug naar binnen", 9.0), ("Uit dienst", 12.0)))
    begun = Gross(48.0, 59.0, (("Gestart", 21.0),), (("Gestopt", 5.0), ("Doorstroom", 2.0)))
    places = ("beschut_plekken", "beschut.plekken.ultimo", "Plekken beschut werk", "plekken")
    outcome = np.array([51.0, 50.2, 50.4, 47.5, 43.2])
    return (
        target("wsw_regulier", "wsw.personen.regulier.ultimo",
               "Bij een gewone werkgever of in de BOR", "medewerkers", 380.0, 0.48,
               (379.0, 378.2, 380.0, 377.0, 371.0), recounts=(bor,), gross=moved),
        target(*places, 60.0, 0.06, outcome, recounts=(people,), gross=begun,
               benchmark=Compared("eind 2019", 48.0, "afspraken-2020")),
        *(target(*places, 60.0 * part, 0.1, outcome * part, area=name)
          for name, part in zip(names, parts, strict=True)),
        target("meedoen_in_beeld", "meedoen.in_beeld.ultimo", "In beeld", "% van de route", 100.0,
               0.01, (98.0, 97.8, 98.0, 97.0, 96.0)),
        target("statushouders_uitkeringen", "statushouders.uitkeringen.ultimo", "Uitkeringen van statushouders",
               "uitkeringen", None, None, (270.0, 271.0, 272.0, 278.0, 285.0), least=False,
               benchmark=Compared("eind 2019", 280.0, "afspraken-2020")),
    )


def _promises(names, whole, years, targets):
    """Return promises about the targets of the whole; a single year has no year after it."""
    own = tuple(t for t in targets if t.area == whole)
    normed = [t for t in own if t.norm is not None]
    ramp = np.linspace(1.0, 1.05, 12)

    def proposal(one):
        offers = [Offer(f"zelfde getal als in {one.year}", one.norm, 0.3)]
        if one.benchmark is not None:
            offers.append(Offer(f"vergelijking: {one.benchmark.words}", one.benchmark.value, 0.9))
        return Proposal(one, one.year + 1, tuple(offers), one.with_50 - 1, one.with_70 - 1,
                        one.with_90 - 1, "Hetzelfde getal is niet toe te zeggen",
                        {n: one.norm / len(names) for n in names},
                        {n: (one.with_70 - 1) / len(names) for n in names})

    def path(one):
        low, middle, high = (tuple((ramp * one.with_50 * k).tolist()) for k in (0.9, 1.0, 1.1))
        return Path(one, False, low, middle, high)

    return Promises(own, tuple(float(c) for c in (0.5, 0.04, 0.001)[:len(normed)]), 0.0003,
                    tuple(proposal(one) for one in normed if one.year + 1 in years),
                    tuple(path(one) for one in normed if not one.unit.startswith("%")))
