// Asks the worker, one question after the other; each answer is a promise.
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
const waiting = new Map();
let last = 0;

export const ready = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }));

worker.onmessage = ({ data: { number, answer, problem } }) => {
  const { resolve, reject } = waiting.get(number);
  waiting.delete(number);
  if (problem === undefined) resolve(answer);
  else reject(new Error(problem));
};

export function ask(act, ...given) {
  last += 1;
  const number = last;
  worker.postMessage({ number, act, given });
  return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
}
