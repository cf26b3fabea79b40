// A worker that fetches and compiles the page's program. The page could do that itself, but on a telephone its thread is
// then taken for a third of a second in which it answers nothing.
import { compile } from './wasm.mjs';

onmessage = async ({ data: url }) => {
  try {
    postMessage({ done: await compile(url, (seen) => postMessage({ seen })) });
  } catch (error) {
    postMessage({ error });
  }
};
