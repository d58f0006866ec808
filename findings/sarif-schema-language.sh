#!/usr/bin/env bash
# The schema of SARIF 2.1.0, as the crate serde-sarif 0.8.0 carries it, has a pattern that is none in JSON Schema's own
# dialect, and that takes any word for a language.
#
# The pattern of `language` ends in "{2}]?$": a bracket is closed that nothing opened. ajv 8.17.1 compiles patterns with
# the flag u, as JSON Schema recommends, and refuses the whole schema: "Lone quantifier brackets". Without the flag,
# and in Python's jsonschema 4.25.1, the bracket is a letter, and since `|` binds less than `^` and `$`, two letters at
# the beginning are enough: "french" and "zh-Hans" are languages, and so is "frfr]". The specification (3.14.7) has two
# letters, or two and a region.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --name trial crate
(cd crate && printf 'serde-sarif = "=0.8.0"\n' >>Cargo.toml && cargo vendor --quiet >/dev/null 2>&1)
cp crate/vendor/serde-sarif/src/schema.json .
npm init --yes >/dev/null
npm install --silent ajv@8.17.1 ajv-formats@3.0.1 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet jsonschema==4.25.1
cat >trial.cjs <<'JS'
const assert = require("assert");
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats").default;
const schema = require("./schema.json");
const compiled = (unicodeRegExp) => {
  const ajv = new Ajv({ strict: false, unicodeRegExp });
  addFormats(ajv);
  return ajv.compile(schema);
};
let refused = "";
try {
  compiled(true);
} catch (error) {
  refused = error.message;
}
console.log("ajv:", refused);
assert(refused.endsWith("Lone quantifier brackets"));
const valid = compiled(false);
const takes = (language) => valid({ version: "2.1.0", runs: [{ language, tool: { driver: { name: "trial" } } }] });
const taken = ["fr", "fr-FR", "french", "zh-Hans", "frfr]", "f"].filter(takes);
console.log("without the flag:", taken.join(" "));
assert.deepStrictEqual(taken, ["fr", "fr-FR", "french", "zh-Hans", "frfr]"]);
JS
node trial.cjs
venv/bin/python - <<'PY'
import json

from jsonschema import Draft7Validator

validator = Draft7Validator(json.load(open("schema.json")))


def takes(language):
    run = {"language": language, "tool": {"driver": {"name": "trial"}}}
    return validator.is_valid({"version": "2.1.0", "runs": [run]})


taken = [language for language in ["fr", "fr-FR", "french", "zh-Hans", "frfr]", "f"] if takes(language)]
print("jsonschema:", *taken)
assert taken == ["fr", "fr-FR", "french", "zh-Hans", "frfr]"]
PY
echo "serde-sarif 0.8.0, ajv 8.17.1, jsonschema 4.25.1: as described"
