"""The Transformer-XL of src/Generator in PyTorch, with LakhNES' parameter names, and its checkpoints."""
import os
import pickle
import types

import torch
import torch.nn as nn
import torch.nn.functional as F


class Attention(nn.Module):
    def __init__(self, d):
        super().__init__()
        width = d["n_head"] * d["d_head"]
        self.d = d
        self.qkv_net = nn.Linear(d["d_model"], 3 * width, bias=False)
        self.r_net = nn.Linear(d["d_model"], width, bias=False)
        self.o_net = nn.Linear(width, d["d_model"], bias=False)
        self.layer_norm = nn.LayerNorm(d["d_model"])

    def forward(self, x, positions, content_bias, position_bias, memory, mask, drop):
        """x [streams, queries, model], memory [streams, m, model], positions [keys, model]: attention added to x."""
        heads, size = self.d["n_head"], self.d["d_head"]
        width, (streams, queries, _) = heads * size, x.shape
        before = self.d["pre_lnorm"]
        norm = self.layer_norm if before else (lambda value: value)
        keys = memory.shape[1] + queries
        weight = self.qkv_net.weight
        q = F.linear(norm(x), weight[:width]).view(streams, queries, heads, size)
        k, v = F.linear(norm(torch.cat([memory, x], 1)), weight[width:]).view(streams, keys, 2, heads, size).unbind(2)
        r = self.r_net(positions).view(keys, heads, size)
        content = torch.einsum("bihd,bjhd->bhij", q + content_bias, k)
        position = torch.einsum("bihd,jhd->bhij", q + position_bias, r)
        # column j of row i becomes the distance of key j from query i: the relative shift of the Transformer-XL paper
        position = F.pad(position, (1, 0)).view(streams, heads, keys + 1, queries)[:, :, 1:].reshape(streams, heads, queries, keys)
        score = ((content + position) * size ** -0.5).float().masked_fill(mask, -1e30)
        weights = score.softmax(-1).to(v.dtype)
        out = torch.einsum("bhij,bjhd->bihd", weights, v).reshape(streams, queries, width)
        out = x + drop(self.o_net(out))
        return out if before else self.layer_norm(out)


class FeedForward(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.before = d["pre_lnorm"]
        self.CoreNet = nn.ModuleDict({"0": nn.Linear(d["d_model"], d["d_inner"]), "3": nn.Linear(d["d_inner"], d["d_model"])})
        self.layer_norm = nn.LayerNorm(d["d_model"])

    def forward(self, x, drop):
        y = self.layer_norm(x) if self.before else x
        y = x + drop(self.CoreNet["3"](drop(F.relu(self.CoreNet["0"](y)))))
        return y if self.before else self.layer_norm(y)


class Layer(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.dec_attn = Attention(d)
        self.pos_ff = FeedForward(d)


class TransformerXl(nn.Module):
    """d: n_token, n_layer, n_head, d_model, d_head, d_inner, and pre_lnorm (False in LakhNES)."""

    def __init__(self, d, dropout=0.0):
        super().__init__()
        self.d = {"pre_lnorm": False, **d}
        self.drop = nn.Dropout(dropout)
        self.word_emb = nn.ModuleDict({"emb_layers": nn.ModuleList([nn.Embedding(d["n_token"], d["d_model"])])})
        self.layers = nn.ModuleList(Layer(self.d) for _ in range(d["n_layer"]))
        self.crit = nn.ModuleDict({"out_layers": nn.ModuleList([Bias(d["n_token"])])})
        self.r_w_bias = nn.Parameter(torch.zeros(d["n_head"], d["d_head"]))
        self.r_r_bias = nn.Parameter(torch.zeros(d["n_head"], d["d_head"]))
        self.register_buffer("inv_freq", 1 / 10000 ** (torch.arange(0.0, d["d_model"], 2.0) / d["d_model"]), persistent=False)
        for name, parameter in self.named_parameters():
            if "layer_norm.weight" in name:
                nn.init.normal_(parameter, 1, 0.02)
            elif parameter.dim() > 1:
                nn.init.normal_(parameter, 0, 0.02)
            else:
                nn.init.zeros_(parameter)

    def forward(self, tokens, memories):
        """tokens [streams, queries], memories [streams, m, model] a layer: logits, and what each layer was given."""
        embedding = self.word_emb["emb_layers"][0].weight
        queries, memory = tokens.shape[1], memories[0].shape[1]
        distances = torch.arange(memory + queries - 1, -1, -1.0, device=tokens.device)
        angles = torch.outer(distances, self.inv_freq)
        table = torch.cat([angles.sin(), angles.cos()], -1)
        mask = torch.ones(queries, memory + queries, device=tokens.device, dtype=torch.bool).triu(1 + memory)
        hidden = self.drop(F.embedding(tokens, embedding) * self.d["d_model"] ** 0.5)
        entered = []
        for layer, earlier in zip(self.layers, memories):
            entered.append(hidden)
            hidden = layer.dec_attn(hidden, self.drop(table), self.r_w_bias, self.r_r_bias, earlier.to(hidden.dtype), mask, self.drop)
            hidden = layer.pos_ff(hidden, self.drop)
        return F.linear(self.drop(hidden), embedding, self.crit["out_layers"][0].bias), entered

    def empty_memory(self, streams, device="cpu"):
        return [torch.zeros(streams, 0, self.d["d_model"], device=device) for _ in self.layers]


class Bias(nn.Module):
    """The output layer's bias; its weight is the embedding."""

    def __init__(self, count):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(count))


def next_memory(memories, entered, length):
    """The last tokens of the memory and of what the layers were given."""
    return [torch.cat([old, new.detach().to(old.dtype)], 1)[:, -length:] for old, new in zip(memories, entered)]


# ---- checkpoints -------------------------------------------------------------------------------

class _Unpickler(pickle.Unpickler):
    """Classes of LakhNES' own modules become plain modules: nothing of theirs is imported."""

    def find_class(self, module, name):
        if module in ("mem_transformer", "proj_adaptive_softmax"):
            return type(name, (nn.Module,), {})
        if module.split(".")[0] in ("torch", "collections") or name == "set" and module in ("builtins", "__builtin__"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a checkpoint")


def load(folder, dropout=0.0):
    """A model from a folder with model.pt: LakhNES' whole module, or a state dict."""
    module = types.ModuleType("pickle")
    module.__dict__.update(pickle.__dict__, Unpickler=_Unpickler, load=lambda file, **_: _Unpickler(file).load())
    # PyTorch 1.13 takes its own pickle module, whatever it is told
    torch.serialization.pickle = module
    try:
        newer = dict(weights_only=False) if "weights_only" in torch.load.__code__.co_varnames else {}
        loaded = torch.load(os.path.join(folder, "model.pt"), map_location="cpu", pickle_module=module, **newer)
    finally:
        torch.serialization.pickle = pickle
    before = False
    if isinstance(loaded, nn.Module):
        before = bool(getattr(loaded.layers[0].dec_attn, "pre_lnorm", False))
        loaded = loaded.state_dict()
    if any("_projs" in name for name in loaded):
        raise ValueError(f"{folder}: an embedding with projections (d_embed, div_val) is trained by 'lakhnes train' only")
    tokens, size = loaded["word_emb.emb_layers.0.weight"].shape
    heads, head = loaded["r_w_bias"].shape
    d = dict(n_token=tokens, d_model=size, n_head=heads, d_head=head, d_inner=loaded["layers.0.pos_ff.CoreNet.0.bias"].shape[0],
             n_layer=sum(name.endswith("qkv_net.weight") for name in loaded), pre_lnorm=before)
    model = TransformerXl(d, dropout)
    own = model.state_dict()
    model.load_state_dict({name: loaded[name].float() for name in own})
    return model


def save(model, folder, vocabulary_folder=None):
    """Writes a state dict that 'lakhnes import' and 'lakhnes train --init' read, and the vocabulary beside it."""
    os.makedirs(folder, exist_ok=True)
    state = {name: value.detach().float().cpu() for name, value in model.state_dict().items()}
    path = os.path.join(folder, "model.pt")
    torch.save(state, path + ".tmp")
    os.replace(path + ".tmp", path)
    if vocabulary_folder is None:
        return
    for name in ("vocab.txt", "unit.txt"):
        source = os.path.join(vocabulary_folder, name)
        if os.path.exists(source):
            with open(source) as read, open(os.path.join(folder, name), "w") as write:
                write.write(read.read())

