"""How fast is a point placed, alone and among many, and what does a pack cost? Beside plain shapely."""

import asyncio
import random
import sys
import time
from collections.abc import Callable

import numpy as np
from geopy.distance import geodesic
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry

from bot.zones.city import load_city
from bot.zones.model import Point
from bot.zones.pack import CityPack
from tests.bench.figures import row

CITY = "semarang"
GUESSED = "musi-banyuasin"  # the largest pack without polygons
SINGLE, NAIVE_SINGLE = 5_000, 500
BATCH, NAIVE_BATCH, ROUNDS = 300_000, 3_000, 10
LOADS = 7
DEGREE_M = 111_000
LOADING = f"""
import os, time, psutil
from bot.zones.city import load_city
process = psutil.Process(os.getpid())
before, began = process.memory_info().rss, time.perf_counter()
pack = load_city("{CITY}")
pack.locator, pack.finder
print(1000 * (time.perf_counter() - began), (process.memory_info().rss - before) / 2**20)
"""


def points(pack: CityPack, count: int) -> list[Point]:
    """Random points in the rectangle around the city's kelurahan; some lie outside the city."""
    rng = random.Random(112)
    known = [item.point for item in pack.kelurahan.values() if item.point]
    lats, lons = zip(*known, strict=True)
    return [Point(rng.uniform(min(lats), max(lats)), rng.uniform(min(lons), max(lons))) for _ in range(count)]


def each(answer: Callable[[Point], object], asked: list[Point]) -> list[float]:
    """Microseconds of each answer."""
    taken = []
    for point in asked:
        began = time.perf_counter()
        answer(point)
        taken.append(1e6 * (time.perf_counter() - began))
    return taken


def naive_zone(shapes: dict[str, BaseGeometry], point: Point) -> str:
    """The zone as the first lines of a tutorial find it."""
    spot = ShapelyPoint(point.lon, point.lat)
    return next((code for code, shape in shapes.items() if shape.covers(spot)), "")


def naive_answer(pack: CityPack, shapes: dict[str, BaseGeometry], point: Point) -> object:
    """Zone, snapping, border and kelurahan in the same way, in degrees and with the library's geodesic."""
    spot = ShapelyPoint(point.lon, point.lat)
    away = {code: shape.distance(spot) * DEGREE_M for code, shape in shapes.items()}
    zone = naive_zone(shapes, point) or min(away, key=away.__getitem__)
    border = min(metres for code, metres in away.items() if code != zone)
    inside = [item for item in pack.kelurahan.values() if item.zone_code == zone and item.point]
    kelurahan = min(inside, key=lambda item: geodesic(tuple(item.point or point), tuple(point)).meters)
    return zone, away[zone], border, kelurahan.name


def at_once(pack: CityPack, asked: list[Point]) -> list[float]:
    """Nanoseconds for each of many points, in several rounds."""
    lots, taken = np.array(asked), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        pack.locator.zones_of(lots)
        taken.append(1e9 * (time.perf_counter() - began) / len(lots))
    return taken


def naive_at_once(shapes: dict[str, BaseGeometry], asked: list[Point]) -> list[float]:
    """The same by a loop over points and polygons."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for point in asked:
            naive_zone(shapes, point)
        taken.append(1e9 * (time.perf_counter() - began) / len(asked))
    return taken


async def loads() -> list[tuple[float, float]]:
    """Milliseconds and MiB of loading the pack with all its indexes, each time in a new process."""
    found = []
    for _ in range(LOADS):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", LOADING, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
        milliseconds, mebibytes = map(float, out.split())
        found.append((milliseconds, mebibytes))
    return found


async def measure() -> list[str]:
    """The naive way and ours in one run, on the same points."""
    pack, guessed = load_city(CITY), load_city(GUESSED)
    shapes = dict(load_city(CITY).shapes)  # a copy of its own: ours are prepared
    some, many = points(pack, SINGLE), points(pack, BATCH)
    taken = await loads()
    fast, slow = at_once(pack, many), naive_at_once(shapes, many[:NAIVE_BATCH])
    return [
        row(
            "one point, plain shapely loop",
            each(lambda p: naive_answer(pack, shapes, p), some[:NAIVE_SINGLE]),
            "µs",
        ),
        row(
            "one point: zone, kelurahan, border, snap",
            each(pack.locate, some),
            "µs",
            "(goal: p95 at most 80)",
        ),
        row(
            "one point without polygons",
            each(guessed.locate, points(guessed, SINGLE)),
            "µs",
            "(goal: p95 at most 80)",
        ),
        row("many points, plain shapely loop, each", slow, "ns"),
        row(f"{BATCH:,} points at once, each", fast, "ns", "(goal: at most 3333, 300,000 points/s)"),
        row("the same without polygons, each", at_once(guessed, points(guessed, BATCH)), "ns"),
        row("loading a pack and its indexes", [ms for ms, _ in taken], "ms", "(goal: at most 300)"),
        row("memory of a loaded pack", [mib for _, mib in taken], "MiB", "(goal: at most 40)"),
    ]
