#!/usr/bin/env python3
"""Has the exchange formats read by programs and checked against schemas that are not ours.

usage: exchange.py OPISKA SCHEMAS INPUT...

RIS is read by rispy and Citation.js, which Zotero's users know; CSL-JSON by Citation.js, and checked against its schema if
that is in the folder SCHEMAS; MODS is checked against the schema in eulxml; types and properties of the JSON-LD against
the vocabulary in schemaorg, where a text may stand for any thing. The Python packages of requirements.txt must be
installed, and Citation.js be found through NODE_PATH.
"""

import csv
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import rispy
from lxml import etree

HERE = pathlib.Path(__file__).parent

# The schema of MODS that a registry has is of version 3.4; these came later, and are taken out before the check.
NEWER_MODS = ["//m:mods/@version", "//m:originInfo/@eventType", "//m:languageTerm/@authority[. = 'rfc5646']"]

# The attributes of the XML namespace that the MODS schema asks for, in our own words: the package lacks that schema.
XML_NAMESPACE = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:string"/></xs:schema>"""

problems = []


def problem(words):
    problems.append(words)
    print(words)


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr}")
    return done.stdout


def cite(opiska, style, source):
    return run(opiska, "cite", "--style", style, source)


def folder_of(package):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent


def importers(opiska, source, work):
    """Both programs must find every record of the RIS, and the same title, day, key and address as in the CSL-JSON."""
    items = json.loads(cite(opiska, "csl-json", source))
    paths = [work / "items.json", work / "items.ris"]
    paths[0].write_text(json.dumps(items), encoding="utf-8")
    paths[1].write_text(cite(opiska, "ris", source), encoding="utf-8", newline="")
    from_json, from_ris = json.loads(run("node", HERE / "import.js", *paths))
    with open(paths[1], encoding="utf-8") as file:
        by_rispy = rispy.load(file)
    if not len(items) == len(from_json) == len(from_ris) == len(by_rispy):
        return problem(f"{source}: {len(items)} items; Citation.js read {len(from_json)} and of RIS {len(from_ris)}, rispy {len(by_rispy)}")
    for item, whole, ris, tags in zip(items, from_json, from_ris, by_rispy):
        name = f"{source}: {item['id']}"
        for field in item:
            if field != "custom" and whole.get(field) != item[field]:
                problem(f"{name}: Citation.js reads {field} of CSL-JSON as {whole.get(field)!r}, not {item[field]!r}")
        for field in ("id", "title", "URL", "author"):
            if field in item and loose(ris.get(field)) != loose(item[field]):
                problem(f"{name}: Citation.js reads {field} of RIS as {ris.get(field)!r}, not {item[field]!r}")
        days = item.get("issued", {}).get("date-parts", [])
        if days and ris.get("issued", {}).get("date-parts", [[]])[0] != days[0]:
            problem(f"{name}: Citation.js reads the date of RIS as {ris.get('issued')}, not {days[0]}")
        if tags["type_of_reference"] != "MANSCPT" or "unknown_tag" in tags:
            problem(f"{name}: rispy reads {tags}")
        place = ", ".join(item[field] for field in ("archive", "archive_location") if field in item)
        if tags.get("accession_number", "").replace("-", "–") != place.replace("-", "–"):
            problem(f"{name}: rispy reads the shelfmark as {tags.get('accession_number')}, not {place}")
    print(f"Citation.js and rispy: {len(items)} records of {source} read back from CSL-JSON and RIS")


def loose(value):
    """A name that is whole is a family name to readers of RIS."""
    if isinstance(value, list):
        return [{"family": name["literal"]} if "literal" in name else name for name in value]
    return value


def csl_json(opiska, source, schemas):
    path = schemas / "csl-data.json"
    if not path.is_file():
        return print(f"skipped: CSL-JSON of {source} against its schema, for {path} is not here")
    schema = json.loads(path.read_text(encoding="utf-8"))
    for error in jsonschema.Draft7Validator(schema).iter_errors(json.loads(cite(opiska, "csl-json", source))):
        problem(f"{source}: CSL-JSON: {error.message} at {list(error.absolute_path)}")
    print(f"jsonschema: the CSL-JSON of {source} against its schema")


class Near(etree.Resolver):
    """Schemas that a schema asks for by an address, from the folder of the package."""

    def resolve(self, url, _, context):
        near = folder_of("eulxml") / "schema_data" / url.rsplit("/", 1)[-1]
        if near.is_file():
            return self.resolve_filename(str(near), context)
        return self.resolve_string(XML_NAMESPACE, context) if url.endswith("/xml.xsd") else None


def mods(opiska, source):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Near())
    schema = etree.XMLSchema(etree.parse(str(folder_of("eulxml") / "schema_data" / "mods-3-4.xsd"), parser))
    page = etree.fromstring(cite(opiska, "mods", source).encode())
    for path in NEWER_MODS:
        for attribute in page.xpath(path, namespaces={"m": "http://www.loc.gov/mods/v3"}):
            del attribute.getparent().attrib[attribute.attrname]
    if not schema.validate(page):
        problem(f"{source}: MODS: {schema.error_log.last_error}")
    print(f"lxml: the MODS of {source} against the schema of version 3.4")


def labels(addresses):
    """The last parts of addresses with commas between."""
    return {address.strip().rsplit("/", 1)[-1] for address in addresses.split(",") if address.strip()}


class Vocabulary:
    """Types and properties of schema.org."""

    def __init__(self):
        releases = sorted((folder_of("schemaorg") / "data" / "releases").glob("*/schemaorg-all-https-types.csv"))
        last = releases[-1].parent
        with open(last / "schemaorg-all-https-types.csv", encoding="utf-8") as file:
            self.above = {row["label"]: labels(row["subTypeOf"]) for row in csv.DictReader(file)}
        with open(last / "schemaorg-all-https-properties.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.properties = {row["label"]: (labels(row["domainIncludes"]), labels(row["rangeIncludes"])) for row in rows}

    def kinds(self, kind):
        """The type and all above it."""
        return {kind}.union(*(self.kinds(above) for above in self.above.get(kind, ())))

    def check(self, node, where):
        kind = node.get("@type")
        if kind not in self.above:
            return problem(f"{where}: schema.org has no type {kind}")
        for name, values in node.items():
            if name.startswith("@"):
                continue
            domain, wanted = self.properties.get(name, (set(), set()))
            if not domain & self.kinds(kind):
                problem(f"{where}: {kind} has no property {name}")
                continue
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, dict):
                    if not wanted & self.kinds(value.get("@type")):
                        problem(f"{where}: {name} wants {sorted(wanted)}, not {value.get('@type')}")
                    self.check(value, where)


def json_ld(opiska, source):
    page = json.loads(cite(opiska, "jsonld", source))
    vocabulary = Vocabulary()
    for node in page["@graph"]:
        vocabulary.check(node, f"{source}: {node.get('name')}")
    print(f"schema.org: {len(page['@graph'])} JSON-LD nodes of {source} against the vocabulary")


def main():
    opiska, schemas, *sources = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        for source in sources:
            importers(opiska, source, pathlib.Path(work))
            csl_json(opiska, source, pathlib.Path(schemas))
            mods(opiska, source)
            json_ld(opiska, source)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
