"""What the inputs of the budget are called that stand in no other table."""

from __future__ import annotations

#: Names of inputs that stand in no other table, as the reader sees them.
LABELS = {
    "volume.uitkeringen": "Bijstandsuitkeringen tot de AOW-leeftijd, jaargemiddelde",
    "volume.uitkeringen_referentie": "Bijstandsuitkeringen bij de referentie-economie",
    "macro.voorlopig": "Macrobudget voorlopig (0 = nog niet gepubliceerd)",
    "macro.nader_voorlopig": "Macrobudget nader voorlopig",
    "volume.eigen_index": "Eigen volume tegen het landelijke (twee jaar eerder)",
    "buig.ioaw_ioaz.stand": "Uitkeringen IOAW en IOAZ vooraf",
    "buig.aandeel.schok": "Schok in het aandeel (middenpad: geen)",
    "inwoners": "Inwoners",
    "buig.macro.uitname_vangnet": "Uitname uit het macrobudget voor het vangnet",
    "volume.personen_per_uitkering": "Personen per uitkering",
    "wet.norm.alleenstaande": "Bijstandsnorm van een alleenstaande per maand",
    "wet.norm.gehuwden": "Bijstandsnorm van gehuwden per maand",
    "wet.wml.maand": "Wettelijk minimumloon per maand",
    "wet.verdeelmodel.lks_op_realisatie": "Deelbudget loonkostensubsidie (1 = ja)",
    "wet.lks.maximum": "Loonkostensubsidie: hoogste deel van het minimumloon",
    "wet.lks.werkgeverslasten": "Loonkostensubsidie: vergoeding werkgeverslasten",
    "wet.lks.volle_werkweek": "Loonkostensubsidie: uren van een volle werkweek",
    "wet.vakantietoeslag.wml": "Vakantietoeslag",
    "wet.vangnet.drempel": "Vangnet: tekort vanaf dit deel van het budget",
    "wet.vangnet.drempel_uitgebreid": "Vangnet: drempel bij herhaald tekort (1 = bestaat niet)",
    "wet.vangnet.bovengrens": "Vangnet: boven dit deel volledig",
    "wet.vangnet.meerjareneis": "Vangnet: tekort van drie jaar samen boven dit deel van het budget",
    "buig.saldo.eerder": "Saldo BUIG van een eerder jaar (eigen opgave)",
    "wet.vangnet.vergoeding_trede1": "Vangnet: vergoeding tussen drempel en bovengrens",
    "wet.vangnet.vergoeding_trede2": "Vangnet: vergoeding boven de bovengrens",
    "wet.verdeelmodel.ondergrens_inwoners": "Verdeelmodel: historisch tot",
    "wet.verdeelmodel.bovengrens_inwoners": "Verdeelmodel: objectief vanaf",
}
LABELS |= {
    "volume.uitkeringen.vorig": "Uitkeringen in het jaar voor de run",
    "volume.uitkeringen.basis": "Uitkeringen in het jaar voor de run, als vaste basis",
    "index.begin": "Index van lonen en prijzen, jaar voor de run",
    "wsw.rijk.begin": "Wsw: krimp van het land tegen plan, jaar voor de run",
    "wsw.se.begin": "Wsw: standaardeenheden bij het begin",
    "wsw.fte.begin": "Wsw: voltijdbanen bij het begin",
    "wet.liv.per_uur": "Lage-inkomensvoordeel per uur",
    "wet.liv.maximum": "Lage-inkomensvoordeel: hoogste bedrag per jaar",
    "wet.beschut.begeleiding": "Beschut werk: begeleidingsgeld per plek",
    "wet.beschut.bonus": "Beschut werk: bonus per plek",
    "wet.beschut.uren_per_plek": "Beschut werk: uren per week van een plek",
    "beschut.taakstelling": "Beschut werk: taakstelling (jaargemiddelde)",
    "beschut.plekken": "Beschut werk: bezette plekken (jaargemiddelde)",
    "beschut.personen": "Beschut werk: mensen aan het werk (jaargemiddelde)",
    "beschut.uren": "Beschut werk: contracturen per week (jaargemiddelde)",
    "gemeentelijk.budget": "Begroting van het gemeentelijke geld (0 = niet ingevuld)",
    "uitvoering.budget": "Algemene uitkering voor de uitvoering (0 = niet ingevuld)",
    "wsw.budget": "Werkelijk Wsw-budget (0 = niet ingevuld)",
} | {
    f"wsw.personen.{form}{when}": f"Wsw: {form.replace('_', ' ')}, {words}"
    for form in ("intern", "groepsdetachering", "individuele_detachering", "begeleid_werken", "bor")
    for when, words in (("", "jaargemiddelde"), (".begin", "bij het begin"))
}
