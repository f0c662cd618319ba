// How does the page speak to the small Telegram? By the same addresses that any finger would use.

/** The sandbox said no; the message is its reason. */
export class Refused extends Error {}

async function answerOf(response) {
  const body = await response.json();
  if (!response.ok) throw new Refused(body.error ?? `jawaban ${response.status}`);
  return body;
}

const get = async (path, options) => answerOf(await fetch(`/sandbox/${path}`, options));

const post = async (path, body = {}) =>
  answerOf(
    await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

/** One act of a person: `{as, chat, do, …}`. */
export const act = (body) => post("act", body);

/** The bot's answer to a press; `answered` is false when it did not come in time. */
export const answerTo = (query) => get(`queries/${query}?timeout=15`);

/** What has changed since; waits up to `timeout` seconds for it. */
export const watch = (since, epoch, timeout) =>
  get(`watch?since=${since}&epoch=${epoch}&timeout=${timeout}`);

/** Put the clock forward, with a rest (s) at every stop on the way. */
export const walk = (minutes, rest) => post("walk", { minutes, rest });

export const newcomer = () => post("newcomer");

export const menu = (as, chat) => get(`menu?as=${as}&chat=${chat}`);

export const setFaults = (rules, accepting) => post("faults", { clear: true, rules, accepting });

export const fileAddress = (id) => `/sandbox/files/${encodeURIComponent(id)}`;
