"""Is it still true? Asked of every notice before it is sent; pure."""

from bot.domain.model import Incident, Response, ResponseState
from bot.domain.notices import Notice, NoticeKind


def untrue(
    notice: Notice, incident: Incident | None, response: Response | None, *, called: bool = True
) -> str:
    """Why this notice must not be sent any more; empty when it is still true."""
    if notice.incident_id is None:
        return ""
    if incident is None:
        return "the incident is gone"
    if notice.kind in _ONLY_WHILE_OPEN and incident.ended:
        return "the incident has ended"
    if incident.unclaimed_since is None and _needs_nobody(notice):
        return "somebody is coming"
    if notice.kind is NoticeKind.STAND_DOWN and not called and (response is None or not response.answered_at):
        return "never called"
    return _answered(notice, response)


def _needs_nobody(notice: Notice) -> bool:
    """Is this only worth saying while nobody comes? The operator's own reminder stands in any case."""
    if notice.kind is NoticeKind.LINE:
        return notice.args.get("line") == "nobody"
    return notice.kind is NoticeKind.COORDINATOR or (
        notice.kind is NoticeKind.REMINDER and notice.args.get("by") == "clock"
    )


def _answered(notice: Notice, response: Response | None) -> str:
    expected = _ONLY_IN_STATE.get(notice.kind)
    if expected is None:
        return ""
    if response is None or response.state is not expected:
        return "answered meanwhile"
    if notice.kind is NoticeKind.ASK_COMING and response.asked_at is None:
        return "answered meanwhile"
    if notice.kind is NoticeKind.ASK_VERDICT and response.verdict is not None:
        return "answered meanwhile"
    return ""


_ONLY_WHILE_OPEN = frozenset(
    {
        NoticeKind.ALARM,
        NoticeKind.REMINDER,
        NoticeKind.ASK_COMING,
        NoticeKind.ASK_VERDICT,
        NoticeKind.RELEASED,
        NoticeKind.COORDINATOR,
    }
)
_ONLY_IN_STATE = {
    NoticeKind.ALARM: ResponseState.ALARMED,
    NoticeKind.REMINDER: ResponseState.ALARMED,
    NoticeKind.ASK_COMING: ResponseState.COMING,
    NoticeKind.RELEASED: ResponseState.RELEASED,
    NoticeKind.ASK_VERDICT: ResponseState.ON_SCENE,
}
