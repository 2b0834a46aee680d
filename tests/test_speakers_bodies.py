"""Bodies that speak: by their initials, from where "one" says it, on a page that is not theirs, one of many."""

from __future__ import annotations

from itertools import count

import pandas as pd
import pytest
from costs import grows_with_its_input
from told import attribution, resolved

from analysis.records import Attribution
from analysis.speakers import apply_merges, merge_speakers
from analysis.speakers.acronyms import spelled_out
from analysis.speakers.mentions import read_mention
from analysis.speakers.people import People
from analysis.speakers.vocabulary import vocabulary


def one(text: str, content: str, cue: str, source: str = "", lang: str = "fr") -> Attribution:
    """Resolve one attribution whose parts are told by their words."""
    found = attribution(text, content, cue, source, kind="indirect" if content[0].isalpha() else "direct")
    return resolved(text, lang, found)[0]


@pytest.mark.parametrize(
    ("text", "lang", "pair"),
    [
        ("La Ligue des ports du Nord (LPN) proteste.", "fr", ("Ligue des ports du Nord", "LPN")),
        ("selon la LPN (Ligue des ports du Nord).", "fr", ("Ligue des ports du Nord", "LPN")),
        ("La Union des gens de l'eau (UGE)", "fr", ("Union des gens de l'eau", "UGE")),
        ("the Harbour Workers Union (HWU) said", "en", ("Harbour Workers Union", "HWU")),
        ("la Confederación de Puertos del Norte (CPN)", "es", ("Confederación de Puertos del Norte", "CPN")),
        ("Anne Martin (PS) a parlé.", "fr", None),
        ("Le plan d'aide (voir page 3) est prêt.", "fr", None),
        ("d'aide à l'emploi (DAE)", "fr", None),
    ],
)  # fmt: skip
def test_initials_and_the_name_they_stand_for(text: str, lang: str, pair: tuple[str, str] | None) -> None:
    found = list(spelled_out(text, vocabulary(lang)))
    assert pair in found if pair else ("", "") not in found and all(name[0].isupper() for name, _ in found)


UNION = (
    "The American Dock Union (ADU) rejected the offer. The ADU wants more. “We will fight,” the union said. "
    "The American Dock Union added that talks were over."
)


def test_a_body_is_one_by_its_initials_and_by_its_name() -> None:
    parts = [("rejected the offer", "rejected", "The American Dock Union"), ("more", "wants", "The ADU")]
    parts += [("talks were over", "added", "The American Dock Union added")]
    names = {one(UNION, content, cue, source.removesuffix(" added"), "en").speaker for content, cue, source in parts}
    assert names == {"American Dock Union (ADU)"}


def test_a_lower_case_name_is_found_again_by_its_words_and_its_first_one() -> None:
    text = "La Régie autonome des ports (RAP) dément. Selon la Régie, tout va bien. La Régie autonome des ports répète."
    for source in ("la Régie", "La Régie autonome des ports"):
        assert one(text, "tout va bien", "Selon", source).speaker == "Régie autonome des ports (RAP)"


@pytest.mark.parametrize(
    "article", ["la Ligue Du Port{} Nord (LDPN) dit.", "Ana Ruiz{0} et Ruiz{0} (RZ) au Nord{0} Nord."]
)
def test_many_names_and_initials_cost_in_proportion(article: str) -> None:
    never_read = count()

    def call(n: int) -> object:
        return People(" ".join(article.format(next(never_read)) for _ in range(n)), vocabulary("fr"))

    grows_with_its_input(call, 200)


@pytest.mark.parametrize(
    ("text", "cue", "source", "speaker"),
    [
        ("« Rien ne change », a-t-on précisé mardi à Matignon.", "précisé", "on", "Matignon"),
        ("« Rien ne change », explique-t-on au cabinet de la ministre.", "explique", "on", "cabinet de la ministre"),
        ("« Rien ne change », dit-on à Moscou.", "dit", "", "Moscou"),
        ("« Rien ne change », assure-t-on au début de la semaine.", "assure", "on", None),
        ("« Rien ne change », pouvait-on lire à la mairie.", "pouvait-on lire", "", None),
    ],
)
def test_one_says_it_at_a_ministry(text: str, cue: str, source: str, speaker: str | None) -> None:
    assert one(text, "« Rien ne change »", cue, source).speaker == speaker


@pytest.mark.parametrize(
    ("source", "lang", "entry", "cls"),
    [
        ("l'un des manifestants", "fr", "manifestant", "citizen"),
        ("un de ces témoins", "fr", "témoin", "citizen"),
        ("one of the protesters", "en", "protester", "citizen"),
        ("uno de los abogados", "es", "abogado", "person"),
    ],
)
def test_one_of_many_is_one(source: str, lang: str, entry: str, cls: str) -> None:
    mention = read_mention(source, lang)
    assert mention.noun is not None
    assert (mention.noun.entry, mention.noun.cls, mention.number) == (entry, cls, "s")
    assert mention.determiner == "indefinite_article" and mention.phrase == source


def test_others_are_several_and_undetermined() -> None:
    assert read_mention("d'autres manifestants", "fr").determiner == "quantifier"
    assert read_mention("d'aucuns", "fr").number == "p"


def test_a_page_is_not_the_firm_that_hosts_it() -> None:
    assert read_mention("la page Facebook", "fr").name == "" and read_mention("un groupe Facebook", "fr").name == ""
    assert read_mention("le groupe Renault", "fr").name == "Renault"
    assert read_mention("Facebook", "fr").phrase == "Facebook"


def test_a_capital_in_front_makes_a_body_of_what_follows() -> None:
    text = "Selon le Groupement national des hôteliers, la saison sera bonne."
    found = one(text, "la saison sera bonne", "Selon", "le Groupement national des hôteliers")
    assert (found.speaker, found.source_kind) == ("Groupement national des hôteliers", "institution")
    # The noun behind belongs to the name: this is no veterinary surgeon.
    assert read_mention("l'Inspection vétérinaire nationale", "fr").noun is None
    assert read_mention("le Premier ministre", "fr").noun is not None


def test_the_complement_of_a_noun_no_list_knows_is_not_the_head() -> None:
    tally = read_mention("un gribouillage de l'avocat", "fr")
    assert tally.noun is None and "of_person" in tally.flags
    crowd = read_mention("une centaine de personnes", "fr")
    assert crowd.noun is not None and crowd.noun.number == "p"


def test_a_name_in_apposition_completes_a_title_but_not_before_a_verb() -> None:
    text = "« Il dort », a-t-on appris de son conseiller, Paul Rivard. Le reste attendra."
    assert one(text, "« Il dort »", "appris", "son conseiller").speaker == "Paul Rivard"
    text = "Selon le maire, Paul Rivard a menti."
    assert one(text, "Paul Rivard a menti", "Selon", "le maire").speaker == "maire"


def test_initials_join_their_name_across_a_corpus_unless_they_have_two() -> None:
    names = ["LPN", "LPN", "Ligue des ports du Nord (LPN)", "ligue des ports du nord", "ADU"]
    names += ["Anglers of Down Under (ADU)", "American Dock Union (ADU)", "Ministère des Ports", "ministère des ports"]
    table = pd.DataFrame({"speaker": names, "source_kind": "institution", "article_id": [f"a{i}" for i in range(9)]})
    merges = merge_speakers(table)
    to = dict(zip(merges["speaker"], merges["canonical"], strict=True))
    assert to["LPN"] == to["ligue des ports du nord"] == "Ligue des ports du Nord (LPN)"
    assert to["ADU"] == "ADU"
    assert to["Ministère des Ports"] == to["ministère des ports"]
    assert set(merges.loc[merges["canonical"] != merges["speaker"], "reason"]) == {"initials", "same letters"}
    assert (apply_merges(table, merges)["speaker"] == "Ligue des ports du Nord (LPN)").sum() == 4


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("La Russie a réagi. Selon Moscou, c'est faux.", "Moscou", "Russie"),
        ("Selon Moscou, c'est faux.", "Moscou", "Moscou"),
        ("Le ministère de l’Économie se tait. Selon Bercy, c'est faux.", "Bercy", "ministère de l’Économie"),
        ("Le budget est prêt. Selon Matignon, c'est faux.", "Matignon", "Matignon"),
    ],
)
def test_a_capital_speaks_for_the_state_the_article_names(text: str, source: str, speaker: str) -> None:
    found = one(text, "c'est faux", "Selon", source)
    assert (found.speaker, found.source_kind) == (speaker, "institution")


@pytest.mark.parametrize(
    ("text", "lang", "content", "cue", "source", "speaker"),
    [
        ("EASTON, March 3 (Reuters) - Steelmaker Orban Group will cut jobs, it said.", "en",
         "Steelmaker Orban Group will cut jobs", "said", "it", "Orban Group"),
        ("EASTON (AP) — Orban Group will cut jobs, it said.", "en", "Orban Group will cut jobs", "said", "it",
         "Orban Group"),
        ("BRÉVAL (AFP) – La société Orban fermera, a-t-elle annoncé.", "fr", "La société Orban fermera", "annoncé",
         "elle", "Orban"),
        ("Bréval, 3 mars (AFP) – Le groupe Orban fermera, a-t-il annoncé.", "fr", "Le groupe Orban fermera", "annoncé",
         "il", "Orban"),
    ],
)  # fmt: skip
def test_a_town_and_an_agency_in_front_of_a_story_are_nobody_in_it(
    text: str, lang: str, content: str, cue: str, source: str, speaker: str
) -> None:
    told = resolved(text, lang, attribution(text, content, cue, source))[0]
    assert (told.speaker, told.source_kind) == (speaker, "institution")


@pytest.mark.parametrize(
    ("text", "lang", "source", "kind"),
    [
        ("The Easton Courier says that the port will close.", "en", "The Easton Courier", "media"),
        ("La Voix de Bréval says that the port will close.", "fr", "La Voix de Bréval", "media"),
        ("El Heraldo de Valmar says that the port will close.", "es", "El Heraldo de Valmar", "media"),
        # Papers have these names, too; in small letters nobody means them.
        ("The union says that the port will close.", "en", "The union", "institution"),
    ],
)
def test_papers_are_known_by_the_form_of_their_names(text: str, lang: str, source: str, kind: str) -> None:
    assert resolved(text, lang, attribution(text, "that the port will close", "says", source))[0].source_kind == kind
