// What the benchmark needs of TensorFlow.js, for one bundle: its WASM backend and the step written with it.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { makeStep } from './step.mjs';

/** @param path where the backend's own .wasm files are: a folder's path or address, with a slash at its end. */
export async function start(path) {
  setWasmPaths(path);
  await tf.setBackend('wasm');
  await tf.ready();
  const { version_core: version } = tf;
  return {
    name: `TensorFlow.js ${version}, WASM${(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? ' SIMD' : ''}`,
    makeStep: (problem) => makeStep(tf, problem),
  };
}
