#!/usr/bin/env python3
"""MNIST → MNIST-M in eager PyTorch, by the recipe that the library calls `improved`, until the target's test accuracy is reached.

The race command starts it. It prints one line of JSON: steps taken and the accuracy reached, or why it cannot run.
Modes: plain  default allocator, contiguous layout, torch.optim.SGD as it comes
       tuned  allocator tuning, channels_last, SGD with foreach: what the library does, as far as PyTorch has it
"""
import argparse
import ctypes
import json
import math
import os
import sys

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--mode", choices=["plain", "tuned"], default="plain")
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--folder", required=True, help="the data, as raw bytes")
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--goal", type=float, required=True)
arguments.add_argument("--every", type=int, required=True, help="steps between two looks at the test accuracy")
options = arguments.parse_args()
tuned = options.mode == "tuned"
if tuned and sys.platform == "linux":
    libc = ctypes.CDLL(None)
    libc.mallopt(-3, 1 << 30), libc.mallopt(-1, 2**31 - 1), libc.mallopt(-2, 64 << 20)
try:
    import torch
    import torch.nn.functional as F
    from torch import nn

    from reversal import GradientReversal
except ImportError as e:
    print(json.dumps({"unavailable": f"{sys.executable} has no PyTorch ({e})"}), flush=True)
    sys.exit(0)

torch.set_num_threads(options.threads)
torch.manual_seed(options.seed)
half, epochs, learning_rate, decay, domain_weight = 64, 12, 0.03, 0.998, 2.0


def read(name, *shape):
    return torch.frombuffer(bytearray(open(os.path.join(options.folder, name), "rb").read()), dtype=torch.uint8).reshape(shape)


source, target, test = (read(n, -1, 28, 28, 3) for n in ("source", "target", "test"))
labels, test_labels = read("source-labels", -1).long(), read("test-labels", -1).long()


def moments():
    values = torch.arange(256, dtype=torch.float64) / 255
    counts = [sum(torch.bincount(d[..., c].reshape(-1), minlength=256).double() / d[..., c].numel() for d in (source, target)) / 2 for c in range(3)]
    mean = torch.stack([(n * values).sum() for n in counts])
    square = torch.stack([(n * values * values).sum() for n in counts])
    return mean.float(), (1 / (square - mean * mean).sqrt()).float()


mean, factor = moments()
weight, bias = factor / 255, -mean * factor
if tuned:  # a row of pixels at a time, as the library does
    weight, bias = weight.repeat(28), bias.repeat(28)


def inputs(images):
    if tuned:
        return torch.addcmul(bias, images.float().flatten(2), weight).view(images.shape).permute(0, 3, 1, 2)
    return torch.addcmul(bias, images.float(), weight).permute(0, 3, 1, 2).contiguous()


class DomainBatchNorm(nn.Module):
    """Statistics of its own for either domain, one scale and shift for both."""

    def __init__(self, channels):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))
        for d in range(2):
            self.register_buffer(f"mean{d}", torch.zeros(channels))
            self.register_buffer(f"variance{d}", torch.ones(channels))
        self.domain = 1

    def forward(self, x):
        return F.batch_norm(x, getattr(self, f"mean{self.domain}"), getattr(self, f"variance{self.domain}"), self.weight, self.bias, self.training)


norms = [DomainBatchNorm(32), DomainBatchNorm(48)]
features = nn.Sequential(nn.Conv2d(3, 32, 5), nn.MaxPool2d(2), norms[0], nn.ReLU(True), nn.Conv2d(32, 48, 5), nn.Dropout2d(0.5), nn.MaxPool2d(2), norms[1], nn.ReLU(True), nn.Flatten())
predictor = nn.Sequential(nn.Linear(768, 100), nn.ReLU(True), nn.Linear(100, 100), nn.ReLU(True), nn.Linear(100, 10))
classifier = nn.Sequential(nn.Linear(768, 100), nn.BatchNorm1d(100), nn.ReLU(True), nn.Linear(100, 1))
network = nn.ModuleList([features, predictor, classifier])
if tuned:
    network.to(memory_format=torch.channels_last)
optimiser = torch.optim.SGD(network.parameters(), lr=learning_rate, momentum=0.9, **({"foreach": True} if tuned else {}))
live = [t for t in network.state_dict().values()]
average = [t.clone() for t in live]
domains = torch.cat([torch.zeros(half, 1), torch.ones(half, 1)])
per_epoch = math.ceil(len(source) / half)
steps = epochs * per_epoch // options.every * options.every
orders = [torch.randperm(len(source)), torch.randperm(len(target))]


def part(domain, step):
    start = step * half % len(orders[domain])
    if start == 0:
        orders[domain] = torch.randperm(len(orders[domain]))
    i = orders[domain][start:start + half]
    return i if len(i) == half else torch.cat([i, orders[domain][:half - len(i)]])


def one_domain(x, domain):
    for norm in norms:
        norm.domain = domain
    return features(x)


def step_of(step):
    progress = step / steps
    reversal = 2 / (1 + math.exp(-10 * progress)) - 1
    optimiser.param_groups[0]["lr"] = learning_rate / (1 + 10 * progress) ** 0.75
    i = part(0, step)
    f = torch.cat([one_domain(inputs(source[i]), 0), one_domain(inputs(target[part(1, step)]), 1)])
    label = F.cross_entropy(predictor(f[:half]), labels[i])
    domain = F.binary_cross_entropy_with_logits(classifier(GradientReversal.apply(f, reversal)), domains)
    optimiser.zero_grad(set_to_none=True)
    (label + domain_weight * domain).backward()
    optimiser.step()
    with torch.no_grad():
        share = 1 - min(decay, (2 + step) / (11 + step))
        for a, l in zip(average, live):
            a.add_(l - a, alpha=share) if a.is_floating_point() else a.copy_(l)


def accuracy():
    kept = [l.clone() for l in live]
    network.eval()
    with torch.no_grad():
        for l, a in zip(live, average):
            l.copy_(a)
        right = sum((predictor(one_domain(inputs(test[n:n + 500]), 1)).argmax(1) == test_labels[n:n + 500]).sum().item() for n in range(0, len(test), 500))
        for l, k in zip(live, kept):
            l.copy_(k)
    network.train()
    return right / len(test)


reached, taken = 0.0, 0
while taken < steps and reached < options.goal:
    step_of(taken)
    taken += 1
    if taken % options.every == 0:
        reached = accuracy()
print(json.dumps({"steps": taken, "accuracy": reached, "version": torch.__version__}), flush=True)
