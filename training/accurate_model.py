"""The network of the accurate engine: an encoder, one tagging head a scheme, and a linker of biaffine arcs.

Arcs follow Dozat and Manning (2017): every word has a representation as a dependent and one as a head for each relation
(its cue, its source, the segment it continues); their product scores every pair, beside a score for "none".
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .accurate_base import Base

SCHEMES = ("speech", "polnear")
N_TAGS, N_RELATIONS, ARC = 7, 3, 96


class Layer(nn.Module):
    """One transformer layer, normalised after each half (Vaswani et al. 2017)."""

    def __init__(self, base: Base, drop: float) -> None:
        super().__init__()
        h = base.hidden
        self.heads, self.drop = base.heads, drop
        self.qkv, self.out = nn.Linear(h, 3 * h), nn.Linear(h, h)
        self.wide, self.back = nn.Linear(h, base.inner), nn.Linear(base.inner, h)
        self.norm1, self.norm2 = nn.LayerNorm(h, base.eps), nn.LayerNorm(h, base.eps)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, n, h = x.shape
        width = h // self.heads
        q, k, v = (
            self.qkv(x).view(b, n, 3, self.heads, width).permute(2, 0, 3, 1, 4).reshape(3, b * self.heads, n, width)
        )
        weights = torch.bmm(q * width**-0.5, k.transpose(1, 2))
        if mask is not None:
            weights = (weights.view(b, self.heads, n, n) + mask.to(weights.dtype)).view(b * self.heads, n, n)
        mixed = torch.bmm(weights.softmax(-1), v).view(b, self.heads, n, width).transpose(1, 2).reshape(b, n, h)
        x = self.norm1(x + self._dropped(self.out(mixed)))
        return self.norm2(x + self._dropped(self.back(F.gelu(self.wide(x), approximate="tanh"))))

    def _dropped(self, x: Tensor) -> Tensor:
        """Drop features for a whole window at once, which costs a fraction of dropping them one by one."""
        if not self.training or not self.drop:
            return x
        return x * F.dropout(torch.ones(x.shape[0], 1, x.shape[2], dtype=x.dtype), self.drop)


class Reader(nn.Module):
    """Pieces in, tag scores and arc representations out."""

    def __init__(self, base: Base, drop: float = 0.1, layer_drop: float = 0.05) -> None:
        super().__init__()
        h = base.hidden
        self.drop = drop
        self.word = nn.Embedding(len(base.blocks("emb.word", h)), h)
        self.word.weight.requires_grad_(False)
        self.position = nn.Parameter(torch.zeros(base.positions, h))
        self.norm = nn.LayerNorm(h, base.eps)
        self.layers = nn.ModuleList(Layer(base, layer_drop) for _ in range(base.layers))
        self.tags = nn.Linear(h, len(SCHEMES) * N_TAGS)
        self.dependent = nn.Linear(h, N_RELATIONS * ARC)
        self.head = nn.Linear(h, N_RELATIONS * ARC)
        self.none = nn.Linear(h, len(SCHEMES) * N_RELATIONS)
        self.lead = nn.Linear(h, N_RELATIONS)
        self._start_from(base)

    def _start_from(self, base: Base) -> None:
        t, h = torch.from_numpy, base.hidden
        with torch.no_grad():
            self.word.weight.copy_(t(base.matrix("emb.word", h)))
            self.position.copy_(t(base.numbers("emb.pos").reshape(-1, h) + base.numbers("emb.type")[:h]))
            self.norm.weight.copy_(t(base.numbers("emb.ln.w")))
            self.norm.bias.copy_(t(base.numbers("emb.ln.b")))
            for i, layer in enumerate(self.layers):
                name = f"l{i}.%s".__mod__
                layer.qkv.weight.copy_(torch.cat([t(base.matrix(name(k + ".w"), h)) for k in "qkv"]))
                layer.qkv.bias.copy_(torch.cat([t(base.numbers(name(k + ".b"))) for k in "qkv"]))
                for part, key, width in (("out", "ao", h), ("wide", "fi", h), ("back", "fo", base.inner)):
                    getattr(layer, part).weight.copy_(t(base.matrix(name(key + ".w"), width)))
                    getattr(layer, part).bias.copy_(t(base.numbers(name(key + ".b"))))
                for part, key in (("norm1", "aln"), ("norm2", "oln")):
                    getattr(layer, part).weight.copy_(t(base.numbers(name(key + ".w"))))
                    getattr(layer, part).bias.copy_(t(base.numbers(name(key + ".b"))))

    def encode(self, ids: Tensor, lengths: Tensor | None = None) -> Tensor:
        """Return (b, n, h) states of (b, n) pieces; positions past ``lengths`` are not looked at."""
        n = ids.shape[1]
        mask = None
        if lengths is not None:
            mask = (torch.arange(n)[None] >= lengths[:, None])[:, None, None, :] * -1e4
        x = self.norm(self.word(ids) + self.position[:n])
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def read(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Return tag scores (…, 2, 7), dependents and heads (…, 3, 96), scores of "none" (…, 2, 3), of leading (…,
        3)."""
        x = F.dropout(states, self.drop, self.training)
        shape = x.shape[:-1]
        return (
            self.tags(x).view(*shape, len(SCHEMES), N_TAGS),
            self.dependent(x).view(*shape, N_RELATIONS, ARC),
            self.head(x).view(*shape, N_RELATIONS, ARC),
            self.none(x).view(*shape, len(SCHEMES), N_RELATIONS),
            self.lead(x).view(*shape, N_RELATIONS),
        )
