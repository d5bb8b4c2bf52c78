"""Springs and elbows: the two forces by which points find their places. All with numpy."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
_LEAST = 1e-6
_PUSH = 0.3


def ring_of(count: int, spacing: float) -> Points:
    """Return ``count`` points in a spiral, no two at the same place: where springs begin."""
    n = np.arange(count)
    angle, reach = n * math.pi * (3 - math.sqrt(5)), spacing * 0.7 * np.sqrt(n)
    return np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)


def springs(
    points: Points,
    pairs: npt.NDArray[np.int64],
    weights: npt.NDArray[np.float64],
    length: float,
    *,
    rounds: int,
    heat: float = 1.0,
    gravity: float = 0.5,
) -> Points:
    """Return ``points`` (n, 2) moved by forces: pairs attract each other, all repel each other.

    Attraction grows with distance and weight, repulsion with what both ends are tied to
    (ForceAtlas2). ``length`` is about the distance at which a lone pair is at rest. ``heat`` is
    how far a point may go at first, in lengths; ``gravity`` draws all to the middle. Time and
    memory grow with n².
    """
    count = len(points)
    if count < 2:
        return points
    where = points.astype(np.float32)
    one, other = pairs[:, 0], pairs[:, 1]
    pull = weights.astype(np.float32)
    ties = np.bincount(pairs.ravel(), np.repeat(weights, 2), minlength=count)
    mass = np.sqrt(1 + ties).astype(np.float32)  # what has many ties needs room around it
    limit = heat * length * max(1.0, math.sqrt(count) / 10)
    for turn in range(rounds):
        dx = where[:, None, 0] - where[None, :, 0]
        dy = where[:, None, 1] - where[None, :, 1]
        push = mass[:, None] * mass / np.maximum(dx * dx + dy * dy, np.float32(1.0))
        push *= np.float32(_PUSH * length**2)
        move = np.stack([(dx * push).sum(1), (dy * push).sum(1)], axis=1)
        along = where[one] - where[other]
        tension = along * pull[:, None]
        for axis in (0, 1):
            move[:, axis] -= np.bincount(one, tension[:, axis], minlength=count)
            move[:, axis] += np.bincount(other, tension[:, axis], minlength=count)
        move -= (
            where * (np.float32(gravity) * mass)[:, None]
        )  # parts without a tie do not drift away
        size = np.maximum(np.hypot(move[:, 0], move[:, 1]), np.float32(_LEAST))
        step = np.float32(limit * (1 - turn / rounds))
        where += move * (np.minimum(size, step) / size)[:, None]
    return where.astype(np.float64)


def centred(points: Points) -> Points:
    """Return ``points`` moved so that their mean is the origin."""
    moved: Points = points - points.mean(axis=0)
    return moved


def apart(points: Points, radii: npt.NDArray[np.float64]) -> Points:
    """Return ``points`` pushed apart, a little at a time, until their discs hardly overlap."""
    points = points.copy()
    reach = radii[:, None] + radii[None, :]
    for _ in range(80):
        offsets = points[:, None, :] - points[None, :, :]
        distances = np.hypot(offsets[..., 0], offsets[..., 1])
        np.fill_diagonal(distances, np.inf)
        overlap = np.maximum(reach - distances, 0) / 2
        if overlap.max(initial=0.0) < 0.02 * radii.max(initial=1.0):
            break
        units = offsets / np.maximum(distances, _LEAST)[..., None]
        points += (units * overlap[..., None]).sum(axis=1) * 0.7
    return points


def pack(blocks: Sequence[Points], margin: float, aspect: float = 1.25) -> list[Points]:
    """Return ``blocks`` of points moved side by side in rows, in their order, below each other."""
    boxes = [np.ptp(block, axis=0) + margin for block in blocks]
    area = sum(float(box[0] * box[1]) for box in boxes)
    width = max([math.sqrt(area * aspect), *(float(box[0]) for box in boxes)])
    packed, x, y, row = [], 0.0, 0.0, 0.0
    for block, box in zip(blocks, boxes, strict=True):
        if x > 0 and x + box[0] > width:
            x, y, row = 0.0, y + row, 0.0
        packed.append(block - block.min(axis=0) + np.array([x, y]))
        x, row = x + float(box[0]), max(row, float(box[1]))
    return packed
