// What can be done with a phone beside writing? Block and unblock; let a new person take it.

import { newcomer } from "./api.js";
import { disclosure, h } from "./dom.js";

/** The menu at the top of a private chat; a group's phone has none. */
export function phoneMenu(phone) {
  if (phone.info.writers.length > 1) return null;
  return disclosure("⋮", `Menu HP ${phone.title}`, (close) => {
    const entry = (words, work) =>
      h("button", { type: "button", onclick: () => { close(); Promise.resolve(work()).catch(() => {}); } }, words);
    const entries = [
      phone.info.blocked
        ? entry("Buka blokir bot", () => phone.act({ do: "unblock" }))
        : entry("Blokir bot", () => phone.act({ do: "block" })),
    ];
    if (phone.info.newcomer) entries.push(entry("Ganti dengan orang baru", newcomer));
    return entries;
  });
}
