"""Decodes as the original does: hidden states as memory, keys and values computed again for each token."""
import json
import sys
import time

import torch
from model import TransformerXl, next_memory

d = json.loads(sys.argv[1])
torch.set_num_threads(d["threads"])
torch.manual_seed(1)
model = TransformerXl(d).eval()
with torch.no_grad():
    tokens = torch.randint(d["n_token"], (1, d["memory"]))
    memories = next_memory(model.empty_memory(1), model(tokens, model.empty_memory(1))[1], d["memory"])
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            logits, entered = model(tokens[:, :1], memories)
            memories = next_memory(memories, entered, d["memory"])
        print(time.perf_counter() - start, flush=True)
