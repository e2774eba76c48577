#!/usr/bin/env python3
"""Writes the checkpoints/ beside this file: one small random model in each form that PyTorch saves (make_checkpoints.py; torch 1.13).

Its weights are multiples of 1/64, so float16 and bfloat16 hold them exactly and every form must read the same. expected.json
has the logits that a direct implementation of the Transformer-XL gives for post- and pre-layer-norm. The module's classes carry
LakhNES' names and attributes; old.pt also has what PyTorch 1.0 put into every module."""
import json, math, os, sys, types
import torch, torch.nn as nn, torch.nn.functional as F

V, L, H, D, d, I, MEM = 24, 2, 2, 16, 8, 32, 6
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'checkpoints')

# the legacy container carries the source text of classes, which nobody needs
import torch.serialization
torch.serialization.get_source_lines_and_file = lambda *_: (['# omitted'], 0, 'omitted.py')

# ---- classes with the names that the pickles must carry ----
def module(name):
    m = types.ModuleType(name); sys.modules[name] = m; return m
MT, PAS, BACK = module('mem_transformer'), module('proj_adaptive_softmax'), module('torch.nn.backends.thnn')
def cls(mod, name):
    c = type(name, (nn.Module,), {'__module__': mod.__name__}); setattr(mod, name, c); return c
NAMES = 'MemTransformerLM AdaptiveEmbedding PositionalEmbedding PositionwiseFF RelPartialLearnableMultiHeadAttn RelPartialLearnableDecoderLayer'
C = {n: cls(MT, n) for n in NAMES.split()}; C['Crit'] = cls(PAS, 'ProjectedAdaptiveLogSoftmax')
def _get_thnn_function_backend(): return Backend()
class Backend:
    def __reduce__(self): return _get_thnn_function_backend, ()
_get_thnn_function_backend.__module__ = BACK.__name__; BACK._get_thnn_function_backend = _get_thnn_function_backend

def new(c, **attributes):
    m = c()
    for k, v in attributes.items(): setattr(m, k, v)
    return m

def build(pre_lnorm=False, attn_type=0, n_clusters=0):
    layers = nn.ModuleList()
    for _ in range(L):
        a = new(C['RelPartialLearnableMultiHeadAttn'], n_head=H, d_model=D, d_head=d, dropout=0.1, qkv_net=nn.Linear(D, 3*H*d, bias=False),
                drop=nn.Dropout(0.1), dropatt=nn.Dropout(0.0), o_net=nn.Linear(H*d, D, bias=False), layer_norm=nn.LayerNorm(D), scale=d**-0.5,
                pre_lnorm=pre_lnorm, r_net=nn.Linear(D, H*d, bias=False))
        f = new(C['PositionwiseFF'], d_model=D, d_inner=I, dropout=0.1, layer_norm=nn.LayerNorm(D), pre_lnorm=pre_lnorm,
                CoreNet=nn.Sequential(nn.Linear(D, I), nn.ReLU(inplace=True), nn.Dropout(0.1), nn.Linear(I, D), nn.Dropout(0.1)))
        layers.append(new(C['RelPartialLearnableDecoderLayer'], dec_attn=a, pos_ff=f))
    emb = nn.Embedding(V, D)
    word = new(C['AdaptiveEmbedding'], n_token=V, d_embed=D, cutoffs=[V], div_val=1, d_proj=D, emb_scale=D**0.5, cutoff_ends=[0, V],
               emb_layers=nn.ModuleList([emb]), emb_projs=nn.ParameterList())
    out = nn.Linear(D, V); out.weight = emb.weight
    crit = new(C['Crit'], n_token=V, d_embed=D, d_proj=D, cutoffs=[V], cutoff_ends=[0, V], div_val=1, shortlist_size=V, n_clusters=n_clusters,
               head_size=V + n_clusters, out_layers=nn.ModuleList([out]), out_projs=nn.ParameterList(), keep_order=False)
    pos = new(C['PositionalEmbedding'], demb=D)
    pos.register_buffer('inv_freq', 1 / (10000 ** (torch.arange(0.0, D, 2.0) / D)))
    m = new(C['MemTransformerLM'], n_token=V, d_embed=D, d_model=D, n_head=H, d_head=d, word_emb=word, drop=nn.Dropout(0.1), n_layer=L, tgt_len=8,
            mem_len=MEM, ext_len=0, max_klen=8 + MEM, attn_type=attn_type, layers=layers, sample_softmax=-1, crit=crit, same_length=False,
            clamp_len=-1, pos_emb=pos, r_w_bias=nn.Parameter(torch.zeros(H, d)), r_r_bias=nn.Parameter(torch.zeros(H, d)))
    g = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for n, p in m.named_parameters():
            p.copy_(torch.randint(-40, 41, p.shape, generator=g) / 64.0 + (1 if n.endswith('layer_norm.weight') else 0))
    return m.eval()

@torch.no_grad()
def logits(m, tokens, pre):
    """One token after the other, each attending to MEM earlier ones: Dai et al. 2019, equations of section 3.3."""
    mems = [[] for _ in range(L)]; out = []
    for t in tokens:
        h = m.word_emb.emb_layers[0].weight[t] * D ** 0.5
        for l, layer in enumerate(m.layers):
            a, f = layer.dec_attn, layer.pos_ff
            mems[l] = (mems[l] + [h])[-(MEM + 1):]
            c = torch.stack(mems[l]); c = a.layer_norm(c) if pre else c
            q, k, v = (w.view(-1, H, d) for w in a.qkv_net(c).chunk(3, -1)); q = q[-1]
            dist = torch.arange(len(c) - 1, -1, -1.0); ang = torch.outer(dist, m.pos_emb.inv_freq)
            r = a.r_net(torch.cat([ang.sin(), ang.cos()], -1)).view(-1, H, d)
            s = (torch.einsum('hd,jhd->hj', q + m.r_w_bias, k) + torch.einsum('hd,jhd->hj', q + m.r_r_bias, r)) / math.sqrt(d)
            o = a.o_net(torch.einsum('hj,jhd->hd', s.softmax(-1), v).reshape(-1))
            h = h + o if pre else a.layer_norm(h + o)
            h = h + f.CoreNet(f.layer_norm(h)) if pre else f.layer_norm(h + f.CoreNet(h))
        out.append(F.linear(h, m.crit.out_layers[0].weight, m.crit.out_layers[0].bias).tolist())
    return out

def save(name, what, zip_container): torch.save(what, os.path.join(OUT, name), _use_new_zipfile_serialization=zip_container)

def main():
    os.makedirs(OUT, exist_ok=True)
    save('zip-module-float32.pt', build(), True)
    save('legacy-module-float16.pt', build().half(), False)
    save('zip-module-bfloat16.pt', build().bfloat16(), True)
    save('zip-state-float32.pt', build().state_dict(), True)
    save('legacy-state-bfloat16.pt', build().bfloat16().state_dict(), False)
    save('pre-lnorm.pt', build(pre_lnorm=True), True)
    save('attention-type-2.pt', build(attn_type=2), True)
    save('clusters.pt', build(n_clusters=2), True)
    save('other.pt', nn.Linear(2, 2), True)
    old = build()
    for m in old.modules():
        m._backend = Backend()
        for k in ('_is_full_backward_hook', '_non_persistent_buffers_set', '_load_state_dict_post_hooks'): m.__dict__.pop(k, None)
        if isinstance(m, nn.LayerNorm): m.normalized_shape = torch.Size(m.normalized_shape)
    save('old.pt', old, False)
    class Evil:
        def __reduce__(self): return os.system, ('touch /tmp/lakhnes-was-here',)
    save('evil.pt', {'r_w_bias': Evil()}, False)
    tokens = torch.randint(0, V, (24,), generator=torch.Generator().manual_seed(2)).tolist()
    with open(os.path.join(OUT, 'expected.json'), 'w') as f:
        json.dump(dict(tokens=tokens, post=logits(build(), tokens, False), pre=logits(build(pre_lnorm=True), tokens, True)), f)

main()
