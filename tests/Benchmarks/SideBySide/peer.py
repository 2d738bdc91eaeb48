#!/usr/bin/env python3
"""The same training step in eager PyTorch, for the side-by-side benchmark, which starts it and talks to it.

It answers one line of JSON first (what it is, or why it cannot run) and then one for each line it is told:
  step N   takes N training steps: ms (median), faults (minor page faults a step), rss (peak, MiB), the losses of the last step
  eval N   predicts the first 1,000 samples N times: rate (images a second, median)
  quit
Modes: plain         what a user of the Python libraries runs: default allocator, contiguous layout, pool behind ReLU,
                     torch.optim.SGD as it comes, one pass over both halves of the batch
       two-passes    plain, but the two domains go through the network one after the other, as many a DANN script has it
       tuned         what the library does, in Python: allocator, channels_last, pool before ReLU, the fastest SGD there is
       bf16          tuned, with torch.autocast to bfloat16
       compile       tuned, with torch.compile around the forward pass and the losses
"""
import argparse
import ctypes
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import time

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--net", choices=["mnist", "svhn", "gtsrb"], default="mnist")
arguments.add_argument("--mode", choices=["plain", "two-passes", "tuned", "bf16", "compile"], default="plain")
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--samples", type=int, default=4096, help="samples of each domain")
arguments.add_argument("--dropout", type=float, default=0.5, help="of the SVHN net's label predictor")
arguments.add_argument("--sgd", choices=["default", "loop", "foreach", "fused", "try"], default="default", help="variant of SGD; tuned modes try all and take the fastest")
options = arguments.parse_args()
tuned = options.mode not in ("plain", "two-passes")

answers = os.fdopen(os.dup(1), "w")  # what else is printed goes to standard error
os.dup2(2, 1)


def answer(**values):
    print(json.dumps(values), file=answers, flush=True)


def give_up(why):
    answer(unavailable=why)
    sys.exit(0)


if tuned and sys.platform == "linux":
    libc = ctypes.CDLL(None)  # the same three settings as the library's Allocator, and as early: before torch is loaded
    libc.mallopt(-3, 1 << 30), libc.mallopt(-1, 2**31 - 1), libc.mallopt(-2, 64 << 20)

try:
    import torch
    import torch.nn.functional as F
    from torch import nn

    from reversal import GradientReversal
except ImportError as e:
    give_up(f"{sys.executable} has no PyTorch ({e}); on Debian: apt-get install python3-torch libopenblas0-openmp, or name another interpreter with --python")


def blas():
    """The library behind torch's matrix products. With OpenBLAS's pthread build they fight with OpenMP's threads: four times slower."""
    if "BLAS_INFO=mkl" in torch.__config__.show() or torch.backends.mkl.is_available():
        return "MKL"
    with open("/proc/self/maps") as maps:
        loaded = {line.split()[-1] for line in maps if "blas" in line}
    if loaded and all("openblas-openmp" in path for path in loaded):
        return "OpenBLAS-openmp"
    names = ", ".join(sorted(loaded)) or "none that can be told"
    answer(error=f"PyTorch {torch.__version__} computes with {names}, which would make the comparison unfair: it must be MKL or OpenBLAS built for OpenMP. "
           "On Debian: apt-get install libopenblas0-openmp && update-alternatives --set libopenblas.so.0-$(uname -m)-linux-gnu /usr/lib/$(uname -m)-linux-gnu/openblas-openmp/libopenblas.so.0 "
           "(and the same for libblas.so.3)")
    sys.exit(1)


blas_name = blas()
torch.set_num_threads(options.threads)


def seed(purpose):
    """The library's Seeds.Derive(1, purpose)."""
    return int.from_bytes(hashlib.sha256(f"1/{purpose}/0".encode()).digest()[:8], "little") & (2**63 - 1)


def block(convolution, pool):
    """A convolution and what follows it; the order makes no difference to the result."""
    if pool is None:
        return [convolution, nn.ReLU(inplace=True)]
    return [convolution, pool, nn.ReLU(inplace=True)] if tuned else [convolution, nn.ReLU(inplace=True), pool]


def fully_connected(widths, dropout=0.0):
    layers = []
    for i, (n, m) in enumerate(zip(widths, widths[1:])):
        layers.append(nn.Linear(n, m))
        if i < len(widths) - 2:
            layers.append(nn.ReLU(inplace=True))
            if dropout > 0:
                layers.append(nn.Dropout(dropout))
    return nn.Sequential(*layers)


class Network(nn.Module):
    """The library's Architectures, layer by layer, made in the same order: the same seed gives the same weights."""

    def __init__(self, net):
        super().__init__()
        torch.manual_seed(seed("initial weights"))
        conv, pool2, pool3 = nn.Conv2d, lambda: nn.MaxPool2d(2), lambda: nn.MaxPool2d(3, 2, ceil_mode=True)
        if net == "mnist":
            self.features = nn.Sequential(*block(conv(3, 32, 5), pool2()), *block(conv(32, 48, 5), pool2()), nn.Flatten())
            self.labels, self.domain = fully_connected([768, 100, 100, 10]), fully_connected([768, 100, 1])
        elif net == "svhn":
            self.features = nn.Sequential(
                *block(conv(3, 64, 5, padding=2), pool3()), *block(conv(64, 64, 5, padding=2), pool3()),
                *block(conv(64, 128, 5, padding=2), None), nn.Flatten())
            self.labels = fully_connected([8192, 3072, 2048, 10], options.dropout)
            self.domain = fully_connected([8192, 1024, 1024, 1])
        else:
            self.features = nn.Sequential(
                *block(conv(3, 96, 5), pool2()), *block(conv(96, 144, 3), pool2()), *block(conv(144, 256, 5), pool2()), nn.Flatten())
            self.labels, self.domain = fully_connected([1024, 512, 43]), fully_connected([1024, 1024, 1024, 1])
        if tuned:
            self.to(memory_format=torch.channels_last)

    def forward(self, x, factor):
        f = self.features(x)
        return self.labels(f[:half]), self.domain(GradientReversal.apply(f, factor))


half = 64
evaluated = min(1000, options.samples)
size, classes = {"mnist": (28, 10), "svhn": (32, 10), "gtsrb": (40, 43)}[options.net]


def synthetic(start):
    """Bytes [N, height, width, 3] and labels from a formula that the library's worker has too."""
    length = size * size * 3
    images = torch.empty(options.samples, size, size, 3, dtype=torch.uint8)
    for n in range(options.samples):
        position = torch.arange(start + n * length, start + (n + 1) * length, dtype=torch.int64)
        images[n] = (((position * 2654435761 + 12345) >> 11) % 251).reshape(size, size, 3)
    return images, (torch.arange(options.samples) * 7 + start) % classes


def moments():
    """Mean and factor of each channel over both domains, from the counts of the 256 values."""
    values = torch.arange(256, dtype=torch.float64) / 255
    channels = [sum(torch.bincount(d[..., c].reshape(-1), minlength=256) for d in (source, target)).double() for c in range(3)]
    mean = torch.stack([(n * values).sum() / n.sum() for n in channels])
    square = torch.stack([(n * values * values).sum() / n.sum() for n in channels])
    return mean, 1 / (square - mean * mean).sqrt()


source, labels = synthetic(0)
target, _ = synthetic(99_991)
mean, factor = moments()
weight, bias = (factor / 255).float().repeat(size), (-mean * factor).float().repeat(size)  # a row of pixels at a time, as the library does
if not tuned:
    source, target = source.permute(0, 3, 1, 2).contiguous(), target.permute(0, 3, 1, 2).contiguous()
    mean, factor = mean.float().reshape(3, 1, 1), factor.float().reshape(3, 1, 1)


def inputs(samples):
    """Bytes to normalised floats."""
    if tuned:
        return torch.addcmul(bias, samples.float().flatten(2), weight).view(samples.shape).permute(0, 3, 1, 2)
    return (samples.float() / 255 - mean) * factor


network = Network(options.net)
domains = torch.cat([torch.zeros(half, 1), torch.ones(half, 1)])
order = torch.Generator().manual_seed(2)
shuffled = [torch.randperm(options.samples, generator=order), torch.randperm(options.samples, generator=order)]
taken = 0


variants = {"loop": {"foreach": False}, "foreach": {"foreach": True}, "fused": {"fused": True}}


def sgd(parameters, variant):
    return torch.optim.SGD(parameters, lr=0.01, momentum=0.9, **variants.get(variant, {}))


def fastest_variant():
    """The variant of SGD that takes the least time on these weights; tried in a process of its own, to leave this one's memory as it is."""
    times = {}
    for variant in variants:
        weights = [p.detach().clone().requires_grad_() for p in network.parameters()]
        for p in weights:
            p.grad = torch.zeros_like(p)
        try:
            trial, taken = sgd(weights, variant), []
            for _ in range(10):
                begun = time.perf_counter()
                trial.step()
                taken.append(time.perf_counter() - begun)
            times[variant] = min(taken)
        except (TypeError, RuntimeError):  # this version has no such variant
            pass
    return min(times, key=times.get)


if options.sgd == "try":
    answer(fastest=fastest_variant())
    sys.exit(0)
optimiser_name = options.sgd
if tuned and optimiser_name == "default":
    trial = subprocess.run([sys.executable, __file__, "--net", options.net, "--mode", "tuned", "--threads", str(options.threads), "--samples", "64", "--sgd", "try"], stdout=subprocess.PIPE, check=True)
    optimiser_name = json.loads(trial.stdout)["fastest"]
optimiser = sgd(network.parameters(), optimiser_name)


def losses(x, y, factor):
    if options.mode == "two-passes":
        f = network.features(x[:half])
        label = F.cross_entropy(network.labels(f), y)
        on_source = F.binary_cross_entropy_with_logits(network.domain(GradientReversal.apply(f, factor)), domains[:half])
        f = network.features(x[half:])
        on_target = F.binary_cross_entropy_with_logits(network.domain(GradientReversal.apply(f, factor)), domains[half:])
        return label, (on_source + on_target) / 2  # the mean over all, as with one pass
    logits, domain = network(x, factor)
    return F.cross_entropy(logits.float(), y), F.binary_cross_entropy_with_logits(domain.float(), domains)


if options.mode == "compile":
    if not hasattr(torch, "compile"):
        give_up(f"PyTorch {torch.__version__} has no torch.compile (2.0 and later have)")
    losses = torch.compile(losses)


def indices(domain):
    start = taken * half % options.samples
    return shuffled[domain][start:start + half]


def step():
    global taken
    i = indices(0)
    x = inputs(torch.cat([source.index_select(0, i), target.index_select(0, indices(1))]))
    y = labels[i]
    reversal = 0.0 if taken == 0 else 1.0
    optimiser.zero_grad(set_to_none=True) if tuned else optimiser.zero_grad()
    if options.mode == "bf16":
        with torch.autocast("cpu", dtype=torch.bfloat16):
            label, domain = losses(x, y, reversal)
    else:
        label, domain = losses(x, y, reversal)
    (label + domain).backward()
    optimiser.step()
    taken += 1
    return label.detach(), domain.detach()


def evaluate():
    network.eval()
    with torch.no_grad():
        result = torch.cat([network.labels(network.features(inputs(target[n:min(n + 500, evaluated)]))).argmax(1) for n in range(0, evaluated, 500)])
    network.train()
    return result


def usage():
    return resource.getrusage(resource.RUSAGE_SELF)


def forget_peak():
    """Starts the peak of memory anew from what this process holds now."""
    if sys.platform == "linux":
        with open("/proc/self/clear_refs", "w") as f:
            f.write("5")


try:
    step()
except Exception as e:  # a mode that this build of PyTorch does not have on this machine
    give_up(f"PyTorch {torch.__version__} cannot train in mode {options.mode} here: {str(e).splitlines()[0]}")

taken = 0
network.load_state_dict(Network(options.net).state_dict())
optimiser.state.clear()
answer(ready=f"PyTorch {torch.__version__}", blas=blas_name, optimiser=optimiser_name, threads=torch.get_num_threads())

for line in sys.stdin:
    command, *rest = line.split()
    if command == "quit":
        break
    times = []
    if command == "step":
        forget_peak()
        before = usage().ru_minflt
        for _ in range(int(rest[0])):
            begun = time.perf_counter()
            label, domain = step()
            times.append((time.perf_counter() - begun) * 1000)
        after = usage()
        answer(ms=statistics.median(times), faults=(after.ru_minflt - before) / len(times), rss=after.ru_maxrss / 1024, label=label.item(), domain=domain.item())
    elif command == "eval":
        for _ in range(int(rest[0])):
            begun = time.perf_counter()
            evaluate()
            times.append(time.perf_counter() - begun)
        answer(rate=evaluated / statistics.median(times))
