// How is a story played? Step by step, by the same acts as a finger's; what is missing stops it visibly.

import { byId, calm, h, sleep } from "./dom.js";
import { newcomer } from "./api.js";
import { samplePhoto } from "./drawing.js";
import { bare } from "./text.js";

const LOOK = 470;
const READ_PER_LETTER = 8;
const READ_LEAST = 500;

/** A step could not be done or brought nothing; the message says what was there instead. */
class Missing extends Error {}
class Stopped extends Error {}

export class Player {
  /** `stage`: phones by key, live, strip, show(key). `tempo` 0 plays without pauses; `patience` in ms. */
  constructor(stage, tempo, patience) {
    this.stage = stage;
    this.tempo = tempo;
    this.patience = patience;
    this.playing = false;
    this.paused = false;
  }

  /** Play the steps that `story` makes; whatever stops them is said in the caption. */
  async play(story) {
    if (this.playing) return;
    this.begin();
    let step = null;
    try {
      await this.tidy();
      const steps = story(this.phone("baru").title);
      for (const [number, next] of steps.entries()) {
        step = { ...next, number: number + 1, of: steps.length };
        await this.take(step);
      }
      this.say("Cerita selesai. Sekarang giliran Anda: setiap telepon bisa dipakai. Cerita boleh diputar lagi, dengan orang baru.", "done");
    } catch (error) {
      this.ended(error, step);
    } finally {
      this.end();
    }
  }

  begin() {
    this.playing = true;
    this.paused = this.stopping = false;
    this.stage.strip.hold(true);
    this.say("Cerita dimulai.", "playing");
    byId("mainkan").disabled = true;
    document.body.classList.add("playing");
    byId("kendali").hidden = false;
    byId("contoh").hidden = true;
  }

  end() {
    this.playing = false;
    this.stage.strip.hold(false);
    this.point(null);
    document.querySelector(".acting")?.classList.remove("acting");
    document.body.classList.remove("playing");
    byId("mainkan").disabled = false;
    byId("kendali").hidden = true;
    byId("contoh").hidden = false;
    byId("maju").value = 0;
  }

  ended(error, step) {
    if (error instanceof Stopped) this.say("Cerita dihentikan. Telepon bisa dipakai seperti biasa.", "idle");
    else this.say(`Cerita berhenti di langkah ${step?.number ?? 0}${step ? ` (“${step.say}”)` : ""}: ${error.message}`, "failed");
  }

  pause() {
    this.paused = !this.paused;
    byId("jeda").textContent = this.paused ? "Lanjut" : "Jeda";
    byId("jeda").setAttribute("aria-pressed", String(this.paused));
  }

  stop() {
    this.stopping = true;
    this.paused = false;
  }

  /** What an earlier play or hand left open is closed; whoever has joined makes room for a new face. */
  async tidy() {
    const operator = this.phone("operator");
    for (let open = operator.button("Tutup"), most = 20; open && most; open = operator.button("Tutup"), most -= 1) {
      await this.take({ phone: "operator", press: "Tutup", say: "Merapikan dulu: kejadian yang masih terbuka ditutup." });
      const { message, button } = open;
      await this.stage.live.until(() => !operator.buttonElement(message.message_id, button.data), this.patience);
    }
    const before = this.phone("baru").info;
    if (!before.started) return;
    await newcomer();
    await this.stage.live.until(() => this.phone("baru").info.as !== before.as, this.patience);
  }

  async take(step) {
    await this.breathe(0);
    this.say(step.say, "playing", step);
    const before = this.remember();
    if (step.phone) this.front(step.phone);
    await this.breathe(Math.max(READ_LEAST, step.say.length * READ_PER_LETTER));
    await this.perform(step);
    for (const [key, words] of Object.entries(step.then ?? {})) await this.expect(key, words, before);
    this.point(null);
    await this.breathe(LOOK);
  }

  async perform(step) {
    const phone = step.phone && this.phone(step.phone);
    if (step.press) return this.press(phone, step.press);
    if (step.tap) return this.tap(phone, step.tap);
    if (step.write) return this.write(phone, step.write);
    if (step.walk) return this.stage.strip.walk(step.walk, this.tempo ? 0.9 : 0);
    if (step.start) return this.start(phone);
    this.point(phone.composer.line);
    await this.breathe(LOOK);
    return phone.act({ do: "photo", data: samplePhoto() });
  }

  async press(phone, words) {
    const found = await this.stage.live.until(() => phone.button(words), this.patience);
    if (!found) throw new Missing(`di HP ${phone.title} tidak ada tombol “${words}”. Tombol yang ada: ${listed(phone.buttons())}.`);
    const { message, button } = found;
    this.point(phone.buttonElement(message.message_id, button.data));
    await this.breathe(LOOK);
    const answer = await phone.press(message.message_id, button.data);
    if (!answer.answered) throw new Missing(`tombol “${words}” di HP ${phone.title} ditekan, tetapi bot tidak menjawab.`);
  }

  async tap(phone, words) {
    const keys = () => [...phone.composer.keys.querySelectorAll("button")];
    const key = await this.stage.live.until(() => keys().find((one) => bare(one.textContent).includes(bare(words))), this.patience);
    if (!key) throw new Missing(`di bawah kolom tulisan HP ${phone.title} tidak ada tombol “${words}”. Yang ada: ${listed(keys().map((one) => one.textContent))}.`);
    this.point(key);
    await this.breathe(LOOK);
    await phone.act({ do: "tap", text: key.textContent });
  }

  async start(phone) {
    const button = phone.composer.instead.querySelector("button");
    if (phone.composer.instead.hidden) throw new Missing(`di HP ${phone.title} tidak ada tombol “Mulai”.`);
    this.point(button);
    await this.breathe(LOOK);
    await phone.act({ do: "start" });
  }

  async write(phone, words) {
    this.point(phone.composer.line);
    phone.composer.write(words);
    await this.breathe(LOOK);
    phone.composer.write("");
    await phone.send(words);
  }

  /** Every message as it is now, so that an expected text must be new or changed. */
  remember() {
    return new Map([...this.stage.phones].map(([key, phone]) => [key, new Map(phone.view.messages.map((m) => [m.message_id, JSON.stringify(m)]))]));
  }

  async expect(key, words, before) {
    const phone = this.phone(key);
    const old = before.get(key);
    const fresh = () => phone.view.messages.filter((message) => old.get(message.message_id) !== JSON.stringify(message));
    const found = () => fresh().find((message) => message.text.toLowerCase().includes(words.toLowerCase()));
    if (await this.stage.live.until(found, this.patience)) return;
    const came = fresh().map((message) => `“${message.text.slice(0, 60).replaceAll("\n", " ")}”`);
    throw new Missing(`di HP ${phone.title} tidak muncul “${words}”. Yang baru: ${listed(came)}.`);
  }

  phone(key) {
    const phone = this.stage.phones.get(key);
    if (!phone) throw new Missing(`tidak ada HP “${key}”.`);
    return phone;
  }

  front(key) {
    this.stage.show(key);
    for (const [name, phone] of this.stage.phones) phone.element.classList.toggle("acting", name === key);
  }

  /** Point at what is about to be touched; nothing at all takes the finger away. */
  point(element) {
    for (const old of document.querySelectorAll(".finger")) old.classList.remove("finger");
    if (!element) return;
    element.classList.add("finger");
    element.scrollIntoView({ behavior: calm() || !this.tempo ? "auto" : "smooth", block: "nearest", inline: "nearest" });
  }

  say(words, state, step = null) {
    const box = byId("cerita");
    box.dataset.state = state;
    const place = step?.number ? h("span", { class: "step" }, `${step.number}/${step.of} `) : null;
    byId("ucapan").replaceChildren(...[place, words].filter(Boolean));
    if (step?.number) byId("maju").value = step.number / step.of;
  }

  /** A pause for the eye; also where a story waits while paused, and ends when stopped. */
  async breathe(ms) {
    await sleep(ms * this.tempo);
    while (this.paused) await sleep(100);
    if (this.stopping) throw new Stopped();
  }
}

const listed = (words) => (words.length ? [...new Set(words)].join(", ") : "tidak ada");
