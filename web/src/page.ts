// page.ts - what a browser adds to a view that is complete without it
//
// SPDX-License-Identifier: MIT
import { addDownload, addOwnDownloads } from "./download";
import { keepFilter } from "./filter";
import { addHover } from "./hover";
import { addSlider } from "./slider";
import { addTools } from "./table";

for (const figure of document.querySelectorAll<HTMLElement>("figure.live-chart")) {
    addHover(figure);
    addDownload(figure);
    if (figure.dataset.slider !== undefined) {
        addSlider(figure);
    }
}
for (const svg of document.querySelectorAll<SVGSVGElement>("svg.chart")) {
    if (svg.closest("figure.live-chart") === null) {
        addHover(svg.closest<HTMLElement>("figure, .claim") ?? svg.parentElement as HTMLElement);
        addOwnDownloads(svg);
    }
}
for (const table of document.querySelectorAll<HTMLTableElement>("table.rows")) {
    addTools(table);
}
for (const filter of document.querySelectorAll<HTMLFieldSetElement>("fieldset.filter")) {
    keepFilter(filter);
}
