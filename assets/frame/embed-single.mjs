// What the button says where everything is in one file (see publish/single.mjs, which puts this in place of embed.mjs).

/** There is no address that another page could show, and the element's script is left out. */
export const embed = () => 'Other pages cannot show this file. On a site, which ./build.sh serve makes, this button gives the code to embed the figure.';
