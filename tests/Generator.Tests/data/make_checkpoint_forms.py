#!/usr/bin/env python3
"""Writes the checkpoints/form-*.pt beside this file: zip-state-float32.pt in the forms in which other programs save weights. Needs no torch:
stand-ins carry the names that the pickles must hold."""
import argparse, array, collections, io, os, pickle, sys, types, zipfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'checkpoints')
torch = types.ModuleType('torch'); utils = types.ModuleType('torch._utils')
sys.modules['torch'], sys.modules['torch._utils'] = torch, utils
class FloatStorage: pass
class DoubleStorage: pass
for c in (FloatStorage, DoubleStorage): c.__module__ = 'torch'; setattr(torch, c.__name__, c)
def _rebuild_tensor_v2(storage, offset, size, stride, *_): return Tensor(storage, offset, size, stride)
_rebuild_tensor_v2.__module__ = 'torch._utils'; utils._rebuild_tensor_v2 = _rebuild_tensor_v2

class Storage:
    def __init__(self, numbers, kind=FloatStorage): self.numbers, self.kind = array.array('d' if kind is DoubleStorage else 'f', numbers), kind
class Tensor:
    def __init__(self, storage, offset, size, stride): self.storage, self.offset, self.size, self.stride = storage, offset, tuple(size), tuple(stride)
    def __reduce__(self): return _rebuild_tensor_v2, (self.storage, self.offset, self.size, self.stride, False, collections.OrderedDict())
    def numbers(self):
        def walk(at, dims):
            if not dims: return [self.storage.numbers[at]]
            return [n for i in range(self.size[-len(dims)]) for n in walk(at + i * dims[0], dims[1:])]
        return walk(self.offset, list(self.stride))

def load(name):
    archive = zipfile.ZipFile(os.path.join(HERE, name)); root = archive.namelist()[0].split('/')[0]
    class Reader(pickle.Unpickler):
        cache = {}
        def persistent_load(self, id):
            _, kind, key, _, _ = id
            if key not in self.cache: self.cache[key] = Storage(array.array('f', archive.read(f'{root}/data/{key}')))
            return self.cache[key]
    return Reader(io.BytesIO(archive.read(root + '/data.pkl'))).load()

def save(name, what, protocol=2, deflate=False):
    storages = []
    class Writer(pickle.Pickler):
        def persistent_id(self, o):
            if not isinstance(o, Storage): return None
            if o not in storages: storages.append(o)
            return ('storage', o.kind, str(storages.index(o)), 'cpu', len(o.numbers))
    data = io.BytesIO(); Writer(data, protocol).dump(what)
    with zipfile.ZipFile(os.path.join(HERE, name), 'w', zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as z:
        def add(entry, content):
            info = zipfile.ZipInfo('archive/' + entry, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
            z.writestr(info, content)
        add('data.pkl', data.getvalue())
        for i, s in enumerate(storages): add(f'data/{i}', s.numbers.tobytes())
        add('version', b'3\n')

def contiguous(size):
    stride, n = [], 1
    for s in reversed(size): stride.insert(0, n); n *= s
    return stride
def copy(tensor, kind=FloatStorage): return Tensor(Storage(tensor.numbers(), kind), 0, tensor.size, contiguous(tensor.size))
def transposed(tensor):
    if len(tensor.size) != 2: return copy(tensor)
    rows, columns = tensor.size; n = tensor.numbers()
    return Tensor(Storage([n[r * columns + c] for c in range(columns) for r in range(rows)]), 0, tensor.size, (1, rows))
def in_one_storage(state):
    whole, parts = [], []
    for t in state.values(): parts.append(len(whole)); whole += t.numbers()
    storage = Storage(whole)
    return {k: Tensor(storage, at, t.size, contiguous(t.size)) for (k, t), at in zip(state.items(), parts)}

state = collections.OrderedDict(load('zip-state-float32.pt'))
save('form-prefix.pt', collections.OrderedDict(('module.' + k, v) for k, v in state.items()))
save('form-wrapped.pt', {'epoch': 3, 'args': argparse.Namespace(lr=0.1, name='run'), 'optimizer': {'state': {0: {'step': 5}}, 'param_groups': [{'lr': 1e-4, 'params': [0, 1]}]},
                         'best': None, 'tags': {'a', 'b'}, 'model_state_dict': dict(state)}, protocol=4)
save('form-lightning.pt', {'state_dict': {'model.' + k: v for k, v in state.items()}, 'version': '2.1', 'blob': b'\x00\x01'}, protocol=5)
save('form-protocol3.pt', dict(state), protocol=3)
save('form-transposed.pt', {k: transposed(v) for k, v in state.items()})
save('form-views.pt', in_one_storage(state))
save('form-float64.pt', {k: copy(v, DoubleStorage) for k, v in state.items()})
save('form-deflated.pt', dict(state), deflate=True)
save('form-not-a-model.pt', {'epoch': 3, 'weights': {'fc.weight': next(iter(state.values()))}}, protocol=4)
