"""Chance by name: uniforms that belong to a decision, and inverse distributions over them."""

from forecast.chance.counts import binomial, poisson
from forecast.chance.named import between, generator, normal, uniforms, uniforms32, whole

__all__ = [
    "between",
    "binomial",
    "generator",
    "normal",
    "poisson",
    "uniforms",
    "uniforms32",
    "whole",
]
