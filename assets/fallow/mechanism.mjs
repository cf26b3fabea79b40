// A mechanism as the engine is told of it.
import { InputError } from './errors.mjs';
import { modelOf } from './model.mjs';

/** What is sent in the parameters, and the model, if any, whose weights the worker must have. */
export function mechanismOf(mechanism) {
  if (mechanism === null || typeof mechanism !== 'object') throw new InputError('mechanism', 'is not an object');
  const { name, rho, power, tau } = mechanism;
  if (name === undefined) throw new InputError('mechanism.name', 'is missing');
  if (name !== 'exs') return { spec: { name, rho, power, tau } };
  const model = modelOf(mechanism.model, 'mechanism.model');
  return { spec: { name, model: model.id }, model };
}
