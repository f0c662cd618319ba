"""How does an HTTP request become parameters, and a result an HTTP answer?"""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from bot.sandbox.errors import ApiError, bad
from bot.sandbox.methods.params import Params, Upload
from bot.sandbox.model import Json, Update

MAX_BODY = 50 * 1024 * 1024
"""Bytes; Telegram's limit for uploads by bots."""
_JSON = {"Content-Type": "application/json"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


async def read_params(request: web.BaseRequest) -> Params:
    """Query string and body together; the body wins."""
    values: Json = dict(request.rel_url.query) if request.query_string else {}
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("multipart/"):
        params = await _multipart(request)
        return Params(values | params.values, params.files)
    try:
        body = await request.read() if request.can_read_body else b""
    except ConnectionError:
        raise bad("the request was cut short") from None  # nobody is left to read this
    if not body:
        return Params(values)
    if kind.startswith("application/json"):
        return Params(values | _json_object(body))
    if kind.startswith("application/x-www-form-urlencoded"):
        values.update(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        return Params(values)
    return Params(values)


def _json_object(body: bytes) -> Json:
    try:
        found = json.loads(body)
    except ValueError:
        raise bad("can't parse JSON object in the request body") from None
    if not isinstance(found, dict):
        raise bad("JSON object expected in the request body")
    return {name: value for name, value in found.items() if value is not None}


async def _multipart(request: web.BaseRequest) -> Params:
    params = Params({})
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad("can't parse multipart body")
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            params.values[part.name] = data.decode(errors="replace")
        else:
            mime = part.headers.get("Content-Type", "")
            params.files[part.name] = Upload(part.filename, mime, data)
    return params


def ok(result: Any) -> web.Response:
    """The envelope around a result."""
    return web.Response(body=f'{{"ok":true,"result":{_encode(result)}}}'.encode(), headers=_JSON)


def updates(found: list[Update]) -> web.Response:
    """The envelope around updates, which are JSON already."""
    listed = ",".join(update.payload for update in found)
    return web.Response(body=f'{{"ok":true,"result":[{listed}]}}'.encode(), headers=_JSON)


def refused(error: ApiError) -> web.Response:
    """The envelope around a refusal, with Retry-After where there is one to obey."""
    headers = dict(_JSON)
    if "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.Response(status=error.code, body=_encode(error.envelope()).encode(), headers=headers)


def html_page(status: int) -> web.Response:
    """What a broken front server answers instead of JSON."""
    title = f"{status} {HTTPStatus(status).phrase}"
    page = f"<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
    return web.Response(status=status, text=page, content_type="text/html")


def plain_json(body: Any, status: int = 200) -> web.Response:
    """Bare JSON, for the addresses under /sandbox/."""
    return web.Response(status=status, body=_encode(body).encode(), headers=_JSON)


def cut(request: web.BaseRequest) -> web.Response:
    """Break the connection; the response returned is never sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
