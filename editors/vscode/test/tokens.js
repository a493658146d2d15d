// Cuts texts as an editor would: {scope: {name: text}} comes in, {name: [[line, piece, scopes]]} goes out.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const oniguruma = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

const HERE = path.join(__dirname, "..");
const { grammars } = JSON.parse(fs.readFileSync(path.join(HERE, "package.json"), "utf8")).contributes;
const FILES = Object.fromEntries(grammars.map((each) => [each.scopeName, path.join(HERE, each.path)]));

async function main() {
  const engine = path.join(path.dirname(require.resolve("vscode-oniguruma")), "onig.wasm");
  await oniguruma.loadWASM(fs.readFileSync(engine).buffer);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    getInjections: (scope) => grammars.filter((each) => each.injectTo?.includes(scope)).map((each) => each.scopeName),
    loadGrammar: async (scope) => {
      const file = scope === "text.html.markdown" ? require.resolve("tm-grammars/grammars/markdown.json") : FILES[scope];
      return file ? parseRawGrammar(fs.readFileSync(file, "utf8"), file) : null;
    },
  });
  const asked = JSON.parse(fs.readFileSync(0, "utf8"));
  const told = {};
  for (const [scope, texts] of Object.entries(asked)) {
    const grammar = await registry.loadGrammar(scope);
    for (const [name, text] of Object.entries(texts)) {
      let stack = INITIAL;
      told[name] = text.split("\n").flatMap((line, number) => {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
        stack = ruleStack;
        return tokens.map((each) => [number, line.slice(each.startIndex, each.endIndex), each.scopes]);
      });
    }
  }
  process.stdout.write(JSON.stringify(told));
}

main();
