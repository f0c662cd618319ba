// Where does everything meet? The phones, the strip above them, and the story.

import { byId } from "./dom.js";
import { Live } from "./live.js";
import { Phone } from "./phone.js";
import { Player } from "./player.js";
import { story } from "./story.js";
import { Strip } from "./strip.js";
import { Tabs } from "./tabs.js";

const EXAMPLE = "/insiden kebakaran; Jl. Kelud Raya 12, Gajahmungkur; rumah, 2 terjebak";

const phones = new Map();
const strip = new Strip();
let tabs = null;

function changed(answer) {
  strip.update(answer);
  if (!phones.size && answer.phones.length) unpack(answer.phones);
  for (const info of answer.phones) phones.get(info.key)?.update(info);
  for (const { key, view } of answer.chats) phones.get(key)?.show(view);
  tabs?.label();
}

function unpack(infos) {
  for (const info of infos) phones.set(info.key, new Phone(info, (phone) => tabs?.heard(phone.key)));
  byId("telepon").replaceChildren(...[...phones.values()].map((phone) => phone.element));
  tabs = new Tabs([...phones.values()]);
}

function lost(yes) {
  byId("putus").hidden = !yes;
}

const live = new Live(changed, lost);
const asked = new URLSearchParams(location.search);
const number = (name, usual) => (Number.isFinite(Number(asked.get(name) ?? usual)) ? Number(asked.get(name) ?? usual) : usual);
// ?tempo=0 plays without pauses; ?sabar=15 is how many seconds a step may take.
const player = new Player({ phones, live, strip, show: (key) => tabs.show(key) }, number("tempo", 1), 1000 * number("sabar", 15));

byId("mainkan").addEventListener("click", () => player.play(story));
byId("jeda").addEventListener("click", () => player.pause());
byId("hentikan").addEventListener("click", () => player.stop());
byId("contoh").addEventListener("click", () => {
  const phone = phones.get("operator");
  if (!phone) return;
  tabs.show("operator");
  phone.composer.write(EXAMPLE);
  phone.composer.field.focus();
});

live.run();
