// Python in a worker of its own, so that the page stays awake while it thinks.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const ready = (async () => {
  const pyodide = await loadPyodide({ indexURL: new URL("./pyodide/", self.location).href });
  const fetched = async (name) => (await fetch(new URL(name, self.location))).arrayBuffer();
  pyodide.unpackArchive(await fetched("packages.zip"), "zip", { extractDir: "/packages" });
  pyodide.unpackArchive(await fetched("policies.zip"), "zip", { extractDir: "/policies" });
  pyodide.runPython("import sys; sys.path.insert(0, '/packages')");
  return pyodide.pyimport("bridge").Page("/policies");
})();

self.onmessage = async ({ data: { number, act, given } }) => {
  try {
    const page = await ready;
    self.postMessage({ number, answer: JSON.parse(page[act](...given)) });
  } catch (problem) {
    self.postMessage({ number, problem: String(problem) });
  }
};
ready.then(
  () => self.postMessage({ number: 0, answer: true }),
  (problem) => self.postMessage({ number: 0, problem: String(problem) }),
);
