"""The gradient reversal layer in PyTorch. Import it after the allocator is tuned: it loads torch."""
import torch


class GradientReversal(torch.autograd.Function):
    @staticmethod
    def forward(context, x, factor):
        context.factor = factor
        return x.view_as(x)

    @staticmethod
    def backward(context, gradient):
        return gradient * -context.factor, None
