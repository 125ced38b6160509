// Reads bibliographies with Citation.js, as people who use its plugins would: prints them as CSL-JSON, one array a file.
// usage: node import.js FILE...
// A file that ends in .json is parsed before; packages are found through NODE_PATH.
const fs = require("fs");
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-ris");

const read = process.argv.slice(2).map((file) => {
    const text = fs.readFileSync(file, "utf8");
    const cite = new Cite(file.endsWith(".json") ? JSON.parse(text) : text, { generateGraph: false });
    return cite.data;
});
console.log(JSON.stringify(read));
