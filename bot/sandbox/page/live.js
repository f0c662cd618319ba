// How does the page learn what happened? One long poll for everything; `world` keeps what is known.

import { sleep } from "./dom.js";
import { watch } from "./api.js";

const PATIENCE = 5;

export class Live {
  /** `changed(answer)` hears every answer, `lost(yes)` when the demo stops or comes back. */
  constructor(changed, lost) {
    this.changed = changed;
    this.lost = lost;
    this.since = -1;
    this.epoch = "";
    this.waiting = new Set();
  }

  async run() {
    for (;;) {
      try {
        const answer = await watch(this.since, this.epoch, this.since < 0 ? 0 : PATIENCE);
        this.since = answer.revision;
        this.epoch = answer.epoch;
        this.changed(answer);
        this.lost(false);
        this.wake();
      } catch (error) {
        if (!(error instanceof TypeError)) console.warn(error);
        this.lost(true);
        await sleep(1000);
      }
    }
  }

  wake() {
    for (const look of [...this.waiting]) look();
  }

  /** Wait until `found()` gives something true, looked at after every change; null when `ms` are over. */
  until(found, ms) {
    return new Promise((done) => {
      const end = (value) => {
        this.waiting.delete(look);
        clearTimeout(timer);
        done(value);
      };
      const look = () => {
        const value = found();
        if (value) end(value);
      };
      const timer = setTimeout(() => end(null), ms);
      this.waiting.add(look);
      look();
    });
  }
}
