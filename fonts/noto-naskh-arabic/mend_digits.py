"""Takes the Urdu forms of the digits 4, 6 and 7 out of all languages but Urdu and Kashmiri, in the fonts
beside this script.

    pip install fonttools && python3 mend_digits.py

Version 2.004 lists the lookup of these forms in the feature `locl` of every language, so Persian was set
with Urdu digits. Later versions are right in this, but have rules that reach across spaces, so that no
word could be shaped by itself.
"""

import pathlib

from fontTools.ttLib import TTFont

URDU = {"URD ", "KSH "}


def single(lookup):
    return {old: new for table in lookup.SubTable for old, new in getattr(table, "mapping", {}).items()}


for path in sorted(pathlib.Path(__file__).parent.glob("*.ttf")):
    font = TTFont(path, recalcTimestamp=False)
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    [urdu] = [index for index, lookup in enumerate(lookups) if "uni06F4.locl" in single(lookup).values()]
    for script in table.ScriptList.ScriptRecord:
        languages = [("dflt", script.Script.DefaultLangSys)]
        languages += [(record.LangSysTag, record.LangSys) for record in script.Script.LangSysRecord]
        for tag, language in languages:
            if tag in URDU:
                continue
            for index in language.FeatureIndex:
                record = table.FeatureList.FeatureRecord[index]
                if record.FeatureTag == "locl":
                    kept = [lookup for lookup in record.Feature.LookupListIndex if lookup != urdu]
                    record.Feature.LookupListIndex = kept
                    record.Feature.LookupCount = len(kept)
    font.save(path)
