// A form for cases, made from the policy's own facts, roles, channels and events.
const VERBS = [
  "opens", "writes", "calls", "replies", "updates", "notes", "waits", "resumes", "agrees",
  "disagrees", "resolves", "withdraws", "reopens",
];

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function choice(name, options, value = "") {
  const made = element("select", { name });
  for (const [key, title] of options) {
    made.append(element("option", key === value ? { value: key, selected: "" } : { value: key }, title));
  }
  return made;
}

function labelled(title, field) {
  return element("label", {}, element("span", {}, title), field);
}

const UNKNOWN = ["", "not known"];
const plain = (name) => [name, name.replaceAll("_", " ")];

function field(declared, value) {
  const name = declared.name;
  if (declared.kind === "yes_or_no") {
    const shown = value === true ? "yes" : value === false ? "no" : "";
    return choice(name, [UNKNOWN, ["yes", "yes"], ["no", "no"]], shown);
  }
  if (declared.kind === "one_of") return choice(name, [UNKNOWN, ...declared.values.map(plain)], value ?? "");
  const shown = value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return element("input", { name, value: shown, placeholder: declared.kind.replaceAll("_", " ") });
}

function value(declared, text) {
  if (text === "") return null;
  if (declared.kind === "yes_or_no") return text === "yes";
  if (declared.kind === "number") return Number.isNaN(Number(text)) ? text : Number(text);
  if (declared.kind === "calendar" && text.startsWith("{")) return JSON.parse(text);
  return text;
}

export class CaseForm {
  constructor(parent, made, changed) {
    this.made = made;
    this.parent = parent;
    parent.replaceChildren();
    const known = made.example;
    this.facts = [...made.facts, ...made.indicators.map(([name, title]) => ({ name, title, kind: "yes_or_no", values: [] }))];
    if (made.plans.length) parent.append(labelled("Plan", choice("plan", [UNKNOWN, ...made.plans], known.plan)));
    const facts = element("fieldset", { class: "facts" }, element("legend", {}, "What is known"));
    for (const each of this.facts) facts.append(labelled(each.title, field(each, known.facts?.[each.name])));
    const parameters = element("fieldset", { class: "parameters" }, element("legend", {}, "The order form"));
    for (const each of made.parameters) parameters.append(labelled(each.title, field(each, known.parameters?.[each.name])));
    this.events = element("ol", { class: "events" });
    for (const each of known.events) this.add(each);
    const more = element("button", { type: "button", class: "more" }, "Something else happens");
    more.onclick = () => {
      this.add({ ...this.rows().at(-1), type: "replies" });
      changed();
    };
    parent.append(facts, ...(made.parameters.length ? [parameters] : []), element("h3", {}, "What happened"), this.events, more);
    parent.oninput = changed;
  }

  add(event) {
    const { roles, channels, events } = this.made;
    const row = element("li");
    const gone = element("button", { type: "button", "aria-label": "Take this out" }, "×");
    gone.onclick = () => {
      row.remove();
      this.parent.oninput();
    };
    row.append(
      element("input", { name: "at", value: event.at, size: "27", "aria-label": "When" }),
      choice("by", [["", "-"], ...roles], event.by ?? ""),
      choice("type", [...VERBS, ...events, ...(event.type === "changes" ? ["changes"] : [])].map(plain), event.type),
      choice("via", [["", "-"], ...channels], event.via ?? ""),
      gone,
    );
    row.event = event;
    this.events.append(row);
  }

  rows() {
    return [...this.events.children].map((row) => {
      const read = Object.fromEntries([...row.querySelectorAll("[name]")].map((each) => [each.name, each.value]));
      const event = { ...row.event, at: read.at, type: read.type };
      for (const key of ["by", "via"]) {
        if (read[key]) event[key] = read[key];
        else delete event[key];
      }
      if (event.type === "waits") event.for ??= this.made.roles[1][0];
      else delete event.for;
      return event;
    });
  }

  case() {
    const within = (group, declared) =>
      Object.fromEntries(
        declared
          .map((each) => [each.name, value(each, this.parent.querySelector(`.${group} [name="${each.name}"]`).value)])
          .filter(([, each]) => each !== null),
      );
    const plan = this.parent.querySelector('[name="plan"]')?.value;
    return {
      ...this.made.example,
      ...(this.made.plans.length ? { plan: plan || null } : {}),
      facts: within("facts", this.facts),
      parameters: within("parameters", this.made.parameters),
      events: this.rows(),
    };
  }
}
