"""What becomes of an uploaded file? A file_id, a size, and a place to fetch it from, as it was given."""

import hashlib
import struct

from bot.sandbox.errors import bad
from bot.sandbox.model import File, Json
from bot.sandbox.world import World

FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "sticker": "stickers",
    "video": "videos",
    "video_note": "video_notes",
    "audio": "music",
    "animation": "animations",
}
MIMES = {"voice": "audio/ogg", "video": "video/mp4", "audio": "audio/mpeg", "animation": "video/mp4"}
_SUFFIXES = {
    "photo": "jpg",
    "voice": "oga",
    "sticker": "webp",
    "video": "mp4",
    "video_note": "mp4",
    "audio": "mp3",
}
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
_DEFAULT_SIZE = (640, 480)


def store(world: World, kind: str, data: bytes, name: str = "", mime: str = "") -> File:
    """Keep a file's bytes and give it ids; photos must look like pictures."""
    if not data:
        raise bad("file must be non-empty")
    if kind == "photo" and not data.startswith(_PICTURES):
        raise bad("IMAGE_PROCESS_FAILED")
    world.last_file_id += 1
    number = world.last_file_id
    digest = hashlib.blake2b(data + kind.encode(), digest_size=8).hexdigest()
    suffix = name.rsplit(".", 1)[-1] if "." in name and kind == "document" else _SUFFIXES.get(kind, "bin")
    path = f"{FOLDERS[kind]}/file_{number}.{suffix}"
    file = File(f"SBX{kind}-{number:06d}-{digest}", digest, path, data, name, mime)
    world.files[file.id] = world.paths[path] = file
    return file


def by_id(world: World, file_id: str, kind: str) -> File:
    """A file that Telegram already has; one of another kind is refused too."""
    file = world.files.get(file_id)
    if file is None or not file.path.startswith(f"{FOLDERS[kind]}/"):
        raise bad("wrong file identifier/HTTP URL specified")
    return file


def describe(kind: str, file: File, extra: Json) -> Json:
    """The part of a message that stands for the file; `extra` may give duration, emoji and the like."""
    out: Json = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    if kind == "photo":
        width, height = picture_size(file.data)
        return {"photo": [out | {"width": width, "height": height}]}
    if file.name and kind in ("document", "video", "audio", "animation"):
        out["file_name"] = file.name
    mime = file.mime or MIMES.get(kind, "")
    if mime and kind not in ("sticker", "video_note"):
        out["mime_type"] = mime
    if kind in ("voice", "video", "video_note", "audio", "animation"):
        out["duration"] = int(extra.get("duration") or 1)
    if kind in ("video", "animation"):
        out["width"] = int(extra.get("width") or _DEFAULT_SIZE[0])
        out["height"] = int(extra.get("height") or _DEFAULT_SIZE[1])
    if kind == "video_note":
        out["length"] = int(extra.get("length") or 240)
    if kind == "sticker":
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        out.update(shape, emoji=str(extra.get("emoji") or "👍"))
    content: Json = {kind: out}
    if kind == "animation":
        content["document"] = {name: out[name] for name in ("file_id", "file_unique_id", "file_size")}
    return content


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG; other pictures are taken for 640×480."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return max(1, width), max(1, height)
    return _DEFAULT_SIZE


def picture_type(data: bytes) -> str:
    """The MIME type of a picture that a browser shows; empty for anything else."""
    if data.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8\xff") else ""
