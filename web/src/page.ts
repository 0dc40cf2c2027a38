// page.ts - what a browser adds to a view that is complete without it
//
// SPDX-License-Identifier: MIT
import { addDownload } from "./download";
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
for (const table of document.querySelectorAll<HTMLTableElement>("table.rows")) {
    addTools(table);
}
