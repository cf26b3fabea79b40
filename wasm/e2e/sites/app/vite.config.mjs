// Left as it is while developing: Vite would bundle it away from its worker and its engine.
export default { base: './', optimizeDeps: { exclude: ['fallow'] } };
