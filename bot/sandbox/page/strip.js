// What stands above the phones? The clock with its steps, the outbox, and what may go wrong with Telegram.

import { setFaults, walk } from "./api.js";
import { byId, h } from "./dom.js";
import { clockTime, now, setClock } from "./time.js";

const REST = 0.7;
export const FAULTS = {
  baik: { words: "Telegram baik-baik saja", rules: [], accepting: true },
  lambat: { words: "Lambat: setiap panggilan 2 detik", rules: [{ what: "delay", seconds: 2 }], accepting: true },
  ramai: { words: "Terlalu ramai (429): sepertiga pesan harus menunggu", rules: [{ what: "too_many", method: "sendMessage", share: 0.34, retry_after: 2 }], accepting: true },
  putus: { words: "Putus: sepertiga pesan tidak sampai", rules: [{ what: "cut_before", method: "sendMessage", share: 0.34 }], accepting: true },
  berhenti: { words: "Berhenti: Telegram tidak menjawab", rules: [], accepting: false },
};

export class Strip {
  constructor() {
    this.walking = false;
    this.held = false;
    for (const button of document.querySelectorAll("[data-minutes]")) {
      button.addEventListener("click", () => this.walk(Number(button.dataset.minutes)).catch(() => {}));
    }
    byId("gangguan-pilihan").append(...Object.entries(FAULTS).map(([name, fault]) => this.choice(name, fault)));
    setInterval(() => this.tick(), 1000);
  }

  choice(name, fault) {
    const change = () => setFaults(fault.rules, fault.accepting).catch(() => {});
    return h("label", {}, h("input", { type: "radio", name: "gangguan", value: name, onchange: change }), h("span", {}, fault.words));
  }

  /** Show what the stage says. */
  update({ clock, board, faults }) {
    setClock(clock);
    this.tick();
    this.state(clock);
    this.outbox(board);
    this.faults(faults);
  }

  tick() {
    const { time, zone, day } = now();
    byId("jam").textContent = `${time} ${zone}`;
    byId("hari").textContent = day;
  }

  state(clock) {
    this.walking = clock.walking;
    byId("jalan").textContent = clock.walking ? `Waktu berjalan sampai ${clockTime(clock.until)}…` : "";
    document.body.classList.toggle("walking", clock.walking);
    this.enable(clock.can_walk && !clock.walking && !this.held);
  }

  /** While a story is played, the clock is its business. */
  hold(held) {
    this.held = held;
    this.enable(!held && !this.walking);
  }

  enable(can) {
    for (const button of document.querySelectorAll("[data-minutes]")) button.disabled = !can;
  }

  outbox(board) {
    if (!board) return;
    const figures = [["waiting", "menunggu"], ["sent", "terkirim"], ["failed", "gagal"]];
    byId("kotak").textContent = figures.map(([state, words]) => `${board[state] ?? 0} ${words}`).join(" · ");
  }

  faults({ accepting, rules }) {
    const kinds = { delay: "lambat", too_many: "ramai", cut_before: "putus" };
    const name = accepting ? (kinds[rules[0]] ?? "baik") : "berhenti";
    for (const input of document.querySelectorAll("[name=gangguan]")) input.checked = input.value === name;
    byId("gangguan").classList.toggle("on", name !== "baik");
  }

  /** Let so many minutes pass; every due time on the way is stopped at. */
  async walk(minutes, rest = REST) {
    this.enable(false);
    return walk(minutes, rest);
  }
}
