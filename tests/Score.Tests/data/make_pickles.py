"""Makes pickles.json: NES-MDB's forms of a small piece as Python pickles them, each in base64 by its name.

Run it with a Python 3 that has NumPy, then with Python 2, which adds what it writes:

    python3 make_pickles.py && python2 make_pickles.py

Python 2 needs no NumPy: stand-ins say about themselves what NumPy's arrays and numbers say.
"""
import base64
import json
import os
import pickle
import sys
import types

STEPS = [
    [[60, 15, 2], [0, 0, 0], [45, 0, 0], [3, 9, 1]],
    [[60, 10, 2], [64, 8, 0], [45, 0, 0], [0, 0, 1]],
    [[62, 10, 0], [64, 8, 3], [0, 0, 0], [0, 0, 0]],
    [[0, 0, 0], [67, 1, 3], [33, 0, 0], [16, 15, 0]],
    [[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]],
]
RATE, SAMPLES = 24.0, 10000
FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pickles.json")
COMMANDS = [("clock", 1789773), ("fc_mo", 0), ("w", 13), ("p1_vo", 15), ("w", 70000)]
RAW = [("clock", 1789773), ("ram", "c2", b"\x00\xc0\xff\x80\n\\'"), ("apu", "15", "0f"), ("wait", 70000)]

if sys.version_info[0] == 2:
    import struct

    def module(name):
        made = types.ModuleType(name)
        sys.modules[name] = made
        return made

    numpy = module("numpy")
    multiarray = module("numpy.core.multiarray")
    module("numpy.core")

    class dtype(object):
        def __reduce__(self):
            return (dtype, ("u1", 0, 1), (3, "|", None, None, None, -1, -1, 0))

    class ndarray(object):
        def __init__(self, shape, data):
            self.shape, self.data = shape, data

        def __reduce__(self):
            return (multiarray._reconstruct, (ndarray, (0,), "b"), (1, self.shape, TYPE, False, self.data))

    class Number(object):
        def __init__(self, value):
            self.value = value

        def __reduce__(self):
            return (multiarray.scalar, (TYPE, struct.pack("B", self.value)))

    def _reconstruct(*_):
        pass

    def scalar(*_):
        pass

    TYPE = dtype()
    for made, where in [(dtype, numpy), (ndarray, numpy), (_reconstruct, multiarray), (scalar, multiarray)]:
        made.__module__ = where.__name__
        setattr(where, made.__name__, made)

    def array(nested, order="C", kind=None):
        shape = []
        at = nested
        while isinstance(at, list):
            shape.append(len(at))
            at = at[0]
        flat = nested
        for _ in shape[1:]:
            flat = [value for part in flat for value in part]
        return ndarray(tuple(shape), "".join(chr(value) for value in flat))

    protocols = range(3)
    made = json.load(open(FILE))
    python = "py2"
else:
    import numpy

    def array(nested, order="C", kind="u1"):
        return numpy.array(nested, dtype=kind, order=order)

    def Number(value):
        return numpy.uint8(value)

    protocols = range(6)
    made = {}
    python = "py3"

separated = [[voice[0] for voice in step] for step in STEPS]
blended = [sorted(n for n in step[:3] if n > 0) for step in separated]
forms = {
    "exprsco": (RATE, SAMPLES, array(STEPS)),
    "seprsco": (RATE, SAMPLES, array(separated)),
    "blndsco": (RATE, SAMPLES, [[Number(n) for n in step] for step in blended]),
    "nlm": COMMANDS,
    "ndr": RAW,
}
if python == "py3":
    forms["exprsco.columns"] = (RATE, SAMPLES, array(STEPS, order="F"))
    forms["exprsco.i8"] = (numpy.float64(RATE), numpy.int64(SAMPLES), array(STEPS, kind="<i8"))
    forms["exprsco.big"] = [RATE, SAMPLES, array(STEPS, kind=">i2")]
    forms["exprsco.float"] = (RATE, SAMPLES, array(STEPS, kind="f4"))
    forms["exprsco.empty"] = (RATE, 0, numpy.zeros((0, 4, 3), dtype="u1"))

for name, form in sorted(forms.items()):
    for protocol in protocols:
        key = "{0}.{1}.p{2}".format(name, python, protocol)
        made[key] = base64.b64encode(pickle.dumps(form, protocol)).decode("ascii")
with open(FILE, "w") as file:
    json.dump(made, file, indent=0, sort_keys=True, separators=(",", ": "))
    file.write("\n")
