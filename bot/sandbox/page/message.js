// How does one message look? Built anew whenever it changes.

import { fileAddress } from "./api.js";
import { h } from "./dom.js";
import { outside, rich } from "./text.js";
import { clockTime } from "./time.js";

/** The element of a message; `phone` hears of presses, replies and commands. */
export function messageElement(message, phone) {
  if (message.kind === "service") return h("li", { class: "service" }, h("span", {}, serviceWords(message)));
  const own = phone.isOwn(message);
  const bubble = h(
    "div",
    { class: "bubble" },
    senderLine(message, phone, own),
    quote(message, phone),
    media(message),
    message.text && h("div", { class: "words" }, rich(message.text, message.entities, (words) => phone.send(words))),
    meta(message, phone),
  );
  const classes = ["message", own ? "own" : "other", message.buttons.length ? "with-buttons" : ""];
  return h("li", { class: classes.join(" ").trim() }, bubble, keyboard(message, phone), reactions(message));
}

function senderLine(message, phone, own) {
  if (!phone.isGroup || own) return null;
  const name = message.from?.name ?? phone.title;
  return h("div", { class: `sender ${message.from?.is_bot ? "bot" : ""}` }, name);
}

function quote(message, phone) {
  if (!message.reply_to) return null;
  const replied = phone.find(message.reply_to);
  const words = replied ? shortWords(replied) : "pesan lama";
  return h("blockquote", { class: "reply" }, h("b", {}, replied?.from?.name ?? ""), words);
}

/** A message in a few words, for quotes and announcements. */
export function shortWords(message) {
  const line = message.text.split("\n").find((part) => part.trim()) ?? "";
  const kinds = { photo: "Foto", voice: "Pesan suara", sticker: "Stiker", location: "Lokasi", contact: "Kontak", document: "Berkas" };
  const words = line || kinds[message.kind] || "Pesan";
  return words.length > 70 ? `${words.slice(0, 69)}…` : words;
}

function media(message) {
  const { kind, body, file_id: file } = message;
  switch (kind) {
    case "photo":
      return h("img", { class: "photo", src: fileAddress(file), alt: message.text ? "" : "Foto", loading: "lazy" });
    case "voice":
      return h("div", { class: "voice" }, h("span", { class: "wave", "aria-hidden": "true" }), "Pesan suara (contoh)");
    case "sticker":
      return h("div", { class: "sticker" }, body.sticker?.emoji ?? "👍");
    case "location":
      return h("div", { class: "place" }, h("span", { "aria-hidden": "true" }, "📍 "), placeWords(body.location));
    case "contact":
      return h("div", { class: "place" }, h("span", { "aria-hidden": "true" }, "👤 "), `${body.contact.first_name} · ${body.contact.phone_number}`);
    case "text":
      return null;
    default:
      return file ? h("a", { class: "file", href: fileAddress(file), download: body[kind]?.file_name ?? true }, `📄 ${body[kind]?.file_name ?? kind}`) : null;
  }
}

const placeWords = ({ latitude, longitude }) => `Lokasi ${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;

function meta(message, phone) {
  const reply = h(
    "button",
    { type: "button", class: "answer", title: "Balas", "aria-label": `Balas: ${shortWords(message)}`, onclick: () => phone.replyTo(message) },
    "↩",
  );
  const edited = message.edited ? h("span", { class: "edited" }, "diedit ") : null;
  return h("div", { class: "meta" }, reply, edited, h("time", {}, clockTime(message.date)));
}

function keyboard(message, phone) {
  if (!message.buttons.length) return null;
  return h("div", { class: "keys" }, message.buttons.map((row) => h("div", { class: "row" }, row.map((button) => key(button, message, phone)))));
}

function key(button, message, phone) {
  const look = { class: `key ${button.style ?? ""}`.trim() };
  if (button.url) return outside(button.url, [h("span", {}, button.text), h("span", { class: "out", "aria-hidden": "true" }, "↗")], look);
  if (button.copy) return h("button", { ...look, type: "button", onclick: () => phone.toast(`Disalin: ${button.copy.text}`) }, button.text);
  return h(
    "button",
    { ...look, type: "button", "data-call": button.data, "data-message": message.message_id, onclick: () => phone.press(message.message_id, button.data).catch(() => {}) },
    h("span", {}, button.text),
  );
}

function reactions(message) {
  if (!message.reactions.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map((reaction) => h("span", {}, reaction.emoji ?? "•")));
}

function serviceWords({ body }) {
  if (body.new_chat_members) return `${body.new_chat_members.map((user) => user.first_name).join(", ")} bergabung`;
  if (body.left_chat_member) return `${body.left_chat_member.first_name} keluar`;
  if (body.pinned_message) return "Pesan disematkan";
  return "Keterangan grup berubah";
}
