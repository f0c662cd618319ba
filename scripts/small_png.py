"""How does a screenshot become small enough for a repository? As a PNG of 256 colours."""

import base64
import struct
import zlib
from pathlib import Path

from playwright.async_api import Page

COUNT = """
async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const bytes = pen.getImageData(0, 0, image.width, image.height).data;
  const pixels = new Uint32Array(bytes.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  const kept = ranked.slice(0, 96).map(([pixel]) => pixel);
  // The other places go to what is far from all others and not rare: emoji keep their colours.
  const rest = ranked.slice(96, 6000)
    .map(([pixel, count]) => ({ pixel, rgb: parts(pixel), count, far: Infinity }));
  const nearer = (pixel) => {
    const [x, y, z] = parts(pixel);
    for (const one of rest) {
      const [r, g, b] = one.rgb;
      one.far = Math.min(one.far, (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2);
    }
  };
  kept.forEach(nearer);
  while (kept.length < 256 && rest.length) {
    const next = rest.reduce((best, one) => (one.far * one.count > best.far * best.count ? one : best));
    if (!next.far) break;
    kept.push(next.pixel);
    nearer(next.pixel);
  }
  const palette = kept.map(parts);
  const places = new Map(kept.map((pixel, place) => [pixel, place]));
  const nearest = (pixel) => {
    const [r, g, b] = parts(pixel);
    let best = 0, least = Infinity;
    palette.forEach(([x, y, z], place) => {
      const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
      if (far < least) { least = far; best = place; }
    });
    places.set(pixel, best);
    return best;
  };
  const rows = Uint8Array.from(pixels, (pixel) => places.get(pixel) ?? nearest(pixel));
  let text = "";
  for (let at = 0; at < rows.length; at += 9999) text += String.fromCharCode(...rows.subarray(at, at + 9999));
  return { width: image.width, height: image.height, palette: palette.flat(), rows: btoa(text) };
}
"""


async def shrink(file: Path, blank: Page) -> None:
    """Write the picture again with the 256 colours that matter; every other becomes the nearest of them."""
    address = "data:image/png;base64," + base64.b64encode(file.read_bytes()).decode()  # noqa: ASYNC240 - a script
    found = await blank.evaluate(COUNT, address)
    width, height = found["width"], found["height"]
    rows = base64.b64decode(found["rows"])
    lines = b"".join(b"\0" + rows[at : at + width] for at in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"PLTE", bytes(found["palette"]))
    body += _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + body)  # noqa: ASYNC240


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
