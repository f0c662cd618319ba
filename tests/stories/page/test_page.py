"""Can anyone play the page: by one button, by hand, by keyboard, on a small phone, in the dark?"""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.stories.page.conftest import Open
from tests.stories.page.theatre import BUDI, FIRE, GROUP, HARNO, SARI, Theatre

# One browser, one process: its own event loop must not meet those of other tests.
pytestmark = pytest.mark.xdist_group("page")

CONTRAST = """
() => {
  const number = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const part = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = number(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.getClientRects().length || element.closest(":disabled")) continue;
    const [one, two] = [light(number(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const words = element.textContent.slice(0, 20);
    if (ratio < 4.5) bad.push(`${element.className || element.tagName} ${words} ${ratio.toFixed(1)}`);
  }
  return bad;
}
"""
NAMELESS = """
() => [...document.querySelectorAll("button, input, textarea, a, summary")]
  .filter((one) => one.getClientRects().length)
  .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length))
  .map((one) => one.outerHTML)
"""


def newest(page: Page, key: str) -> str:
    return page.inner_text(f"[data-phone={key}] .message:last-child .words")


def test_the_story_plays_and_plays_again(opened: Open, running: Theatre) -> None:
    """On a fresh demo and once more, each time with a newcomer whom nobody knows yet."""
    watched = opened()
    watched.open()
    assert watched.play()[0] == "done", watched.page.inner_text("#ucapan")
    expect(watched.page.locator("#nama-baru")).to_have_text("Rina")
    state, caption = watched.play()
    assert (state, caption.startswith("Cerita selesai")) == ("done", True), caption
    expect(watched.page.locator("#nama-baru")).to_have_text("Tono")
    assert "BATAL SIAGA" in newest(watched.page, "budi")


def test_a_missing_button_stops_the_story_visibly(opened: Open) -> None:
    """Step, phone, button, and the buttons there were instead are named."""
    watched = opened()

    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("Siarkan", "Sebarkan"))

    watched.page.route("**/sandbox/watch*", without)
    watched.open("tempo=0&sabar=2")
    state, caption = watched.play()
    assert state == "failed"
    for words in ("langkah 14", "Operator 112 Semarang", "tidak ada tombol “Siarkan”", "Sebarkan"):
        assert words in caption
    expect(watched.page.locator("#mainkan")).to_be_enabled()
    watched.page.unroute_all(behavior="ignoreErrors")


def test_a_missing_text_stops_the_story_visibly(opened: Open, running: Theatre) -> None:
    """When Telegram refuses what Pak Harno should read, the story says what did not appear where."""
    running.post("faults", rules=[{"what": "refuse", "chat": HARNO, "description": "Bad Request: no"}])
    watched = opened()
    watched.open("tempo=0&sabar=2")
    state, caption = watched.play()
    assert state == "failed"
    assert "di HP Pak Harno tidak muncul “Pendaftaran relawan baru”" in caption


def test_the_keyboard_is_enough(opened: Open) -> None:
    """An incident is posted and broadcast with Tab and Enter, and the focus is always to be seen."""
    page = opened().open()
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#telepon")).to_be_focused()
    tab_to(page, ".past")
    page.keyboard.press("Enter")
    expect(page.locator("[data-phone=operator] textarea")).to_be_focused()
    page.keyboard.type(FIRE)
    page.keyboard.press("Enter")
    expect(page.locator("[data-phone=operator] .message:last-child .words")).to_contain_text("Periksa dulu")
    tab_to(page, ".key.success", "Shift+Tab")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("[data-phone=budi] .messages")).to_contain_text("KEBAKARAN")
    assert page.evaluate("document.activeElement.closest('[data-phone]').dataset.phone") == "operator"


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} can not be reached with {key}")


def test_a_small_phone_shows_one_at_a_time(opened: Open, running: Theatre) -> None:
    """360 px: nothing sticks out, tabs change phones, and a message elsewhere is counted on its tab."""
    page = opened(360, 740).open()
    expect(page.locator(".phone:visible")).to_have_count(1)
    running.act(BUDI, "text", text="/bantuan")
    badge = page.locator("[data-tab=budi] .unread")
    expect(badge).to_contain_text("1")
    page.click("[data-tab=budi]")
    expect(page.locator("#hp-budi")).to_be_visible()
    expect(badge).to_have_count(0)
    for key in ("operator", "wati", "baru", "harno", "joko"):
        page.click(f"[data-tab={key}]")
        expect(page.locator(f"#hp-{key}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for opener in ("#gangguan summary", "#tentang summary"):
        page.click(opener)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(opened: Open, scheme: str) -> None:
    """Contrast AA in both schemes, a name for every control, and twice the text size still fits."""
    page = opened(scheme=scheme).open()
    page.click("[data-phone=operator] [aria-label='Lampirkan']")
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(NAMELESS) == []
    page.screenshot()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#mainkan").scroll_into_view_if_needed()
    expect(page.locator("#mainkan")).to_be_in_viewport()


def test_a_hand_does_what_a_phone_does(opened: Open, running: Theatre) -> None:
    """Dewi writes, a location and a reply go out, a late press alerts, Joko unblocks, and a fault shows."""
    page = opened().open()
    operator = page.locator("[data-phone=operator]")
    operator.get_by_role("button", name="Dewi").click()
    operator.get_by_role("textbox").fill("/insiden banjir; air setinggi lutut")
    operator.get_by_role("button", name="Kirim").click()
    expect(operator.locator(".message.own").last).to_contain_text("/insiden banjir")
    operator.get_by_role("button", name="Lampirkan").click()
    operator.get_by_role("button", name="Tugu Muda").click()
    expect(operator.locator(".message.own").last).to_contain_text("-6.9844")
    operator.get_by_role("button", name="Perintah bot").click()
    expect(operator.locator(".menu:visible")).to_contain_text("/insiden")
    page.keyboard.press("Escape")

    joko = page.locator("[data-phone=joko]")
    joko.get_by_role("button", name="Buka blokir").click()
    joko.get_by_role("textbox").fill("<b>halo</b> /bantuan")
    page.keyboard.press("Enter")
    expect(joko.locator(".message.own").last).to_contain_text("<b>halo</b> /bantuan")

    page.click("#gangguan summary")
    page.get_by_label("Berhenti").check()
    expect(page.locator("#gangguan.on")).to_be_visible()
    page.get_by_label("baik-baik").check()
    expect(page.locator("#gangguan.on")).to_have_count(0)


def test_a_late_press_alerts(opened: Open, running: Theatre) -> None:
    """What a bot says as an alert waits until it is read."""
    running.act(SARI, "text", GROUP, text=FIRE)
    old = running.wait_for("Periksa dulu", SARI, GROUP, "Siarkan")
    page = opened().open()
    page.route("**/sandbox/queries/*", lambda route: route.fulfill(body=json.dumps(ALERT)))
    page.locator(f"[data-phone=operator] [data-message='{old['message_id']}'].key", has_text="Batal").click()
    expect(page.locator("#peringatan")).to_contain_text("sudah ditutup")
    page.keyboard.press("Enter")
    expect(page.locator("#peringatan")).to_be_hidden()


ALERT = {"answered": True, "text": "Kejadian ini sudah ditutup.", "show_alert": True, "url": "", "after": 0.1}


def test_the_clock_is_put_forward_by_a_button(opened: Open) -> None:
    """+5 moves the time shown, and the buttons rest while it moves."""
    page = opened().open()
    before = page.inner_text("#jam")
    page.click("[data-minutes='5']")
    expect(page.locator("#jam")).not_to_contain_text(before[:5])
    expect(page.locator("[data-minutes='5']")).to_be_enabled(timeout=20_000)


def test_a_reload_and_a_restart_keep_everything(opened: Open, running: Theatre) -> None:
    """The chats are as they were; the page left open finds the demo again by itself."""
    running.act(BUDI, "text", text="/bantuan")
    running.wait_for("112", BUDI)
    watched = opened()
    page = watched.open()
    messages = page.locator("[data-phone=budi] .message")
    expect(messages.last).to_contain_text("112")
    count = messages.count()
    page.reload()
    expect(messages).to_have_count(count)

    running.stop()
    expect(page.locator("#putus")).to_be_visible()
    running.start()
    expect(page.locator("#putus")).to_be_hidden()
    expect(messages).to_have_count(count)
    watched.complaints = [said for said in watched.complaints if "ERR_" not in said]
