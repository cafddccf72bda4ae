"""Sheet Wie betaalt wat: one move, and what it does to five purses while the budgets react."""

from __future__ import annotations

from collections.abc import Sequence

from forecast.budget.expression import key_of
from forecast.outputs.report import NATION
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.people_lines import Formula, Item, Part, Rows, added
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Wie betaalt wat"
_INDEX, _FULL = "index.prijs", "beschut.loon.voltijd"


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Wie betaalt wat: één overstap in vijf portemonnees",
               "Gekozen scenario, per persoon en uitkering, euro per jaar. Plus is gunstig voor die "
               "portemonnee. De overstap is aan het begin van het eerste jaar.")
    for number, area in enumerate(report.municipalities):
        purse = Purse(page, area)
        page.area(area, (purse.basis(), purse.work(), purse.subsidised()), new_page=number > 0)
        if purse.sheltered_known:
            page.area(area, (purse.sheltered(),), new_page=True)
    page.notes((
        "Het objectieve deel van het aandeel verandert niet door één overstap. Het historische deel "
        "volgt de eigen lasten van twee jaar eerder: daar verliest de gemeente het van de besparing. "
        "Als alle gemeenten dezelfde overstap maken, daalt ook het macrobudget.",
        "Persoon: bruto loon min de uitkering, zonder belasting, toeslagen en kinderopvang. "
        "Werkgever: loon en lasten min de subsidie en min wat het werk waard is; nul als de "
        "loonwaarde juist is vastgesteld en boven 0,30 ligt. Beschut werk binnen de taakstelling "
        "krijgt het begeleidingsgeld al: een bezette plek meer brengt dat niet nog eens.",
    ))
    page.end()


class Purse:
    """The purses of a municipality."""

    def __init__(self, page: PeopleSheet, area: str) -> None:
        self.page, self.area, self.chosen = page, area, page.chosen

    @property
    def sheltered_known(self) -> bool:
        """Whether the run has beschut werk in euros."""
        return (0, self.area, _FULL) in self.chosen.money.rows

    def _money(self, key: str, i: int, area: str | None = None) -> Node:
        return self.chosen.money_in(self.area if area is None else area, key, i)

    def _assumed(self, key: str) -> Node:
        scenarios = range(len(self.page.layout.report.scenarios))
        found = [self.chosen.inputs.find(key, self.area, n, None) for n in scenarios]
        return self.chosen.pick([cell for cell in found if cell is not None])

    def _leaf(self, name: str, i: int) -> Node:
        report = self.page.layout.report
        return self.chosen.pick([
            self.chosen.figures.leaves[n, key_of(name, self.area, report.years[i], s.name)]
            for n, s in enumerate(report.scenarios)])

    def _law(self, name: str, i: int) -> Node:
        report = self.page.layout.report
        return self.chosen.pick([
            self.chosen.figures.leaves[n, key_of(f"wet.{name}", "", report.years[i], s.name)]
            for n, s in enumerate(report.scenarios)])

    def basis(self) -> Part:
        """Return what the moves rest on: price, objective part, wages and cost of execution."""
        years = self.page.chosen.inputs.years

        def price(rows: Rows, i: int) -> Node:
            return self._money("buig.prijs.pw", i, NATION) * self._assumed("buig.prijs.lokaal")

        def wage(rows: Rows, i: int) -> Node:
            holiday = 1 + self._law("vakantietoeslag.wml", i)
            return self._money("buig.lks.wml", i, NATION) * 12 * holiday

        def saved(rows: Rows, i: int) -> Node:
            staff = (1 - self._assumed("uitvoering.vast")) * self._assumed("uitvoering.loon")
            staff = staff * (1 + self._assumed("uitvoering.overhead"))
            staff = staff / self._assumed("uitvoering.caseload")
            rest = self._money("uitvoering.per_client", i)
            return (staff + rest) * self._money(_INDEX, i, NATION)

        def state(rows: Rows, i: int) -> Node:
            return self._assumed("uitvoering.vergoeding") * self._money(_INDEX, i, NATION)

        return Part("waarmee gerekend is", (
            Item("sinds", "Jaren sinds de overstap", "jaren", "getal",
                 lambda rows, i: years[i] - years[0].fixed()),
            Item("prijs", "Uitkering", "euro", "eur", price),
            Item("objectief", "Objectief deel van het aandeel", "deel", "getal3",
                 lambda rows, i: self._money("buig.aandeel.objectief", i)),
            Item("loon", "Minimumloon van een voltijdbaan, bruto met vakantietoeslag", "euro",
                 "eur", wage),
            Item("uitvoering", "Uitvoering die één uitkering minder bespaart", "euro", "eur", saved),
            Item("au", "Algemene uitkering die een uitkering volgt", "euro", "eur", state),
        ))

    def _common(self, move: str, spent: str | None) -> list[Item]:
        """Return the lines of the municipality that every move has; `spent` is what it pays."""
        def net(rows: Rows, i: int) -> Node:
            cost = rows.at("prijs", i)
            return cost if spent is None else cost - rows.at(spent, i)

        def reaction(rows: Rows, i: int) -> Node:
            part = -((1 - rows.at("objectief", i)) * net(rows, i))
            return f.when(rows.at("sinds", i).at_least(2), part, 0)

        return [
            Item(f"{move}.budget", "Gemeente: budget volgt de eigen lasten (na twee jaar)", "euro",
                 "eur", reaction),
            Item(f"{move}.uitvoering", "GR: minder uitvoering", "euro", "eur",
                 lambda rows, i: rows.at("uitvoering", i) * 1),
            Item(f"{move}.au", "GR: algemene uitkering volgt (na een jaar)", "euro", "eur",
                 lambda rows, i: f.when(rows.at("sinds", i).at_least(1), -rows.at("au", i), 0)),
        ]

    def _saved(self, move: str) -> Item:
        return Item(f"{move}.uitkering", "Gemeente: uitkering bespaard", "euro", "eur",
                    lambda rows, i: rows.at("prijs", i) * 1)

    def _closing(self, move: str, own: Sequence[str], state: Sequence[str], person: Formula,
                 employer: Formula | None) -> list[Item]:
        """Return the sum of municipality and agency, and the three other purses."""
        items = [
            Item(f"{move}.samen", "Gemeente en GR samen", "euro", "eur", added(*own),
                 role="subtotaal"),
            Item(f"{move}.rijk", "Rijk", "euro", "eur", added(*(f"-{name}" for name in state))),
        ]
        if employer is not None:
            items.append(Item(f"{move}.werkgever", "Werkgever", "euro", "eur", employer))
        items.append(Item(f"{move}.persoon", "Persoon, bruto", "euro", "eur", person))
        return items

    def work(self) -> Part:
        """Return the move from a benefit to ordinary full-time work at the minimum wage."""
        names = ("werk.uitkering", "werk.budget", "werk.uitvoering", "werk.au")
        return Part("van een uitkering naar gewoon werk", (
            self._saved("werk"), *self._common("werk", None),
            *self._closing("werk", names, ("werk.budget", "werk.au"),
                           lambda rows, i: rows.at("loon", i) - rows.at("prijs", i), None),
        ))

    def subsidised(self) -> Part:
        """Return the move from a benefit to a job with loonkostensubsidie."""
        def hours(rows: Rows, i: int) -> Node:
            return self._assumed("buig.lks.uren") / self._law("lks.volle_werkweek", i)

        def guidance(rows: Rows, i: int) -> Node:
            gain = self._assumed("nieuw.vergoeding") - self._assumed("nieuw.begeleiding.kosten")
            return gain * self._money(_INDEX, i, NATION)

        def employer(rows: Rows, i: int) -> Node:
            cost = rows.at("loon", i) * rows.at("lks.deel", i) * (
                1 + self._law("lks.werkgeverslasten", i))
            worth = cost * self._assumed("buig.lks.loonwaarde")
            return worth + rows.at("lks.bedrag", i) - cost

        names = ("lks.uitkering", "lks.subsidie", "lks.budget", "lks.uitvoering", "lks.au",
                 "lks.begeleiding")
        return Part("van een uitkering naar een baan met loonkostensubsidie", (
            Item("lks.deel", "Deel van een volle werkweek", "deel", "getal3", hours),
            Item("lks.bedrag", "Loonkostensubsidie per baan", "euro", "eur",
                 lambda rows, i: self._money("buig.lks.bedrag", i)),
            self._saved("lks"),
            Item("lks.subsidie", "Gemeente: loonkostensubsidie", "euro", "eur",
                 lambda rows, i: -rows.at("lks.bedrag", i)),
            *self._common("lks", "lks.bedrag"),
            Item("lks.begeleiding", "GR: geld voor begeleiding min kosten", "euro", "eur",
                 guidance),
            *self._closing("lks", names, ("lks.budget", "lks.au"),
                           lambda rows, i: rows.at("loon", i) * rows.at("lks.deel", i)
                           - rows.at("prijs", i), employer),
        ))

    def sheltered(self) -> Part:
        """Return the move from a benefit to beschut werk, the GR as the employer."""
        def each(key: str) -> Formula:
            def make(rows: Rows, i: int) -> Node:
                people = self._leaf("beschut.personen", i)
                return f.when(people.equals(0), 0, self._money(key, i) / people)
            return make

        def result(rows: Rows, i: int) -> Node:
            people = self._leaf("beschut.personen", i)
            gain = self._money("beschut.resultaat", i) - self._money("participatie.beschut.rijk", i)
            return f.when(people.equals(0), 0, gain / people)

        def person(rows: Rows, i: int) -> Node:
            people, hours = (self._leaf(f"beschut.{n}", i) for n in ("personen", "uren"))
            part = f.when(people.equals(0), 0, hours / people) / self._law("lks.volle_werkweek", i)
            return rows.at("loon", i) * part - rows.at("prijs", i)

        names = ("bw.uitkering", "bw.subsidie", "bw.budget", "bw.uitvoering", "bw.au", "bw.gr")
        return Part("van een uitkering naar beschut werk (de GR is werkgever)", (
            Item("bw.bedrag", "Loonkostensubsidie per persoon", "euro", "eur",
                 each("buig.lks.beschut")),
            self._saved("bw"),
            Item("bw.subsidie", "Gemeente: loonkostensubsidie", "euro", "eur",
                 lambda rows, i: -rows.at("bw.bedrag", i)),
            *self._common("bw", "bw.bedrag"),
            Item("bw.gr", "GR als werkgever: subsidie, bonus en opbrengst min loon en begeleiding",
                 "euro", "eur", result),
            *self._closing("bw", names, ("bw.budget", "bw.au"), person, None),
        ))
