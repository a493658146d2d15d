// The page: a policy, a case, and what follows. The link carries both.
import { ask, ready } from "./asking.js";
import { editor, show } from "./editor.js";
import { CaseForm } from "./form.js";

const one = (selector) => document.querySelector(selector);
const QUICK = 150;
const SLOW = 900;

let view, form, quick, slow, deciding;
let name = "policy.sla";

async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const each of bytes) binary += String.fromCharCode(each);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function unpacked(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (each) => each.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

const text = () => view.state.doc.toString();

async function look() {
  const answer = await ask("look", text(), name);
  show(view, answer);
  const errors = answer.findings.filter(({ level }) => level === "error").length;
  one("#verdict").textContent = answer.sound ? "The policy can be used." : `${errors} to mend`;
  one("#verdict").className = answer.sound ? "sound" : "unsound";
  clearTimeout(slow);
  slow = setTimeout(lookDeeper, SLOW);
  if (answer.sound && form === undefined) await makeForm();
  else if (answer.sound) await decide();
}

async function lookDeeper() {
  const before = text();
  const answer = await ask("look_deeper");
  if (before !== text()) return;
  show(view, answer);
  one("#stories").replaceChildren(
    ...answer.stories.map((story) => {
      const made = document.createElement("li");
      made.className = story.holds ? "holds" : "fails";
      made.textContent = `${story.title}: ${story.text}`;
      return made;
    }),
  );
  const held = answer.stories.filter(({ holds }) => holds).length;
  one("#held").textContent = `${held} of ${answer.stories.length} scenarios and properties hold`;
}

async function makeForm(given) {
  const made = await ask("form");
  if (made === null) return;
  if (given) made.example = given;
  form = new CaseForm(one("#case"), made, () => {
    clearTimeout(deciding);
    deciding = setTimeout(decide, QUICK);
  });
  const last = made.example.events.at(-1).at;
  if (!one("#at").value) one("#at").value = last;
  await decide();
}

async function decide() {
  if (form === undefined) return;
  let answer;
  try {
    answer = await ask("decide", JSON.stringify(form.case()), one("#at").value, one("#language").value);
  } catch (problem) {
    answer = { problem: String(problem) };
  }
  one("#problem").textContent = answer.problem ?? "";
  one("#decision").hidden = answer.problem !== undefined;
  if (answer.problem !== undefined) return;
  one("#words").textContent = answer.words;
  one("#json").textContent = answer.json;
  one("#picture").src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(answer.picture)}`;
}

async function begin(policy, kept) {
  name = policy;
  form = undefined;
  one("#at").value = kept?.at ?? "";
  const source = kept?.text ?? (await (await fetch(`policies/${policy}`)).text());
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: source } });
  clearTimeout(quick);
  await look();
  if (kept?.case) await makeForm(kept.case);
}

async function share() {
  const kept = { name, text: text(), at: one("#at").value, case: form?.case() };
  location.hash = await packed(JSON.stringify(kept));
  one("#link").value = location.href;
  one("#link").select();
}

async function start() {
  view = editor(one("#editor"), "", () => {
    clearTimeout(quick);
    quick = setTimeout(look, QUICK);
  });
  await ready;
  one("#waiting").remove();
  const kept = location.hash.length > 1 ? JSON.parse(await unpacked(location.hash.slice(1))) : undefined;
  if (kept) one("#policy").value = kept.name;
  await begin(kept?.name ?? one("#policy").value, kept);
  one("#policy").onchange = () => begin(one("#policy").value);
  one("#at").oninput = decide;
  one("#language").onchange = decide;
  one("#share").onclick = share;
  one("#lay-out").onclick = async () => {
    await look();
    view.dispatch({ changes: await ask("lay_out") });
  };
  document.body.dataset.ready = "";
}

start().catch((problem) => {
  one("#verdict").textContent = `The playground cannot start: ${problem.message}`;
});
