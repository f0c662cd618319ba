// How is an element made? Text goes in as text, never as HTML.

/** An element with attributes ("on…" = listener, true = bare attribute, false/null = none) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** A button that opens a small list beneath or above itself; Escape and a click elsewhere close it. */
export function disclosure(label, name, fill) {
  const list = h("div", { class: "menu", hidden: true });
  const button = h("button", { type: "button", class: "icon", "aria-label": name, title: name, "aria-expanded": "false" }, label);
  const box = h("div", { class: "disclosure" }, button, list);
  const close = () => {
    if (list.hidden) return;
    if (list.contains(document.activeElement)) button.focus();
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  const open = async () => {
    list.replaceChildren(...(await fill(close)));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.querySelector("button")?.focus();
  };
  button.addEventListener("click", () => (list.hidden ? open() : close()));
  box.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("pointerdown", (event) => box.contains(event.target) || close());
  return box;
}
