"""Checks lines of FollowTheMoney on standard input with the library itself: every
schema and property exists, and every value is kept."""
import json
import sys

from followthemoney import model

faults = lines = 0


def fault(*words):
    global faults
    faults += 1
    if faults <= 20:
        print(*words)


for line in sys.stdin:
    lines += 1
    data = json.loads(line)
    schema = model.get(data["schema"])
    if schema is None:
        fault("no schema", data["schema"])
        continue
    try:
        schema.validate(data)
    except Exception as err:  # its kind depends on the library's version
        fault("invalid", data["id"], getattr(err, "errors", err))
    for name, values in data["properties"].items():
        prop = schema.get(name)
        if prop is None:
            fault("no property", data["schema"], name)
            continue
        for value in values:
            kept = model.make_entity(schema)
            kept.id = data["id"]
            kept.add(prop, value)
            if not kept.get(prop):
                fault("refused", data["id"], data["schema"], name, repr(value))
print(lines, "entities,", faults, "faults")
sys.exit(1 if faults or not lines else 0)
