// Starts the language server and keeps it; what it answers is decided there, not here.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const SELECTOR = ["file", "untitled"].flatMap((scheme) => [
  { scheme, language: "sla" },
  { scheme, language: "markdown", pattern: "**/*.sla.md" },
]);
let client;

/** Give the program that serves, and its arguments, as the settings name them. */
function server() {
  const [command, ...args] = vscode.workspace.getConfiguration("slapolicy").get("command");
  return { command, args };
}

/** Start the server, or say what to do where it cannot be. */
async function start() {
  client = new LanguageClient("slapolicy", "slapolicy", server(), { documentSelector: SELECTOR });
  try {
    await client.start();
  } catch {
    const { command } = server();
    vscode.window.showErrorMessage(
      `slapolicy: the language server \`${command}\` does not start. Install it with ` +
        "`pip install 'slapolicy[lsp]'`, or name its path in the setting slapolicy.command.",
    );
  }
}

/** End the server, if there is one. */
async function stop() {
  const ending = client;
  client = undefined;
  if (ending?.needsStop()) await ending.stop();
}

async function activate(context) {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    vscode.commands.registerCommand("slapolicy.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("slapolicy.command")) return restart();
    }),
  );
  if (vscode.workspace.isTrusted) return start();
  context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(start));
}

module.exports = { activate, deactivate: stop };
