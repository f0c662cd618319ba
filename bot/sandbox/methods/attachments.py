"""How does a bot send and fetch files?"""

from functools import partial

from bot.sandbox.errors import bad
from bot.sandbox.media import by_id, describe, store
from bot.sandbox.methods.content import CAPTION, SEND, caption_of, draft
from bot.sandbox.methods.params import Params, Upload
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.methods.sending import send, target
from bot.sandbox.model import File, Json

RIGHTS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice notes",
    "sticker": "stickers and animations",
    "video": "videos",
    "video_note": "video notes",
    "audio": "music",
    "animation": "stickers and animations",
}
MAX_BYTES = {"photo": 10 * 1024 * 1024}
"""Photos are limited to 10 MB; everything else by the 50 MB that a request may have."""


def file_of(call: Call, kind: str, given: str, field: str) -> File:
    """The file meant by a parameter: an upload of that field, attach://name, or a known file_id."""
    upload: Upload | None = call.params.files.get(field)
    if given.startswith("attach://"):
        upload = call.params.files.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad("wrong file identifier/HTTP URL specified")
    if upload is None:
        if not given:
            raise bad(f"there is no {kind.replace('_', ' ')} in the request")
        return by_id(call.world, given, kind)
    if len(upload.data) > MAX_BYTES.get(kind, len(upload.data)):
        raise bad(f"file of size {len(upload.data)} bytes is too big for a {kind}")
    return store(call.world, kind, upload.data, upload.name, upload.mime)


def send_file(call: Call, kind: str) -> Json:
    """Post a message that carries one file."""
    chat = target(call, RIGHTS[kind])
    caption = caption_of(call) if kind not in ("sticker", "video_note") else {}
    ready = draft(call, chat, kind, {})
    file = file_of(call, kind, call.params.text(kind), kind)
    content = describe(kind, file, call.params.values) | caption
    if call.params.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    ready.content = content
    return send(call, chat, ready)


FILES = {
    "sendPhoto": ("photo", f"{CAPTION} photo"),
    "sendDocument": ("document", f"{CAPTION} document thumbnail disable_content_type_detection"),
    "sendVoice": ("voice", f"{CAPTION} voice duration"),
    "sendAudio": ("audio", f"{CAPTION} audio duration performer title thumbnail"),
    "sendVideo": (
        "video",
        f"{CAPTION} video duration width height thumbnail cover start_timestamp supports_streaming",
    ),
    "sendAnimation": ("animation", f"{CAPTION} animation duration width height thumbnail"),
    "sendVideoNote": ("video_note", "video_note duration length thumbnail"),
    "sendSticker": ("sticker", "sticker emoji"),
}
"""Methods that post one file: its kind, and the parameters besides those of every message."""
for _name, (_kind, _known) in FILES.items():
    method(_name, f"{SEND} {_known}", metered=True)(partial(send_file, kind=_kind))


def media_content(call: Call) -> tuple[str, Json]:
    """Kind and content of the InputMedia in `media` (editMessageMedia)."""
    media = call.params.nested("media")
    if not isinstance(media, dict):
        raise bad("can't parse input media: expected an Object")
    kind = str(media.get("type"))
    if kind not in ("photo", "document", "video", "audio", "animation"):
        raise bad("can't parse input media: wrong type")
    inner = Params(media, call.params.files)
    file = file_of(call, kind, inner.text("media"), "")
    content = describe(kind, file, media) | caption_of(call, inner)
    if inner.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return kind, content


@method("getFile", "file_id")
def get_file(call: Call) -> Json:
    """getFile"""
    file = call.world.files.get(call.params.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }


@method("getUserProfilePhotos", "user_id offset limit")
def get_user_profile_photos(call: Call) -> Json:
    """getUserProfilePhotos: nobody here has one."""
    if call.params.integer("user_id") not in call.world.users:
        raise bad("invalid user_id specified")
    return {"total_count": 0, "photos": []}
