// Renders CSL-JSON with citeproc-js: one JSON object per line of output, `{"id": …, "text": …}`.
// usage: node render.js STYLE.csl LOCALES ITEMS.json note|bibliography
// LOCALES is a folder of CSL locales. Packages are found through NODE_PATH.
const fs = require("fs");
const CSL = require("citeproc");
const path = require("path");

const [stylePath, locales, itemsPath, form] = process.argv.slice(2);
const items = new Map();
for (const item of JSON.parse(fs.readFileSync(itemsPath, "utf8"))) items.set(item.id, item);

const system = {
    // The engine writes into the items it is given.
    retrieveItem: (id) => structuredClone(items.get(id)),
    // A locale that is not there is none to the engine, which then falls back on that of the language.
    retrieveLocale: (language) => {
        const file = path.join(locales, `locales-${language}.xml`);
        return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
    },
};
const engine = new CSL.Engine(system, fs.readFileSync(stylePath, "utf8"));
engine.setOutputFormat("text");
engine.updateItems([...items.keys()]);

const print = (id, text) => console.log(JSON.stringify({ id, text: text.trim() }));
if (form === "note") {
    for (const id of items.keys()) print(id, engine.makeCitationCluster([{ id }]));
} else {
    const [about, texts] = engine.makeBibliography();
    about.entry_ids.forEach(([id], index) => print(id, texts[index]));
}
