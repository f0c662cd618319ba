// What does one phone show and do? A title, its messages, and what the person's finger may touch.

import { Refused, act, answerTo } from "./api.js";
import { Composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { messageElement, shortWords } from "./message.js";
import { phoneMenu } from "./phone_menu.js";
import { bare } from "./text.js";

const TOAST_MS = 4000;
const WITH_THE_BOT = new Set(["start", "block", "unblock"]);

const emptyChat = (info) => ({ messages: [], type: "private", title: info.title, keyboard: null, earlier: 0 });

export class Phone {
  /** `heard(phone, message)` is called for every new message of others. */
  constructor(info, heard) {
    this.info = info;
    this.view = emptyChat(info);
    this.writer = info.writers[0].id;
    this.drawn = new Map();
    this.fresh = true;
    this.heard = heard;
    this.composer = new Composer(this);
    this.build();
    this.update(info);
  }

  get key() { return this.info.key; }
  get title() { return this.info.title; }
  get chat() { return this.info.chat; }
  get isGroup() { return this.view.type !== "private"; }

  isOwn(message) { return message.from?.id === this.writer; }
  find(id) { return this.view.messages.find((message) => message.message_id === id); }

  build() {
    this.list = h("ol", { class: "messages", tabindex: "0", "aria-label": `Pesan di HP ${this.title}` });
    this.older = h("p", { class: "older", hidden: true }, "Pesan yang lebih lama tidak ditampilkan di halaman ini.");
    this.name = h("h2", { id: `nama-${this.key}` });
    this.about = h("p", {});
    this.badge = h("span", { class: "avatar", "aria-hidden": "true" });
    this.toasts = h("div", { class: "toasts", role: "status" });
    this.element = h(
      "section",
      { class: "phone", id: `hp-${this.key}`, "data-phone": this.key, "aria-labelledby": `nama-${this.key}` },
      h("header", {}, this.badge, h("div", { class: "who" }, this.name, this.about), phoneMenu(this)),
      h("button", { type: "button", class: "skip past", onclick: () => this.composer.focus() }, "Lewati pesan, langsung ke kolom tulisan"),
      h("div", { class: "screen" }, this.older, this.list, this.toasts),
      this.composer.element,
    );
  }

  /** Whose phone it is now, and how that person stands with the bot. */
  update(info) {
    if (info.as !== this.info.as) this.forget(info);
    this.info = info;
    this.name.textContent = info.title;
    this.about.textContent = info.blocked ? `${info.about} · memblokir bot` : info.about;
    this.badge.textContent = info.title.replace(/^(Pak|Bu) /, "").slice(0, 1);
    this.composer.update();
  }

  forget(info) {
    this.writer = info.writers[0].id;
    this.view = emptyChat(info);
    this.drawn.clear();
    this.list.replaceChildren();
    this.fresh = true;
  }

  /** Somebody else of the same chat takes the phone. */
  writeAs(id) {
    this.writer = id;
    this.drawn.clear();
    this.list.replaceChildren();
    this.show(this.view);
  }

  /** Draw the chat; messages that did not change stay as they are. */
  show(view) {
    const before = this.view;
    this.view = view;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    const news = view.messages.filter((message) => !before.messages.some((old) => old.message_id === message.message_id));
    this.draw(view);
    this.composer.update();
    if (this.fresh || atEnd || news.some((message) => this.isOwn(message))) this.toEnd();
    if (!this.fresh) news.filter((message) => !this.isOwn(message) && message.kind !== "service").forEach((message) => this.arrived(message));
    this.fresh = false;
  }

  draw(view) {
    const kept = new Map();
    let place = this.list.firstChild;
    if (!view.messages.length) this.list.dataset.empty = "Belum ada pesan";
    else delete this.list.dataset.empty;
    this.older.hidden = !view.earlier;
    for (const message of view.messages) {
      const written = JSON.stringify(message);
      const old = this.drawn.get(message.message_id);
      const element = old?.written === written ? old.element : this.redrawn(message, old?.element);
      if (old && element !== old.element) {
        if (place === old.element) place = element;
        old.element.replaceWith(element);
      }
      kept.set(message.message_id, { written, element });
      if (element === place) place = place.nextSibling;
      else this.list.insertBefore(element, place);
    }
    for (const child of [...this.list.children]) {
      if (![...kept.values()].some(({ element }) => element === child)) child.remove();
    }
    this.drawn = kept;
  }

  /** A changed message keeps the keyboard's focus on the button of the same words. */
  redrawn(message, old) {
    const element = messageElement(message, this);
    element.dataset.message = message.message_id;
    if (old?.contains(document.activeElement)) {
      const words = document.activeElement.textContent;
      requestAnimationFrame(() => {
        const same = [...element.querySelectorAll("button")].find((button) => button.textContent === words);
        (same ?? this.list).focus({ preventScroll: true });
      });
    }
    return element;
  }

  arrived(message) {
    const element = this.drawn.get(message.message_id)?.element;
    element?.classList.add("new");
    element?.addEventListener("animationend", () => element.classList.remove("new"), { once: true });
    byId("kabar").textContent = `Pesan baru di HP ${this.title}: ${shortWords(message)}`;
    this.heard(this, message);
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  /** One act of this phone's person; what the phone refuses is shown and thrown on. */
  async act(what) {
    const where = WITH_THE_BOT.has(what.do) ? {} : { chat: this.chat };
    try {
      return await act({ as: this.writer, ...where, ...what });
    } catch (error) {
      this.toast(error instanceof Refused ? `Tidak bisa: ${error.message}` : "Demo tidak menjawab.");
      throw error;
    }
  }

  send(text, reply = 0) {
    return this.act({ do: "text", text, reply_to: reply });
  }

  /** Press an inline button and wait for the bot's answer. */
  async press(messageId, data) {
    const button = this.buttonElement(messageId, data);
    button?.setAttribute("aria-busy", "true");
    try {
      const { query_id: query } = await this.act({ do: "press", message_id: messageId, data });
      const answer = await answerTo(query);
      this.answered(answer);
      return answer;
    } finally {
      button?.removeAttribute("aria-busy");
      this.buttonElement(messageId, data)?.removeAttribute("aria-busy");
    }
  }

  answered(answer) {
    if (!answer.answered) this.toast("Bot belum menjawab.");
    else if (answer.show_alert) this.alert(answer.text);
    else if (answer.text) this.toast(answer.text);
  }

  buttonElement(messageId, data) {
    const buttons = [...(this.drawn.get(messageId)?.element.querySelectorAll(".key[data-call]") ?? [])];
    return buttons.find((button) => button.dataset.call === data);
  }

  /** The newest inline button with these words, as `{message, button}`; null when there is none. */
  button(words) {
    const wanted = bare(words);
    for (const message of [...this.view.messages].reverse()) {
      const all = message.buttons.flat().filter((button) => button.data);
      const button = all.find((one) => bare(one.text) === wanted) ?? all.find((one) => bare(one.text).includes(wanted));
      if (button) return { message, button };
    }
    return null;
  }

  /** The words of every inline button in sight. */
  buttons() {
    return this.view.messages.flatMap((message) => message.buttons.flat().map((button) => button.text));
  }

  replyTo(message) { this.composer.replyTo(message); }

  toast(words) {
    const toast = h("p", { class: "toast" }, words);
    this.toasts.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  alert(words) {
    const dialog = byId("peringatan");
    dialog.querySelector("h2").textContent = `HP ${this.title}`;
    dialog.querySelector("p").textContent = words;
    if (!dialog.open) dialog.showModal();
  }
}
