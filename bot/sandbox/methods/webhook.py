"""How does a bot ask to be called instead of asking? (The calling itself is in `webhooks`.)"""

import re
from urllib.parse import urlsplit

from bot.sandbox.errors import bad
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.model import Json, Webhook
from bot.sandbox.updates import allow

LOCAL = ("127.0.0.1", "localhost")
"""The only hosts that the sandbox delivers to."""
PORTS = (443, 80, 88, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@method(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
def set_webhook(call: Call) -> bool:
    """setWebhook; an empty url removes it. Local addresses may be plain http on any port."""
    url = call.params.text("url")
    if not url:
        return delete_webhook(call)
    _check_url(url)
    secret = call.params.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    connections = call.params.integer("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad("max_connections must be between 1 and 100")
    _common(call)
    call.bot.webhook = Webhook(url, secret, connections)
    _announce(call)
    return True


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.hostname in LOCAL and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@method("deleteWebhook", "drop_pending_updates")
def delete_webhook(call: Call) -> bool:
    """deleteWebhook"""
    _common(call)
    call.bot.webhook = None
    _announce(call)
    return True


def _common(call: Call) -> None:
    allow(call.bot, call.params.nested("allowed_updates"))
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
        call.bot.again.clear()


def _announce(call: Call) -> None:
    for listener in call.world.on_webhook:
        listener(call.bot)


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo"""
    hook = call.bot.webhook
    out: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates),
    }
    if hook is not None:
        out["max_connections"] = hook.max_connections
        out["ip_address"] = "127.0.0.1"
        if hook.last_error:
            out |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
    if call.bot.allowed is not None:
        out["allowed_updates"] = sorted(call.bot.allowed)
    return out
