"""Takes training steps of the PyTorch twin when told how many: one line in, the seconds that they took out."""
import json
import sys
import time

import torch
import torch.nn.functional as F
from model import TransformerXl, next_memory

d = json.loads(sys.argv[1])
torch.set_num_threads(d["threads"])
torch.manual_seed(1)
model = TransformerXl(d, d["dropout"])
optimiser = torch.optim.AdamW(model.parameters(), lr=1e-4)
memories = model.empty_memory(d["streams"])
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(int(line)):
        tokens = torch.randint(d["n_token"], (d["streams"], d["segment"] + 1))
        logits, entered = model(tokens[:, :-1], memories)
        loss = F.cross_entropy(logits.reshape(-1, d["n_token"]), tokens[:, 1:].reshape(-1))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)
        optimiser.step()
        memories = next_memory(memories, entered, d["memory"])
    print(time.perf_counter() - start, flush=True)
