"""Projects of n records for `linear_time.py`: the data files of a university with much of one kind."""
import os

WORDS = "the university publishes in three languages and its partners read what they can".split()
# Twelve languages that have words of their own in the layouts.
LANGUAGES = "en az tr de fr es it pl pt ru ka ar".split()
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
STATUSES = "member elected associate observer candidate applied former".split()


def words(count, start=0):
    return " ".join(WORDS[(start + at) % len(WORDS)] for at in range(count))


def brochure(parts="", languages="[en]"):
    # Any number of pages: pages are laid out a second time to fill sheets of four.
    return (f"design: {{page_multiple: 1}}\nedition: {{year: 2026, as_of: 2026-11-24, verified_within_months: 12}}\ntitle: Memberships\n"
            f"languages: {languages}\n{parts}")


INSTITUTION = ("name: University of Somewhere\nplace: {city: Somewhere, country: Azerbaijan, lat: 38.75, lon: 48.85}\n"
               "contact: {office: Office, email: office@example.org}\n")


def bare(at):
    return f"id: m{at}\nname: Association {at}\nuniversity: {{status: member, since: {1990 + at % 30}}}\n"


def text(at, count, languages):
    """A text of so many words, by language if there are several."""
    if languages == 1:
        return words(count, at)
    return "{" + ", ".join(f"{tag}: {words(count, at + number)}" for number, tag in enumerate(LANGUAGES[:languages])) + "}"


def filled(at, languages=1):
    """An association with all that the layouts print, and sources and files for it."""
    def say(count):
        return text(at, count, languages)
    source = f"sources: [{{title: {say(4)}, url: \"https://source.example/{at}\", verified: 2026-11-03, claims: [founded]}}]"
    person = f"{{name: Person {at}, role: {say(2)}, email: p{at}@example.org}}"
    return f"""id: m{at}
name: Association {at}
native_name: Verein {at}
abbreviation: A{at}
about: {say(30)}
website: https://association{at}.example
contact: {{office: Office, address: Street {at}, email: a{at}@example.org}}
founded: {1950 + at % 60}
renamed: {{year: {2000 + at % 20}, from: Society {at}}}
initiators: [{say(4)}, {say(5)}]
members: [{{more_than: {50 + at % 900}, of: universities}}, {{exactly: {at % 30 + 2}, of: countries}}]
members_note: {say(9)}
countries: [Italy, Georgia, Estonia]
region: {say(3)}
seat: {{city: City {at}, country: Italy, lat: {at * 37 % 50 + 10}.{at % 100:02}, lon: {at * 53 % 90 - 20}.{at % 100:02}}}
governing_body: {say(6)}
activities: [{say(9)}, {say(8)}]
logo: logo.svg
university:
  status: {STATUSES[at % len(STATUSES)]}
  category: {say(2)}
  applied: {1990 + at % 30}
  since: {1991 + at % 30}
  until: {2028 + at % 9}
  renewal: {2027 + at % 9}-10
  contact_person: {person}
  responsible: [{say(3)}]
  duties: [{{title: {say(3)}, name: Holder {at}, since: 2012, until: 2032}}]
  reasons: [{say(12)}, {say(14)}]
  activities: [{say(12)}, {say(9)}]
  benefits: [{say(11)}, {say(13)}]
events: [{{title: {say(5)}, date: 2026-05-{at % 28 + 1:02}, place: City {at}, people: [Person {at}], {source}}}]
projects: [{{title: {say(6)}, programme: Programme, since: 2024, until: 2027, role: {say(2)}, {source}}}]
agreements: [{{title: {say(5)}, partner: University {at}, signed: 2020, until: 2029, {source}}}]
exchange: [{{year: 2024/25, incoming: {at % 40}, outgoing: {at % 30}, {source}}}, {{year: 2025/26, incoming: {at % 50}, outgoing: {at % 20}}}]
evidence: [{{title: {say(3)}, file: logo.svg, date: 2011-02-03, issuer: Ministry}}]
facts: [{{label: {say(1)}, value: {say(4)}}}]
internal: {{fee: {{amount: {100 + at}, currency: EUR}}, membership_number: N{at}, reminders: [{{date: 2027-11-01, text: {words(4)}}}]}}
{source}
"""


def project(associations, parts="", languages="[en]"):
    """The files of a project: their texts by path."""
    files = {"data/brochure.yaml": brochure(parts, languages), "data/institution.yaml": INSTITUTION, "logo.svg": PICTURE}
    for at, association in enumerate(associations):
        files[f"data/memberships/m{at:05}.yaml"] = association
    return files


def places(n):
    points = ", ".join(f"{{name: University {at}, city: City {at}, country: Estonia, lat: {at * 37 % 70}.{at % 100:02}, "
                       f"lon: {at * 53 % 160 - 20}.{at * 7 % 100:02}}}" for at in range(n))
    return project([bare(0) + f"places: [{points}]\n"])


def years(n):
    """An exchange in each of n years, and an event in each."""
    rows = ", ".join(f"{{year: {1000 + at}, incoming: {at % 40}, outgoing: {at % 30}}}" for at in range(n))
    events = ", ".join(f"{{title: Event {at}, date: {1000 + at}-05-14}}" for at in range(n))
    return project([bare(0) + f"exchange: [{rows}]\nevents: [{events}]\n"])


# Name: (n, format, the files for n).
PROJECTS = {
    "bare associations": (100, "pdf", lambda n: project(map(bare, range(n)))),
    "bare associations, web": (100, "html", lambda n: project(map(bare, range(n)))),
    "filled associations": (20, "pdf", lambda n: project(map(filled, range(n)))),
    "filled associations, web": (20, "html", lambda n: project(map(filled, range(n)))),
    "filled associations, summary": (40, "txt", lambda n: project(map(filled, range(n)))),
    "places on the map": (100, "pdf", places),
    "places on the map, web": (100, "html", places),
    "years of the timeline": (100, "pdf", years),
    "years of the timeline, web": (100, "html", years),
    # One file in n languages.
    "languages": (2, "pdf", lambda n: project(
        [filled(at, n) for at in range(6)], f"outputs: {{languages: [{'+'.join(LANGUAGES[:n])}]}}\n", f"[{', '.join(LANGUAGES[:n])}]")),
    "languages of a web page": (2, "html", lambda n: project(
        [filled(at, n) for at in range(6)], "", f"[{', '.join(LANGUAGES[:n])}]")),
}


def write(folder, files):
    for path, content in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(content)
