// Command app is the page module: it takes over the first view that the build rendered, draws it again as the visitor
// acts, and asks the engine through fallow.mjs, with the same calls as a site that embeds Fallow. Every crossing to
// JavaScript goes through safejs, so a browser's exception is a Go error and then a sentence.
//
// It imports ui. Its subpackage prerender runs while the page is being built.
package main
