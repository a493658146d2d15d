// The editor: colours, findings and what may be written come from slapolicy.
import { autocompletion } from "@codemirror/autocomplete";
import { history, historyKeymap, defaultKeymap, indentWithTab } from "@codemirror/commands";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { ask } from "./asking.js";

const SEVERITIES = { error: "error", warning: "warning", info: "info" };
const TYPES = { word: "keyword", name: "variable", value: "constant" };

const coloured = StateEffect.define();
const colours = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    let found = marks.map(change.changes);
    for (const effect of change.effects) {
      if (effect.is(coloured)) {
        const longest = change.state.doc.length;
        found = Decoration.set(
          effect.value
            .filter(([from, to]) => from < to && to <= longest)
            .map(([from, to, kind]) => Decoration.mark({ class: `sla-${kind}` }).range(from, to)),
        );
      }
    }
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

async function offers(context) {
  const word = context.matchBefore(/[\w/:+.%-]+/);
  if (!context.explicit && word === null) return null;
  const found = await ask("complete", context.pos);
  if (found.length === 0) return null;
  const options = found.map(({ label, detail, kind }) => ({ label, detail, type: TYPES[kind] }));
  return { from: found[0].from, options };
}

const told = hoverTooltip(async (view, at) => {
  const text = await ask("hover", at);
  if (text === null) return null;
  return {
    pos: at,
    create() {
      const dom = document.createElement("div");
      dom.className = "told";
      dom.textContent = text.replaceAll(/```\w*\n?|\*\*/g, "");
      return { dom };
    },
  };
});

export function editor(parent, text, changed) {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        lintGutter(),
        colours,
        told,
        autocompletion({ override: [offers] }),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "The policy" }),
        EditorView.updateListener.of((update) => update.docChanged && changed()),
      ],
    }),
  });
}

export function show(view, answer) {
  if (answer.colours) view.dispatch({ effects: coloured.of(answer.colours) });
  const longest = view.state.doc.length;
  const diagnostics = answer.findings
    .filter(({ from }) => from <= longest)
    .map((each) => ({
      from: each.from,
      to: Math.min(each.to, longest),
      severity: SEVERITIES[each.level],
      source: each.code,
      message: each.hint ? `${each.message} (${each.hint})` : each.message,
      actions: each.fixes.map(({ title, edits }) => ({
        name: title,
        apply: () => view.dispatch({ changes: edits }),
      })),
    }));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}
