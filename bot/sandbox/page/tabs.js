// Which phone is in front? On a narrow screen one at a time; on a wide one a button brings it into sight.

import { byId, calm, h } from "./dom.js";

const narrow = matchMedia("(max-width: 719px)");

export class Tabs {
  constructor(phones) {
    this.phones = phones;
    this.unread = new Map();
    this.front = phones[0]?.key;
    this.buttons = new Map(phones.map((phone) => [phone.key, this.tab(phone)]));
    byId("daftar-hp").replaceChildren(...[...this.buttons.values()].map((button) => h("li", {}, button)));
    this.show(this.front);
  }

  tab(phone) {
    return h("button", { type: "button", "data-tab": phone.key, onclick: () => this.show(phone.key) });
  }

  /** Bring a phone to the front. */
  show(key) {
    this.front = key;
    this.unread.delete(key);
    for (const phone of this.phones) phone.element.classList.toggle("front", phone.key === key);
    this.label();
    const phone = this.phones.find((one) => one.key === key);
    if (!phone) return;
    const place = { behavior: calm() ? "auto" : "smooth", inline: "nearest", block: "nearest" };
    if (!narrow.matches) phone.element.scrollIntoView(place);
    phone.toEnd();
    const button = this.buttons.get(key);
    const list = button.closest("ul");
    list.scrollTo({ left: button.offsetLeft - (list.clientWidth - button.offsetWidth) / 2, behavior: place.behavior });
  }

  /** A message came to this phone. */
  heard(key) {
    if (narrow.matches && key !== this.front) this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    const phone = this.phones.find((one) => one.key === key);
    phone.element.classList.remove("rang");
    void phone.element.offsetWidth;
    phone.element.classList.add("rang");
    this.label();
  }

  label() {
    for (const phone of this.phones) {
      const button = this.buttons.get(phone.key);
      const count = this.unread.get(phone.key);
      button.replaceChildren(phone.key === "operator" ? "Operator" : phone.title, count ? h("span", { class: "unread" }, String(count), h("span", { class: "unseen" }, " pesan baru")) : "");
      if (phone.key === this.front) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}
