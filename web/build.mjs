// build.mjs - what the program embeds: the bundle of the page, and the borders of the world map
//
// usage: node build.mjs OUT_FOLDER      writes page.js and borders.txt there
//
// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const out = process.argv[2];

buildSync({
    entryPoints: [join(here, "src/page.ts")],
    bundle: true, minify: true, format: "iife", target: "es2022", charset: "ascii",
    legalComments: "none", outfile: join(out, "page.js"),
});
const bundle = readFileSync(join(out, "page.js"), "utf8");
if (/<\/|<!--|[^\x00-\x7f]/.test(bundle)) {
    throw new Error("the bundle holds what would end its element");
}

// World borders of Natural Earth (public domain), as TopoJSON: arcs are differences of whole
// numbers, shapes are lists of arcs, one turned round where its number is negative.
const topology = JSON.parse(readFileSync(require.resolve("world-atlas/countries-110m.json")));
const alpha3 = require("i18n-iso-countries").numericToAlpha3;
const { scale, translate } = topology.transform;
const arcs = topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => {
        x += dx;
        y += dy;
        return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
});
const ringOf = (indices) => indices.flatMap((index, at) => {
    const points = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
    return at > 0 ? points.slice(1) : points;
});
const polygonsOf = (shape) => shape.type === "Polygon" ? [shape.arcs] : shape.arcs;

// Rings that cross the 180th meridian are cut there: unrolled to the east, then clipped twice.
const unrolled = (ring) => {
    let turn = 0;
    return ring.map(([x, y], i) => {
        const step = i > 0 ? x - ring[i - 1][0] : 0;
        turn += step > 180 ? -360 : step < -180 ? 360 : 0;
        return [x + turn, y];
    });
};
const clipped = (ring, at, side) => ring.flatMap(([x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length];
    const inside = (x - at) * side <= 0, next = (u - at) * side <= 0;
    const cut = [at, y + (v - y) * (at - x) / (u - x)];
    return inside ? next ? [[x, y]] : [[x, y], cut] : next ? [cut] : [];
});
const pieces = (ring) => {
    const flat = unrolled(ring);
    const west = Math.min(...flat.map(([x]) => x)), east = Math.max(...flat.map(([x]) => x));
    if (west >= -180 && east <= 180) {
        return [ring];
    }
    const at = east > 180 ? 180 : -180, shift = -2 * at;
    return [clipped(flat, at, at > 0 ? 1 : -1),
        clipped(flat, at, at > 0 ? -1 : 1).map(([x, y]) => [x + shift, y])];
};

// What Natural Earth draws without an ISO number.
const OWN = { "Kosovo": "KOS", "Somaliland": "SOM", "N. Cyprus": "CYP" };

// Crimea is a ring of its own there, drawn with Russia: here it is Ukraine's, as resolution 68/262 of
// the General Assembly has it.
const isCrimea = (id, ring) => id === "RUS" &&
    ring.every(([x, y]) => x > 32 && x < 37 && y > 44 && y < 46.5);

// One line a ring: the state's id ("" for land of none), the name, then degrees times 100.
const lines = [];
for (const country of topology.objects.countries.geometries) {
    const name = country.properties.name;
    const id = country.id === undefined ? OWN[name] ?? "" : alpha3(country.id) ?? "";
    for (const polygon of polygonsOf(country)) {
        for (const ring of polygon) {
            for (const piece of pieces(ringOf(ring))) {
                const points = piece.map(([x, y]) => `${Math.round(x * 100)} ${Math.round(y * 100)}`);
                const [owner, called] = isCrimea(id, piece)
                    ? ["UKR", "Ukraine (Crimea)"] : [id, name.replaceAll(",", "")];
                lines.push(`${owner},${called},${points.join(" ")}`);
            }
        }
    }
}
writeFileSync(join(out, "borders.txt"), lines.join("\n") + "\n");
