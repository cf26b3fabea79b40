// The benchmark in a browser: measures and posts the result to the server that run.mjs started.
import { load } from '/fallow/fallow.mjs';
import { start } from '/peer.mjs';
import { measure } from './measure.mjs';

const post = (path, body) => fetch(path, { method: 'POST', body: JSON.stringify(body) });
try {
  await post('/result', await measure(load, start, '/peer/', (line) => post('/progress', line)));
} catch (error) {
  await post('/error', String(error.stack ?? error));
}
