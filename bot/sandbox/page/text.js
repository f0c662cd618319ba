// How does a text with entities become DOM nodes? Offsets are UTF-16 units, as in JavaScript itself.

import { h } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** The text as nodes; `onCommand(text)` is called when somebody taps a /command in it. */
export function rich(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const root = document.createDocumentFragment();
  fill(root, text, 0, text.length, sorted, onCommand);
  return root;
}

function fill(parent, text, from, to, waiting, onCommand) {
  let at = from;
  while (waiting.length && waiting[0].offset < to) {
    const entity = waiting.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    parent.append(text.slice(at, start));
    const node = wrap(entity, text.slice(start, end), onCommand);
    fill(node, text, start, end, waiting, onCommand);
    parent.append(node);
    at = end;
  }
  parent.append(text.slice(at, to));
}

function wrap(entity, words, onCommand) {
  switch (entity.type) {
    case "url":
    case "text_link":
      return outside(entity.url ?? words, "");
    case "bot_command":
      return h("button", { type: "button", class: "command", onclick: () => onCommand(words) });
    case "spoiler":
    case "hashtag":
    case "mention":
      return h("span", { class: entity.type });
    default:
      return h(TAGS[entity.type] ?? "span");
  }
}

/** A link out of the page; it opens only when somebody clicks it. */
export function outside(url, words, attributes = {}) {
  const safe = /^(https?:|tel:|mailto:)/i.test(url);
  return h(safe ? "a" : "span", safe ? { href: url, target: "_blank", rel: "noopener noreferrer", ...attributes } : attributes, words);
}

/** A button's words without the emoji and spaces before them, in small letters. */
export const bare = (words) => words.replace(/^[^\p{L}\p{N}]+/u, "").trim().toLowerCase();
