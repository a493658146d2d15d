// Runs a bundled extension beside a stand-in for Visual Studio Code, and tells what came of it.
//
// node stand_in.js BUNDLE COMMAND [FILE]: prints the messages that were shown, the commands that were registered,
// and the findings that were shown of an open file.
"use strict";

const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const [bundle, settings, file] = process.argv.slice(2);
const command = JSON.parse(settings);
const told = { commands: [], messages: [], findings: [] };
const nothing = { dispose() {} };

/** Anything at all: a class, a function that gives something to dispose of, a bag of more of it. */
function anything() {
  return new Proxy(class {}, {
    get: (made, key) => {
      if (key in made || typeof key === "symbol") return made[key];
      return (made[key] = anything());
    },
    apply: () => nothing,
  });
}

class EventEmitter {
  event = () => nothing;
  fire() {}
  dispose() {}
}

class Disposable {
  static from = (...all) => new Disposable(() => all.forEach((each) => each.dispose()));
  constructor(end) {
    this.dispose = () => end?.();
  }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => nothing };
  cancel() {}
  dispose() {}
}

class Uri {
  static parse = (text) => ({ toString: () => text, fsPath: text, scheme: "file" });
  static file = (text) => Uri.parse(text);
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(startLine, startCharacter, endLine, endCharacter) {
    this.start = new Position(startLine, startCharacter);
    this.end = new Position(endLine, endCharacter);
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

/** Give a file as an editor has it open. */
function opened(name) {
  const text = fs.readFileSync(name, "utf8");
  const languageId = name.endsWith(".md") ? "markdown" : "sla";
  return { uri: Uri.parse(`file://${path.resolve(name)}`), languageId, version: 1, getText: () => text };
}

const PATIENCE = 60_000;
let shown;
const isShown = new Promise((done) => {
  shown = done;
  setTimeout(done, PATIENCE).unref();
});

/** Keep the findings that are shown of a file. */
function show(uri, findings) {
  for (const { code, message, range } of findings ?? []) {
    told.findings.push({ code: code?.value ?? code, message, line: range.start.line, column: range.start.character });
  }
  if (findings) shown();
}

const output = { append() {}, appendLine() {}, show() {}, onDidChangeLogLevel: () => nothing, ...nothing };
for (const level of ["trace", "debug", "info", "warn", "error"]) output[level] = () => {};
const events = (names) => Object.fromEntries(names.map((name) => [name, () => nothing]));
const known = {
  CancellationTokenSource,
  Diagnostic,
  Disposable,
  EventEmitter,
  Position,
  Range,
  Uri,
  version: "1.91.0",
  env: { language: "en", appName: "stand-in" },
  commands: {
    registerCommand: (name) => (told.commands.push(name), nothing),
    getCommands: async () => [],
  },
  window: {
    ...events([
      "onDidChangeActiveTextEditor",
      "onDidChangeVisibleTextEditors",
      "onDidChangeTextEditorVisibleRanges",
      "onDidChangeVisibleNotebookEditors",
    ]),
    tabGroups: { all: [], onDidChangeTabs: () => nothing },
    visibleTextEditors: [],
    createOutputChannel: () => output,
    showErrorMessage: async (text) => void told.messages.push(text),
  },
  languages: {
    match: () => 1,
    createDiagnosticCollection: () => ({ clear() {}, set: show, delete() {}, ...nothing }),
  },
  workspace: {
    ...events([
      "onDidChangeConfiguration",
      "onDidChangeTextDocument",
      "onDidChangeWorkspaceFolders",
      "onDidCloseTextDocument",
      "onDidCreateFiles",
      "onDidDeleteFiles",
      "onDidGrantWorkspaceTrust",
      "onDidOpenTextDocument",
      "onDidRenameFiles",
      "onDidSaveTextDocument",
      "onWillCreateFiles",
      "onWillDeleteFiles",
      "onWillRenameFiles",
      "onWillSaveTextDocument",
    ]),
    isTrusted: true,
    textDocuments: file ? [opened(file)] : [],
    notebookDocuments: [],
    workspaceFolders: [],
    getConfiguration: () => ({ get: (key, otherwise) => (key === "command" ? command : otherwise) }),
    createFileSystemWatcher: () => ({ ...events(["onDidChange", "onDidCreate", "onDidDelete"]), ...nothing }),
  },
};

/** Give what is known of the stand-in, and anything for the rest. */
function vague(bag) {
  return new Proxy(bag, {
    get: (made, key) => {
      if (key in made || typeof key === "symbol") {
        const found = made[key];
        return found?.constructor === Object ? vague(found) : found;
      }
      return (made[key] = anything());
    },
  });
}

const load = Module._load;
Module._load = (name, ...more) => (name === "vscode" ? vague(known) : load(name, ...more));

async function main() {
  const extension = require(path.resolve(bundle));
  await extension.activate({ subscriptions: [] });
  if (file) await isShown;
  await extension.deactivate();
  process.stdout.write(JSON.stringify(told));
  process.exit(0);
}

main();
