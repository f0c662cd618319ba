// What time is it in the city? The stage says the time and its zone; between two answers the page counts on.

let zone = "Asia/Jakarta";
let zoneName = "WIB";
let ahead = 0;

/** Take over what the stage says. */
export function setClock(clock) {
  zone = clock.zone;
  zoneName = clock.zone_name;
  ahead = clock.now * 1000 - Date.now();
}

const parts = (seconds, options) => new Intl.DateTimeFormat("id-ID", { timeZone: zone, hourCycle: "h23", ...options }).format(new Date(seconds * 1000));

const dotted = (words) => words.replaceAll(":", ".");

/** 14.05 for unix seconds. */
export const clockTime = (seconds) => dotted(parts(seconds, { hour: "2-digit", minute: "2-digit" }));

/** The present time as people say it. */
export function now() {
  const seconds = (Date.now() + ahead) / 1000;
  return {
    time: dotted(parts(seconds, { hour: "2-digit", minute: "2-digit", second: "2-digit" })),
    zone: zoneName,
    day: parts(seconds, { weekday: "long", day: "numeric", month: "long" }),
  };
}
