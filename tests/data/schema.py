"""Holds the front matter and site.yaml of a publication against the schemas that the program writes for it.

Usage: schema.py FOLDER ROOT, where FOLDER has site.json, case.json, page.json and translation.json.
"""

import json
import pathlib
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Takes dates for the text that they are, as the program and editors do."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def main() -> None:
    folder, root = map(pathlib.Path, sys.argv[1:])
    checks = {}
    for kind in ("site", "case", "page", "translation"):
        schema = json.loads((folder / f"{kind}.json").read_text(encoding="utf-8"))
        jsonschema.Draft7Validator.check_schema(schema)
        checks[kind] = jsonschema.Draft7Validator(schema)
    values = [("site", root / "site.yaml", (root / "site.yaml").read_text(encoding="utf-8"))]
    for file in sorted((root / "content").rglob("*.md")):
        is_case = "cases" in file.parts
        is_translated = re.search(r"\.[a-z]{2}(-[A-Za-z]+)?\.md$", file.name)
        kind = ("translation" if is_translated else "case") if is_case else "page"
        front = file.read_text(encoding="utf-8").split("---\n", 2)[1]
        values.append((kind, file, front))
    wrong = 0
    for kind, file, text in values:
        for error in checks[kind].iter_errors(yaml.load(text, Loader) or {}):
            print(f"{file}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
            wrong += 1
    # A schema that lets everything pass is none.
    broken = {"title": "t", "titel": "t"}
    if not list(checks["case"].iter_errors(broken)) or wrong:
        sys.exit("the schemas do not fit the publication")
    print(f"schema: {len(values)} files fit")


main()
