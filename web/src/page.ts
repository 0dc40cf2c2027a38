// page.ts - what a browser adds to a page that is complete without it
//
// SPDX-License-Identifier: MIT
import { addDownload, addOwnDownloads, addRowsDownload } from "./download";
import { keepFilter } from "./filter";
import { addHover } from "./hover";
import { addRunning } from "./run";
import { addSlider } from "./slider";
import { addSearch, addTools } from "./table";
import { watchBrief, watchRows } from "./watch";

/** All that is added to what stands below a node, which may be new in the page. */
function enhance(root: ParentNode): void {
    for (const figure of root.querySelectorAll<HTMLElement>("figure.live-chart")) {
        addHover(figure);
        addDownload(figure);
        if (figure.dataset.slider !== undefined) {
            addSlider(figure);
        }
    }
    for (const svg of root.querySelectorAll<SVGSVGElement>("svg.chart")) {
        if (svg.closest("figure.live-chart") === null) {
            addHover(svg.closest<HTMLElement>("figure, .claim") ?? svg.parentElement as HTMLElement);
            addOwnDownloads(svg);
        }
    }
    [...root.querySelectorAll<HTMLTableElement>("main table, #runs table")].forEach(addTools);
    for (const table of root.querySelectorAll<HTMLTableElement>("main table")) {
        if (table.closest(".data") === null && document.querySelector(".take") === null) {
            addRowsDownload(table);
        }
    }
}

/** The rows of a filter are kept in the address. */
function keepFilters(root: ParentNode): void {
    for (const filter of root.querySelectorAll<HTMLFieldSetElement>("fieldset.filter")) {
        keepFilter(filter);
    }
}

enhance(document);
keepFilters(document);
for (const read of document.querySelectorAll<HTMLElement>(".read")) {
    const first = read.querySelector(".document");
    if (first !== null) {
        addSearch(first, () => read.querySelectorAll<HTMLElement>(".sentences > li"), "sentences",
            "q.read");
    }
}
const running = document.querySelector<HTMLFormElement>("#running");
if (running !== null) {
    addRunning(running, enhance);
}
const kept = location.pathname === "/view/runs"
    ? document.querySelector<HTMLTableElement>("table.rows") : null;
if (kept !== null) {
    watchRows(kept);
}
if (document.body.classList.contains("live") && location.pathname === "/") {
    watchBrief((main) => {
        enhance(main);
        keepFilters(main);
    });
}
