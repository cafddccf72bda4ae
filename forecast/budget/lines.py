"""The lines of the BUIG, each once: price times quantity, as number and as formula.

Besluit Participatiewet: the gebundelde uitkering pays the benefits Pw, IOAW and IOAZ, the living
cost of the Bbz and the loonkostensubsidie, less what is recovered. These schemes are open-ended:
who has a right gets the money, whatever the budget.
"""

from __future__ import annotations

from dataclasses import dataclass

from forecast.budget import lks
from forecast.budget.expression import Cell, Expr, Product
from forecast.budget.figures import NATION, Figures
from forecast.budget.thresholds import Between

CHAIN, INCOME, COST, RESULT = "keten", "baten", "lasten", "uitkomst"
FRAME = "buig"
EUR = "eur"
#: The step in which loonkostensubsidie for beschut werk and for other jobs come together.
SUBSIDIES = "buig.lks.samen"


@dataclass(frozen=True)
class Line:
    """A line of an account, or a step of the chain that leads to one.

    Attributes
    ----------
    key : str
        The same in every year, area and scenario, e.g. ``buig.pw``.
    label : str
        In Dutch.
    side : str
        ``keten`` (a step that leads to an amount), ``baten``, ``lasten``, or ``uitkomst`` (what
        follows from the amounts); only ``baten`` and ``lasten`` are parts of a sum.
    cell : Cell
        Value, unit, status and source; its `definition` is the formula.
    open_ended : bool
        The law gives a right, so that cost cannot stop at the budget (openeinderegeling).
    frame : str
    """

    key: str
    label: str
    side: str
    cell: Cell
    open_ended: bool = False
    frame: str = FRAME

    @property
    def expr(self) -> Expr:
        """The formula of the line."""
        return self.cell if self.cell.definition is None else self.cell.definition

    @property
    def unit(self) -> str:
        """Unit of the amount."""
        return self.cell.unit

    @property
    def status(self) -> str:
        """The weakest status that the amount rests on directly."""
        return self.cell.status

    @property
    def source(self) -> str:
        """Where the rule comes from."""
        return self.cell.source


@dataclass(frozen=True)
class Nation:
    """The national chain of one year; see `national_year`."""

    lines: tuple[Line, ...]

    def cell(self, key: str) -> Cell:
        """Return the cell of a step of the chain."""
        return next(line.cell for line in self.lines if line.key == key)


def national_year(f: Figures, year: int, before: Nation | None) -> Nation:
    """Return volume, prices and cost of the whole country in a year, without the macro budget.

    With volume V, all-in price P, reference volume V_ref and the share l of the LKS in the cost:
    ``cost = P * (V * (1 - l) + V_ref * l)``. A job with LKS is a placement that municipalities
    plan, no right that a recession multiplies: a municipality's own line is jobs times amount, and
    so the national one follows the volume of the reference economy. Otherwise the macro budget
    would hand out LKS in a recession that nobody pays. In the year on which P rests V is V_ref.

    Parameters
    ----------
    f : Figures
    year : int
    before : Nation or None
        The year before; None in the first year, which starts from the inputs.
    """
    growth = f.cell("buig.prijs.groei")

    def last(key: str, name: str, area: str = "", at: int | None = None) -> Cell:
        return f.cell(name, area, at) if before is None else before.cell(key)

    def step(key: str, definition: Expr, unit: str, source: str = "") -> Cell:
        return f.define(key, "", year, definition, unit, source)

    opening = last("buig.nl.ioaw_ioaz_ultimo", "buig.ioaw_ioaz.stand", NATION)
    closing = step("buig.nl.ioaw_ioaz_ultimo", opening * (1 - f.cell("buig.ioaw_ioaz.daling")),
                   "uitkeringen")
    benefits = f.cell("volume.uitkeringen", NATION, year)
    older = (opening + closing) / 2
    volume = step("buig.nl.volume", benefits + older, "uitkeringen")
    reference = step("buig.nl.volume_referentie",
                     f.cell("volume.uitkeringen_referentie", NATION, year) + older, "uitkeringen")
    lks_part = f.cell("buig.lks.landelijk_aandeel")
    paid = step("buig.nl.volume_lasten", volume * (1 - lks_part) + reference * lks_part,
                "uitkeringen")
    price = step("buig.prijs.jaar", last("buig.prijs.jaar", "buig.prijs.allin") * (1 + growth),
                 "eur per uitkering per jaar")
    net = (1 - lks_part - f.cell("buig.bbz.landelijk_aandeel")
           + f.cell("buig.terugvordering.aandeel"))
    price_pw = step("buig.prijs.pw", price * net, "eur per uitkering per jaar")
    wage = step("buig.lks.wml", last("buig.lks.wml", "wet.wml.maand", "", year - 1) * (1 + growth),
                "eur per maand")
    cost = step("buig.nl.lasten", paid * price, EUR)
    return Nation((
        Line("buig.nl.ioaw_ioaz_ultimo", "IOAW en IOAZ, ultimo, Nederland", CHAIN, closing),
        Line("buig.nl.volume", "Uitkeringen, jaargemiddelde, Nederland", CHAIN, volume),
        Line("buig.nl.volume_referentie", "Uitkeringen bij de referentie-economie, Nederland",
             CHAIN, reference),
        Line("buig.nl.volume_lasten", "Volume dat de lasten volgen (LKS volgt de referentie)",
             CHAIN, paid),
        Line("buig.prijs.jaar", "Prijs per uitkering, alles samen", CHAIN, price),
        Line("buig.prijs.pw", "Prijs per uitkering, alleen de uitkering zelf", CHAIN, price_pw),
        Line("buig.lks.wml", "Wettelijk minimumloon, jaargemiddelde", CHAIN, wage),
        Line("buig.nl.lasten", "Lasten van alle gemeenten", CHAIN, cost),
        Line("buig.nl.lks", "Loonkostensubsidie van alle gemeenten", CHAIN,
             step("buig.nl.lks", reference * price * lks_part, EUR)),
    ))


def with_macro(
    f: Figures, nation: Nation, year: int, published: Cell | None, combined: tuple[Line, ...]
) -> Nation:
    """Return the national chain with its macro budget and saldo.

    The definitive macro budget that was published stands as it is; otherwise it is the national
    cost, divided by one less the saldo as a part of the budget, times what a published
    preliminary budget adds: the last of the lines `combined` (see `forecast.budget.combine`).
    """
    cost = nation.cell("buig.nl.lasten")
    own = cost / (1 - f.cell("buig.macro.basisfout", "", year))
    rule: Expr = own * combined[-1].cell
    macro = f.define("buig.macro", "", year, rule if published is None else published, EUR,
                     "Participatiewet art. 69")
    saldo = f.define("buig.nl.saldo", "", year, macro - cost, EUR)
    return Nation((
        *nation.lines,
        *combined,
        Line("buig.macro", "Macrobudget", CHAIN, macro),
        Line("buig.nl.saldo", "Saldo van alle gemeenten", CHAIN, saldo),
    ))


def cost_lines(f: Figures, nation: Nation, area: str, year: int, opening: Cell) -> tuple[Line, ...]:
    """Return the cost of a municipality in a year.

    Parameters
    ----------
    f : Figures
    nation : Nation
        Of the same year.
    area : str
    year : int
    opening : Cell
        Benefits IOAW and IOAZ at the end of the year before.
    """
    benefits = f.cell("volume.uitkeringen", area, year)
    local = f.local("buig.prijs.lokaal", area)
    price, price_pw = nation.cell("buig.prijs.jaar"), nation.cell("buig.prijs.pw")

    def step(key: str, definition: Expr, unit: str = EUR, source: str = "") -> Cell:
        return f.define(key, area, year, definition, unit, source)

    closing = step("buig.ioaw_ioaz.ultimo", opening * (1 - f.cell("buig.ioaw_ioaz.daling")),
                   "uitkeringen")
    older = step("buig.ioaw_ioaz.gemiddeld", (opening + closing) / 2, "uitkeringen")
    # Bbz and recoveries follow the size of the local caseload at the national all-in price
    whole = (benefits + older) * price
    bbz = step("buig.bbz", whole * f.cell("buig.bbz.landelijk_aandeel"))
    back = step("buig.terugvordering",
                -Product((whole, local, f.local("buig.terugvordering.aandeel", area))))
    pw = step("buig.pw", benefits * price_pw * local, EUR, "Participatiewet art. 69")
    ioaw = step("buig.ioaw_ioaz", older * price_pw * local)
    job = step("buig.lks.bedrag", _per_job(f, nation.cell("buig.lks.wml"), area, year),
               "eur per baan per jaar", "Participatiewet art. 10d")
    sheltered = f.has("beschut.uren", area, year)
    jobs = f.cell("buig.lks.banen", area)
    if sheltered:
        jobs = step("buig.lks.banen_overig",
                    Between(jobs, f.cell("beschut.personen", area, year)), "banen")
    paid = step("buig.lks", jobs * job)
    found = (
        Line("buig.ioaw_ioaz.ultimo", "IOAW en IOAZ, ultimo", CHAIN, closing),
        Line("buig.ioaw_ioaz.gemiddeld", "IOAW en IOAZ, jaargemiddelde", CHAIN, older),
        Line("buig.lks.bedrag", "Loonkostensubsidie per baan", CHAIN, job),
        Line("buig.pw", "Uitkeringen Participatiewet", COST, pw, open_ended=True),
        Line("buig.ioaw_ioaz", "Uitkeringen IOAW en IOAZ", COST, ioaw, open_ended=True),
        Line("buig.bbz", "Levensonderhoud zelfstandigen (Bbz)", COST, bbz, open_ended=True),
        Line("buig.lks", "Loonkostensubsidie", COST, paid, open_ended=True),
        Line("buig.terugvordering", "Terugvordering", COST, back),
    )
    if not sheltered:
        return found
    inside = step("buig.lks.beschut", _sheltered(f, nation.cell("buig.lks.wml"), area, year),
                  EUR, "Participatiewet art. 10d")
    return (
        *found,
        Line("buig.lks.banen_overig", "Banen met loonkostensubsidie, zonder beschut werk", CHAIN,
             jobs),
        Line("buig.lks.beschut", "Loonkostensubsidie voor beschut werk", COST, inside,
             open_ended=True),
        Line(SUBSIDIES, "Loonkostensubsidie, samen", CHAIN,
             step(SUBSIDIES, paid + inside)),
    )


def subsidies(lines: tuple[Line, ...]) -> Cell:
    """Return the cost of all loonkostensubsidie among the lines of a municipality."""
    found = {line.key: line.cell for line in lines}
    return found.get(SUBSIDIES, found["buig.lks"])


def _per_job(f: Figures, wage: Cell, area: str, year: int) -> Expr:
    return lks.per_job(wage, f.local("buig.lks.loonwaarde", area), f.local("buig.lks.uren", area),
                       *_rules(f, year))


def _sheltered(f: Figures, wage: Cell, area: str, year: int) -> Expr:
    return lks.per_job(wage, f.local("beschut.loonwaarde", area),
                       f.cell("beschut.uren", area, year), *_rules(f, year))


def _rules(f: Figures, year: int) -> tuple[Cell, Cell, Cell, Cell]:
    week, most, holiday, employer = (f.cell(f"wet.{key}", "", year) for key in (
        "lks.volle_werkweek", "lks.maximum", "vakantietoeslag.wml", "lks.werkgeverslasten"))
    return week, most, holiday, employer
