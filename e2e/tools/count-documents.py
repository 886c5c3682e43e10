"""Counts what documents hold, by the standard library alone: what our readers say is compared with this.

usage: python3 count-documents.py FOLDER  ->  {"path": {"packages": 3, ...}} as JSON
A number is there only where the format has such a list.
"""

import json
import os
import re
import sys
import xml.etree.ElementTree as xml

FORMATS = (".json", ".sarif", ".xml", ".spdx", ".rdf", ".yaml", ".yml")


def spdx2(document):
    packages = document.get("packages", [])
    counts = {"packages": len(packages)}
    for name in ("files", "relationships"):
        if name in document:
            counts[name] = len(document[name])
    counts["versionless"] = sum(1 for p in packages if p.get("versionInfo") in (None, "", "NOASSERTION", "NONE"))
    counts["purls"] = sum(
        1 for p in packages if any(r.get("referenceType") == "purl" for r in p.get("externalRefs", []))
    )
    return counts


def tag_value(text):
    def count(tag):
        return len(re.findall(r"^%s:" % tag, text, re.M))

    counts = {"packages": count("PackageName"), "purls": len(re.findall(r"^ExternalRef: \S+ purl ", text, re.M))}
    if count("FileName"):
        counts["files"] = count("FileName")
    if count("Relationship"):
        counts["relationships"] = count("Relationship")
    counts["versionless"] = counts["packages"] - count("PackageVersion")
    return counts


def spdx3(document):
    graph = document.get("@graph", [document])
    kinds = [e.get("type") or e.get("@type") for e in graph]
    packages = [e for e, k in zip(graph, kinds) if k in ("software_Package", "ai_AIPackage", "dataset_DatasetPackage")]
    return {
        "packages": len(packages),
        "files": kinds.count("software_File"),
        "relationships": sum(len(e["to"]) for e in graph if "relationshipType" in e),
        "versionless": sum(1 for p in packages if "software_packageVersion" not in p),
    }


def all_below(item, name):
    found = list(item.get(name) or [])
    for child in list(found):
        found += all_below(child, name)
    return found


def cyclonedx(bom):
    components = all_below(bom, "components") + all_below(bom.get("metadata", {}).get("component", {}), "components")
    counts = {
        "packages": len(components),
        "versionless": sum(1 for c in components if not c.get("version")),
        "purls": sum(1 for c in components if c.get("purl")),
        "dependsOn": sum(len(d.get("dependsOn", [])) for d in bom.get("dependencies", [])),
    }
    if "services" in bom:
        counts["services"] = len(all_below(bom, "services"))
    if "vulnerabilities" in bom:
        counts["vulnerabilities"] = len({v.get("id") for v in bom["vulnerabilities"]})
        if not components:
            states = [v.get("analysis", {}).get("state") for v in bom["vulnerabilities"]]
            words = {"exploitable": "affected", "in_triage": "under_investigation", "resolved": "fixed"}
            words["false_positive"] = "not_affected"
            counts.update(by_status([words.get(state, state) for state in states]))
    return counts


def by_status(statements):
    words = ("affected", "not_affected", "fixed", "under_investigation")
    return {"statements": len(statements), **{word: statements.count(word) for word in words}}


def csaf(document):
    """A statement for each status of each vulnerability, where all of its products have one justification."""
    merged = {"known_not_affected": "not_affected", "under_investigation": "under_investigation"}
    merged.update({"%s_affected" % word: "affected" for word in ("first", "known", "last")})
    merged.update({"first_fixed": "fixed", "fixed": "fixed"})
    statements = []
    products = set()
    for vulnerability in document.get("vulnerabilities", []):
        lists = vulnerability.get("product_status", {})
        statements += {merged[name] for name in lists if name in merged and lists[name]}
        products.update(i for name in lists if name in merged for i in lists[name])
    counts = by_status(statements)
    return {**counts, "vulnerabilities": len(document.get("vulnerabilities", [])), "products": len(products)}


def sarif(log):
    """Levels by the procedure of SARIF 2.1.0, 3.27.9 and 3.27.10; what is suppressed is counted apart."""
    counts = {"error": 0, "warning": 0, "note": 0, "none": 0, "suppressed": 0, "failedRuns": 0}
    for run in log.get("runs") or []:
        rules = {rule["id"]: rule for rule in run["tool"]["driver"].get("rules", [])}
        for result in run.get("results") or []:
            marks = [mark.get("status", "accepted") for mark in result.get("suppressions", [])]
            if "accepted" in marks and not {"rejected", "underReview"} & set(marks):
                counts["suppressed"] += 1
            elif result.get("baselineState") != "absent":
                default = rules.get(result.get("ruleId"), {}).get("defaultConfiguration", {}).get("level", "warning")
                is_failure = result.get("kind", "fail") == "fail"
                counts[result.get("level", default) if is_failure else "none"] += 1
        if any(not invocation["executionSuccessful"] for invocation in run.get("invocations", [])):
            counts["failedRuns"] += 1
    return counts


def cyclonedx_xml(root):
    space = root.tag.split("}")[0] + "}"
    listed = root.findall("./%scomponents//%scomponent" % (space, space))
    inner = root.findall("./%smetadata/%scomponent/%scomponents//%scomponent" % (space, space, space, space))
    components = listed + inner
    counts = {
        "packages": len(components),
        "versionless": sum(1 for c in components if not (c.findtext(space + "version") or "").strip()),
        "purls": sum(1 for c in components if c.find(space + "purl") is not None),
        "dependsOn": len(root.findall("./%sdependencies/%sdependency/%sdependency" % (space, space, space))),
    }
    services = root.findall("./%sservices//%sservice" % (space, space))
    if services:
        counts["services"] = len(services)
    return counts


def count(path):
    text = open(path, encoding="utf-8-sig").read()
    if text.lstrip().startswith("<"):
        root = xml.fromstring(text)
        return cyclonedx_xml(root) if "cyclonedx.org" in root.tag else None
    if text.lstrip().startswith("{"):
        document = json.loads(text)
        if document.get("bomFormat") == "CycloneDX":
            return cyclonedx(document)
        if "spdxVersion" in document:
            return spdx2(document)
        if "runs" in document:
            return sarif(document)
        if "csaf_version" in document.get("document", {}):
            return csaf(document)
        return spdx3(document) if "spdx.org" in json.dumps(document.get("@context", "")) else None
    return tag_value(text) if re.search(r"^SPDXVersion:", text, re.M) else None


def main(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            counts = count(path) if name.endswith(FORMATS) else None
            if counts is not None:
                found[os.path.relpath(path, folder)] = counts
    json.dump(found, sys.stdout)


main(sys.argv[1])
