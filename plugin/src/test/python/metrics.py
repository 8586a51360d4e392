# SPDX-License-Identifier: Apache-2.0
"""Reads an exposition with the parser of prometheus_client and prints what it understood, as JSON."""

import json
import sys

from prometheus_client.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8", newline="") as exposition:
    families = [
        {
            "name": family.name,
            "type": family.type,
            "help": family.documentation,
            "samples": [
                {"name": sample.name, "labels": sample.labels, "value": sample.value}
                for sample in family.samples
            ],
        }
        for family in text_string_to_metric_families(exposition.read())
    ]
json.dump(families, sys.stdout)
