"""The fast engine's network in torch, laid out exactly as the numpy one that reads its weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from analysis.attribution.features import FLAGS, LANGS
from analysis.attribution.network import ENDINGS, PREFIXES, SUFFIXES
from analysis.attribution.pairs import RELATIONS, ROLES

from .fast_vocabulary import WIDTH

REACH = (1, 2, 4, 8, 16)
TAPS = (2,)
"""Layers (from 0) that listen to the ends of quotations."""
CHANNELS = 48
LINK = 32


class Conv(nn.Module):
    """A dilated convolution over three tokens, as one matrix product."""

    def __init__(self, inside: int, outside: int, reach: int) -> None:
        super().__init__()
        self.reach = reach
        self.linear = nn.Linear(3 * inside, outside)
        nn.init.kaiming_normal_(self.linear.weight, nonlinearity="relu")
        nn.init.zeros_(self.linear.bias)

    def forward(self, x: Tensor) -> Tensor:
        edge = x.new_zeros(self.reach, x.shape[1])
        before, after = torch.cat([edge, x[: -self.reach]]), torch.cat([x[self.reach :], edge])
        return self.linear(torch.cat([before, x, after], 1))


class Net(nn.Module):
    """Scores of seven tags and of speech against attitude for every token, and of arcs between segments."""

    def __init__(self, vectors: np.ndarray, drop: float, channels: int = CHANNELS) -> None:
        super().__init__()
        width = WIDTH
        self.words = nn.Embedding.from_pretrained(torch.tensor(vectors[:, :width]) * 0.6, freeze=False)
        self.prefix, self.suffix, self.ending = (nn.Embedding(n, width) for n in (PREFIXES, SUFFIXES, ENDINGS))
        self.flag, self.lang = nn.Embedding(FLAGS, width), nn.Embedding(len(LANGS) + 1, width)
        for table, scale in (
            (self.prefix, 0.03),
            (self.suffix, 0.03),
            (self.ending, 0.03),
            (self.flag, 0.1),
            (self.lang, 0.1),
        ):
            nn.init.normal_(table.weight, std=scale)
        sizes = [width] + [channels] * len(REACH)
        self.convs = nn.ModuleList(Conv(a, channels, r) for a, r in zip(sizes, REACH, strict=False))
        self.norms = nn.ModuleList(nn.BatchNorm1d(channels, momentum=0.05) for _ in REACH)
        self.taps = nn.ModuleDict({str(k): nn.Linear(channels, 2 * channels, bias=False) for k in TAPS})
        for tap in self.taps.values():
            nn.init.normal_(tap.weight, std=0.02)
        self.out = nn.Linear(channels, 8)
        self.drop = nn.Dropout(drop)
        self.asks_first, self.asks_last = (
            nn.Linear(channels, ROLES * LINK),
            nn.Linear(channels, ROLES * LINK, bias=False),
        )
        self.answers = nn.Linear(channels, ROLES * LINK, bias=False)
        self.relation = nn.Embedding(RELATIONS, LINK)
        nn.init.normal_(self.relation.weight, std=0.1)
        self.weigh = nn.Parameter(torch.randn(ROLES, LINK) * 0.1)
        self.none = nn.Linear(channels, ROLES)

    def hidden(self, b: dict[str, Any], unknown: float = 0.0) -> Tensor:
        """Return (rows, channels); a share of the words is made unknown, so that prefix and suffix learn their part."""
        ids = b["ids"]
        if self.training and unknown:
            ids = torch.where(torch.rand(len(ids)) < unknown, torch.zeros_like(ids), ids)
        x = self.words(ids) + self.prefix(b["sub"][:, 0]) + self.suffix(b["sub"][:, 1]) + self.ending(b["sub"][:, 2])
        x = self.drop(x + self.flag(b["flag"]) + self.lang(b["lang"]))
        row, real = b["row"], b["real"][:, None]
        h = x.new_zeros(b["n_rows"], x.shape[1])
        h[row] = x
        for k, (conv, norm) in enumerate(zip(self.convs, self.norms, strict=True)):
            active = self.drop(F.relu(h)) * real if k else h
            y = torch.zeros(len(h), self.out.in_features).index_copy(0, row, norm(conv(active)[row]))
            if str(k) in self.taps:
                left, right = self.taps[str(k)](active[b["heard"]]).chunk(2, 1)
                y = y + left[b["left"]] + right[b["right"]]
            h = y + h if k else y
        return F.relu(h) * real

    def tags(self, h: Tensor, b: dict[str, Any]) -> tuple[Tensor, Tensor]:
        """Return (n, 7) tag scores and (n,) scores of speech against attitude."""
        scores = self.out(h[b["row"]])
        return scores[:, :7], scores[:, 7]

    def arcs(self, h: Tensor, a: dict[str, Tensor]) -> Tensor:
        """Return (m, 1 + candidates) scores; column 0 is *none*."""
        part = a["role"][:, None] * LINK + torch.arange(LINK)
        asks = (self.asks_first(h[a["first"]]) + self.asks_last(h[a["last"]])).gather(1, part)
        said = h[a["other"]] @ self.answers.weight.T.view(-1, ROLES, LINK).permute(1, 0, 2)[a["role"]]
        scores = (F.relu(asks[:, None] + said + self.relation(a["relation"])) * self.weigh[a["role"]][:, None]).sum(-1)
        none = self.none(h[a["first"]]).gather(1, a["role"][:, None])
        return torch.cat([none, scores.masked_fill(~a["there"], -1e4)], 1)


def tag_loss(scores: Tensor, act: Tensor, goal: Tensor) -> Tensor:
    """Cross-entropy, token by token, with soft goals (n, 8): seven tag probabilities and that of speech.

    A goal whose act is not known has -1 in its last column: then the tags alone count.  A goal of *nothing* in a scheme
    that knows only speech has -2: there, an attitude is as good as nothing.
    """
    log_tags, speech, attitude = F.log_softmax(scores, 1), F.logsigmoid(act), F.logsigmoid(-act)
    some = torch.logsumexp(log_tags[:, 1:], 1)
    told = goal[:, 7]
    tags = -(goal[:, :7] * log_tags).sum(1)
    acts = -(told * speech + (1 - goal[:, 0] - told).clamp(min=0) * attitude)
    silent = -torch.logaddexp(log_tags[:, 0], some + attitude)
    return torch.where(told == -2, silent, torch.where(told == -1, tags, tags + acts))
