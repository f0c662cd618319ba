// What lies under the messages? The text field, what can be attached, the bot's commands, the reply keyboard.

import { menu } from "./api.js";
import { disclosure, h } from "./dom.js";
import { samplePhoto } from "./drawing.js";
import { shortWords } from "./message.js";

export const PLACES = [
  ["Jl. Kelud Raya, Gajahmungkur", -7.0012, 110.4021],
  ["Kelurahan Bendungan, Gajahmungkur", -7.00004, 110.40915],
  ["Kaliwiru, Candisari", -7.01852, 110.42247],
  ["Simpang Lima", -6.9904, 110.42294],
  ["Tugu Muda", -6.9844, 110.40935],
  ["Kota Lama", -6.968443, 110.425948],
  ["Undip Tembalang", -7.051545, 110.439826],
  ["Terminal Mangkang", -6.969828, 110.290473],
];

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.reply = null;
    this.shown = "";
    this.build();
  }

  build() {
    const { phone } = this;
    this.field = h("textarea", { rows: "1", "aria-label": `Tulis pesan di HP ${phone.title}`, placeholder: "Tulis pesan", enterkeyhint: "send" });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.grow());
    this.quoted = h("div", { class: "quoted", hidden: true });
    this.keys = h("div", { class: "reply-keys", hidden: true });
    this.writers = h("div", { class: "writers", role: "group", "aria-label": "Siapa yang menulis?" });
    const send = h("button", { type: "button", class: "icon send", "aria-label": "Kirim", title: "Kirim", onclick: () => this.sendField() }, "➤");
    const attach = disclosure("📎", "Lampirkan", (close) => this.attachments(close));
    const commands = disclosure("/", "Perintah bot", (close) => this.commands(close));
    this.line = h("div", { class: "line" }, attach, this.field, commands, send);
    this.instead = h("div", { class: "instead", hidden: true });
    this.element = h("footer", {}, this.writers, this.quoted, this.line, this.keys, this.instead);
  }

  /** Follow the phone: blocked, not started, somebody else writing, another reply keyboard. */
  update() {
    const { info, view, writer } = this.phone;
    const shown = JSON.stringify([info.blocked, info.started, view.keyboard, info.as, info.writers, writer]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.showWriters(info.writers, writer);
    this.showInstead(info);
    this.showKeys(view.keyboard);
    this.field.setAttribute("aria-label", `Tulis pesan di HP ${info.title}`);
  }

  showWriters(writers, writer) {
    this.writers.hidden = writers.length < 2;
    this.writers.replaceChildren(
      h("span", {}, "Menulis sebagai"),
      ...writers.map(({ id, name }) => h("button", { type: "button", "aria-pressed": String(id === writer), onclick: () => this.phone.writeAs(id) }, name)),
    );
  }

  showInstead({ blocked, started, title }) {
    const can = started && !blocked;
    this.line.hidden = !can;
    this.instead.hidden = can;
    const words = blocked ? `${title} memblokir bot ini.` : `${title} belum pernah membuka bot ini.`;
    const button = blocked ? ["Buka blokir", { do: "unblock" }] : ["Mulai", { do: "start" }];
    this.instead.replaceChildren(
      h("p", {}, words),
      h("button", { type: "button", class: "start", onclick: () => this.phone.act(button[1]).catch(() => {}) }, button[0]),
    );
  }

  showKeys(rows) {
    this.keys.hidden = !rows;
    this.keys.replaceChildren(
      ...(rows ?? []).map((row) => h("div", { class: "row" }, row.map((key) => h("button", { type: "button", onclick: () => this.tap(key).catch(() => {}) }, key.text)))),
    );
  }

  tap(key) {
    const place = key.request_location ? { lat: PLACES[0][1], lon: PLACES[0][2] } : {};
    return this.phone.act({ do: "tap", text: key.text, ...place });
  }

  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.sendField();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 120)}px`;
  }

  /** Put words into the field without sending them. */
  write(words) {
    this.field.value = words;
    this.grow();
  }

  async sendField() {
    const text = this.field.value;
    if (!text.trim()) return;
    const reply = this.reply?.message_id ?? 0;
    this.write("");
    this.replyTo(null);
    try {
      await this.phone.send(text, reply);
    } catch {
      this.write(text);
    }
  }

  /** Where writing begins; where one can not write, the button that stands there instead. */
  focus() {
    (this.line.hidden ? this.instead.querySelector("button") : this.field).focus();
  }

  replyTo(message) {
    this.reply = message;
    this.quoted.hidden = !message;
    if (!message) return;
    this.quoted.replaceChildren(
      h("span", {}, `Membalas: ${shortWords(message)}`),
      h("button", { type: "button", class: "icon", "aria-label": "Tidak jadi membalas", onclick: () => this.replyTo(null) }, "✕"),
    );
    this.field.focus();
  }

  attachments(close) {
    const entry = (words, what) => h("button", { type: "button", onclick: () => this.attach(what, close) }, words);
    return [
      entry("📱 Nomor saya", { do: "contact" }),
      entry("🖼 Foto (contoh)", { do: "photo", data: "sample" }),
      entry("🎤 Pesan suara (contoh)", { do: "voice" }),
      entry("👍 Stiker", { do: "sticker" }),
      h("p", {}, "📍 Lokasi"),
      ...PLACES.map(([name, lat, lon]) => entry(name, { do: "location", lat, lon })),
    ];
  }

  attach(what, close) {
    close();
    const reply = this.reply ? { reply_to: this.reply.message_id } : {};
    this.replyTo(null);
    const body = what.data === "sample" ? { ...what, data: samplePhoto() } : what;
    this.phone.act({ ...body, ...reply }).catch(() => {});
  }

  async commands(close) {
    const offered = await menu(this.phone.writer, this.phone.chat).catch(() => []);
    if (!offered.length) return [h("p", {}, "Bot tidak menawarkan perintah di sini.")];
    return offered.map(({ command, description }) =>
      h("button", { type: "button", onclick: () => { close(); this.phone.send(`/${command}`).catch(() => {}); } }, h("b", {}, `/${command}`), ` ${description}`),
    );
  }
}
