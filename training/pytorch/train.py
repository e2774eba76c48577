#!/usr/bin/env python3
"""Trains the model as 'lakhnes train' does, on GPUs and on several machines: the same data, augmentation, schedule and checkpoints.

  train.py --data DIR --out RUN --steps N [--init CHECKPOINT] [--resume]
  torchrun --nproc_per_node 8 train.py ...          data-parallel; --batch is that of all processes together

Options have the names and defaults of 'lakhnes train'. --bf16 uses numbers of 16 bits where they do no harm, as a GPU does unless told --no-bf16.
'lakhnes import RUN/best --out model.onnx' makes a model of the result."""
import argparse
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import model as models
import songs as data


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", required=True)
    add("--out", required=True)
    add("--init")
    add("--resume", action="store_true")
    add("--steps", type=int, required=True)
    for name, size in (("layers", 4), ("heads", 6), ("d-model", 192), ("d-head", 32), ("d-inner", 768)):
        add("--" + name, type=int, default=size)
    for name, number in (("batch", 8), ("tgt-len", 128), ("mem-len", 128), ("warmup", 200), ("seed", 1), ("transpose", 6), ("log-every", 50),
                         ("validate-every", 1000), ("valid-segments", 0), ("threads", 0)):
        add("--" + name, type=int, default=number)
    for name, number in (("lr", 5e-4), ("lr-min", 1e-5), ("dropout", 0.1), ("beta1", 0.9), ("beta2", 0.999), ("weight-decay", 0.0), ("clip", 0.25),
                         ("average", 0.0), ("voice-subset", 0.5), ("pulse-swap", 0.5), ("stretch", 0.05)):
        add("--" + name, type=float, default=number)
    add("--schedule", choices=["cosine", "inverse-sqrt", "constant"], default="cosine")
    add("--optimiser", choices=["adam", "adamw"], default="adamw")
    add("--bf16", action=argparse.BooleanOptionalAction, default=torch.cuda.is_available())
    return parser.parse_args()


def rate(o, step):
    """The learning rate of a step; see LearningRate.cs."""
    warm = min(1, (step + 1) / max(1, o.warmup))
    lowest = o.lr_min / o.lr if o.lr else 0
    if o.schedule == "cosine":
        share = lowest + (1 - lowest) * 0.5 * (1 + math.cos(math.pi * min(1, step / max(1, o.steps))))
    elif o.schedule == "inverse-sqrt":
        share = max(lowest, math.sqrt(max(1, o.warmup) / max(step + 1, o.warmup, 1)))
    else:
        share = 1
    return o.lr * warm * share


@torch.no_grad()
def validate(model, songs, o, device, streams=10, length=128, memory=896):
    """Mean loss by the paper's protocol."""
    model.eval()
    streams = max(1, min(streams, len(songs) // 4))
    memories, losses = model.empty_memory(streams, device), []
    for inputs, targets in data.dealt(songs, streams, length):
        loss, entered = loss_of(model, inputs, targets, memories, device, o.bf16)
        losses.append(loss.item())
        memories = models.next_memory(memories, entered, memory)
        if len(losses) == o.valid_segments:
            break
    model.train()
    return sum(losses) / len(losses) if losses else None


def loss_of(model, inputs, targets, memories, device, half):
    """Mean loss of a segment of each stream, and what each layer was given."""
    with torch.autocast(device.type, torch.bfloat16, enabled=half):
        logits, entered = model(torch.as_tensor(inputs, device=device), memories)
    return F.cross_entropy(logits.float().flatten(0, 1), torch.as_tensor(targets, device=device).flatten()), entered


def main():
    o = options()
    world, rank, local = (int(os.environ.get(name, default)) for name, default in (("WORLD_SIZE", 1), ("RANK", 0), ("LOCAL_RANK", 0)))
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", local) if cuda else torch.device("cpu")
    if world > 1:
        torch.distributed.init_process_group("nccl" if cuda else "gloo")
    if o.threads:
        torch.set_num_threads(o.threads)
    if o.batch % world:
        raise SystemExit(f"--batch {o.batch} is not divisible by {world} processes")
    torch.manual_seed(o.seed + rank)
    vocabulary = data.Vocabulary(o.init or o.data)
    training = data.read(os.path.join(o.data, "train"), vocabulary)
    valid = os.path.join(o.data, "valid")
    held_out = data.read(valid, vocabulary) if os.path.isdir(valid) else []
    validation = [(tokens, song[0][-1] / vocabulary.per_second)
                  for song in held_out for tokens in [data.encode(song, vocabulary, data.Variation())] if len(tokens)]
    tokens_per_second = sum(len(song) - 1 for song, _ in validation) / sum(seconds for _, seconds in validation) if validation else 0
    validation = [song for song, _ in validation]

    if o.init:
        model = models.load(o.init, o.dropout)
    else:
        torch.manual_seed(o.seed)
        model = models.TransformerXl(dict(n_token=len(vocabulary.symbols), n_layer=o.layers, n_head=o.heads, d_model=o.d_model, d_head=o.d_head,
                                          d_inner=o.d_inner), o.dropout)
        torch.manual_seed(o.seed + rank)
    model.to(device)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()} if o.average else None
    groups = [dict(params=[p for p in model.parameters() if p.dim() > 1], weight_decay=o.weight_decay),
              dict(params=[p for p in model.parameters() if p.dim() < 2], weight_decay=0.0)]
    optimiser = (torch.optim.AdamW if o.optimiser == "adamw" else torch.optim.Adam)(groups, lr=o.lr, betas=(o.beta1, o.beta2))

    step = epoch = segment = tokens = 0
    best, memories = None, None
    state_path = os.path.join(o.out, "state.pt")
    if o.resume:
        state = torch.load(state_path, map_location=device)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        average, memories = state["average"], state["memories"] if world == 1 else None
        step, epoch, segment, tokens, best = state["at"]
        torch.set_rng_state(state["random"].cpu())
    network = torch.nn.parallel.DistributedDataParallel(model, device_ids=[local] if cuda else None) if world > 1 else model

    os.makedirs(o.out, exist_ok=True)
    log = open(os.path.join(o.out, "log.csv"), "a" if o.resume else "w") if rank == 0 else None
    if log and not o.resume:
        print("step,tokens,seconds,learning_rate,loss,gradient_norm,tokens_per_second,valid_loss,nats_per_second", file=log)

    def with_average(work):
        """Does something with the average of the weights in the model, where there is one."""
        now = {key: value.clone() for key, value in model.state_dict().items()}
        model.load_state_dict(average or now)
        result = work()
        model.load_state_dict(now)
        return result

    def write(name):
        with_average(lambda: models.save(model, os.path.join(o.out, name), o.init or o.data))

    start = since = time.time()
    losses, norms, streams = [], [], None
    while step < o.steps:
        if streams is None or segment >= (streams.shape[1] - 1) // o.tgt_len:
            if streams is not None:
                epoch, segment, memories = epoch + 1, 0, None
            streams = data.epoch(training, vocabulary, o, epoch, o.batch)[rank * (o.batch // world):(rank + 1) * (o.batch // world)]
            if streams.shape[1] <= o.tgt_len:
                raise SystemExit(f"too little music: {streams.size} tokens do not fill {o.batch} streams with {o.tgt_len}")
        memories = memories or model.empty_memory(o.batch // world, device)
        at = segment * o.tgt_len
        for group in optimiser.param_groups:
            group["lr"] = rate(o, step)
        loss, entered = loss_of(network, streams[:, at:at + o.tgt_len], streams[:, at + 1:at + 1 + o.tgt_len], memories, device, o.bf16)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), o.clip if o.clip > 0 else math.inf)
        optimiser.step()
        memories = models.next_memory(memories, entered, o.mem_len)
        step, segment, tokens = step + 1, segment + 1, tokens + o.batch * o.tgt_len
        losses.append(loss.detach())
        norms.append(norm.detach())
        if average:
            decay = min(o.average, 1 - 1 / (step + 10))
            for name, value in model.state_dict().items():
                average[name].mul_(decay).add_(value, alpha=1 - decay)

        ends = step == o.steps
        validates = ends or (o.validate_every and step % o.validate_every == 0)
        if not validates and step % o.log_every:
            continue
        mean = torch.stack(losses).mean()
        if world > 1:
            torch.distributed.all_reduce(mean)
        mean = mean.item() / world
        if not math.isfinite(mean):
            raise SystemExit(f"the loss is no number any more at step {step}: a lower --lr may help")
        if rank == 0:
            speed = len(losses) * o.batch * o.tgt_len / (time.time() - since)
            result = with_average(lambda: validate(model, validation, o, device)) if validates and validation else None
            measured = f"{result:.5f},{result * tokens_per_second:.3f}" if result is not None else ","
            print(f"{step},{tokens},{time.time() - start:.2f},{rate(o, step - 1):.6g},{mean:.5f},{torch.stack(norms).mean().item():.6g},{speed:.0f},{measured}",
                  file=log, flush=True)
            print(f"step {step}, {tokens / 1e6:.2f} M tokens: perplexity {math.exp(mean):.3f}, {speed:.0f} tokens/s"
                  + (f", validation perplexity {math.exp(result):.4f}" if result is not None else ""), flush=True)
            if validates:
                if result is not None and (best is None or result < best):
                    best = result
                    write("best")
                write("last")
                torch.save(dict(model=model.state_dict(), optimiser=optimiser.state_dict(), average=average, memories=memories,
                                at=(step, epoch, segment, tokens, best), random=torch.get_rng_state()), state_path + ".tmp")
                os.replace(state_path + ".tmp", state_path)
        losses, norms, since = [], [], time.time()
        if world > 1:
            torch.distributed.barrier()


if __name__ == "__main__":
    main()
