"""A part of the sensitivity, by the beginning of its keys; comparing itself is in test_asking."""


def test_a_part_of_the_sensitivity_names_what_has_no_effect(say, small_project):
    words = ("--inputs", "voorbeeld", "--project", small_project)
    said = say("sensitivity", "--over", "uitvoering.", *words)
    assert said.code == 0, said.err
    assert said.out.index("uitvoering.kosten") < said.out.index("uitvoering.vast")
    idle = say("sensitivity", "--over", "buig.terugvordering", *words)
    assert "Zonder effect" in idle.out
    none = say("sensitivity", "--over", "nergens.", *words)
    assert (none.code, "geen aanname begint zo" in none.err) == (2, True)
