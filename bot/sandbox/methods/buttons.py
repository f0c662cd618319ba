"""How does a bot answer a press?"""

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.queries import answer


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(call: Call) -> bool:
    """answerCallbackQuery: once, within 15 s, at most 200 characters."""
    params = call.params
    answer(
        call.world,
        call.bot,
        params.text("callback_query_id"),
        params.text("text"),
        params.flag("show_alert"),
        params.text("url"),
        call.mono,
    )
    return True
