// A documentation site on another origin than Fallow's, which FALLOW_SITE names.
export default {
  title: 'A documentation',
  head: [
    ['link', { rel: 'icon', href: 'data:,' }],
    ['script', { src: `${process.env.FALLOW_SITE}/embed.js`, async: '' }],
  ],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'fallow-embed' } } },
};
